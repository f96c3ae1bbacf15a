"""What the forum plugs into the house."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.forum.actions import forget_person
from samenwijzer.forum.models import Answer, Comment, Question, Revision
from samenwijzer.forum.queries import days_asked, question_links, request_tasks
from samenwijzer.forum.records import RECORDS
from samenwijzer.forum.search_source import ANSWERS, QUESTIONS
from samenwijzer.kernel.modules import MenuEntry, Module, TextKind, TextPlace
from samenwijzer.kernel.refs import Ref


def _forget(person_id: int) -> None:
    forget_person(person_id=person_id)


def _reach_questions(ids: Sequence[int], viewer: User | None) -> QuerySet[Question, int]:
    return Question.objects.within_reach_of(viewer).filter(pk__in=ids).values_list("pk", flat=True)


def _reach_answers(ids: Sequence[int], viewer: User | None) -> QuerySet[Answer, int]:
    return Answer.objects.within_reach_of(viewer).filter(pk__in=ids).values_list("pk", flat=True)


def _reach_comments(ids: Sequence[int], viewer: User | None) -> QuerySet[Comment, int]:
    return Comment.objects.within_reach_of(viewer).filter(pk__in=ids).values_list("pk", flat=True)


def _reread_question(pk: int) -> Iterable[Ref]:
    """Its title stands with each of its answers too."""
    answers = Answer.objects.filter(question=pk).order_by("pk").values_list("pk", flat=True)
    return [Ref("forum.question", pk), *(Ref("forum.answer", number) for number in answers)]


def _reread_answer(pk: int) -> Iterable[Ref]:
    questions = Answer.objects.filter(pk=pk).values_list("question", flat=True)
    return [Ref("forum.answer", pk), *(Ref("forum.question", number) for number in questions)]


def _address_of_answer(pk: int) -> str:
    return f"{_address(Answer.objects.get(pk=pk).question_id)}#antwoord-{pk}"


def _address_of_comment(pk: int) -> str:
    return f"{_address(Comment.objects.get(pk=pk).question_id)}#reactie-{pk}"


def _address(pk: int) -> str:
    return reverse("forum:question", args=[pk])


TEXTS = (
    TextKind(
        kind="forum.question",
        title=pgettext_lazy("kind of text", "Question"),
        model=Question,
        columns=("title", "body"),
        beside=(TextPlace(model=Revision, item="question", columns=("title", "body")),),
        author="author",
        at="asked_at",
        url=_address,
        reread=_reread_question,
        reach=_reach_questions,
    ),
    TextKind(
        kind="forum.answer",
        title=pgettext_lazy("kind of text", "Answer"),
        model=Answer,
        columns=("body",),
        beside=(TextPlace(model=Revision, item="answer", columns=("body",)),),
        author="author",
        at="answered_at",
        url=_address_of_answer,
        reread=_reread_answer,
        reach=_reach_answers,
    ),
    TextKind(
        kind="forum.comment",
        title=pgettext_lazy("kind of text", "Comment"),
        model=Comment,
        columns=("body",),
        author="author",
        at="written_at",
        url=_address_of_comment,
        reach=_reach_comments,
    ),
)

MODULE = Module(
    name="forum",
    title=_("Questions"),
    urls="samenwijzer.forum.urls",
    menu=(MenuEntry(title=_("Questions"), url_name="forum:questions", icon="messages-square", position=20),),
    search_sources=(QUESTIONS, ANSWERS),
    records=RECORDS,
    texts=TEXTS,
    links={"question": question_links},
    forget=_forget,
    tasks=lambda viewer: request_tasks(viewer=viewer),
    asked_by_name=lambda people, since: days_asked(viewer=None, people=people, since=since),
    optional=True,
)
