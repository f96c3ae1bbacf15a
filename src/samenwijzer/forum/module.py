"""What the forum plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.forum.actions import forget_person
from samenwijzer.forum.queries import question_links, request_tasks
from samenwijzer.forum.records import RECORDS
from samenwijzer.forum.search_source import ANSWERS, QUESTIONS
from samenwijzer.kernel.modules import MenuEntry, Module


def _forget(person_id: int) -> None:
    forget_person(person_id=person_id)


MODULE = Module(
    name="forum",
    title=_("Questions"),
    urls="samenwijzer.forum.urls",
    menu=(MenuEntry(title=_("Questions"), url_name="forum:questions", icon="messages-square", position=20),),
    search_sources=(QUESTIONS, ANSWERS),
    records=RECORDS,
    links={"question": question_links},
    forget=_forget,
    tasks=lambda viewer: request_tasks(viewer=viewer),
    optional=True,
)
