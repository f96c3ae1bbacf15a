"""What subjects plugs into the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module, TextKind, TextPlace
from samenwijzer.subjects.actions import forget_ownership
from samenwijzer.subjects.models import Subject, Synonym
from samenwijzer.subjects.records import RECORDS


def _forget(person_id: int) -> None:
    forget_ownership(person_id=person_id)


TEXTS = (
    TextKind(
        kind="subjects.subject",
        title=pgettext_lazy("kind of text", "Subject"),
        model=Subject,
        columns=("name",),
        beside=(TextPlace(model=Synonym, item="subject", columns=("term",)),),
    ),
)

MODULE = Module(
    name="subjects",
    title=_("Subjects"),
    urls="samenwijzer.subjects.urls",
    administration=(
        AdminEntry(
            title=_("Subjects"),
            url_name="subjects:list",
            icon="tags",
            right=Right.KEEP_SUBJECTS,
            group="content",
            position=20,
            hint=_("The shared words, their synonyms and who keeps them right."),
        ),
    ),
    records=RECORDS,
    texts=TEXTS,
    forget=_forget,
)
