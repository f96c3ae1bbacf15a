"""What the index holds of questions and answers, and who showed to know about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Question
from samenwijzer.kernel.modules import SearchDocument, SearchSource, Tie, TieKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.queries import tokens_of
from samenwijzer.ui.markdown import plain


def _questions(ids: Sequence[int]) -> Iterator[SearchDocument]:
    answers = _with_help(Answer.objects.filter(withheld_at=None)).select_related("author")
    rows = (
        Question.objects.filter(pk__in=ids, withheld_at=None)
        .select_related("space")
        .prefetch_related(
            "subjects__synonyms", Prefetch("answers", queryset=answers, to_attr="answers_shown")
        )
    )
    for question in rows:
        yield SearchDocument(
            ref=Ref("forum.question", question.pk),
            external_id=question.external_id,
            type="question",
            tier="question",
            title=question.title,
            body=plain(question.body),
            keywords=_keywords(question),
            readers=tokens_of(question.space),
            on=timezone.localtime(question.asked_at).date(),
            url=reverse("forum:question", args=[question.pk]),
            space_id=question.space_id,
            department_id=question.space.department_id,
            subjects=tuple(subject.pk for subject in question.subjects.all()),
            beside="\n".join(plain(answer.body) for answer in _answers_of(question) if answer.accepted),
            # The words of the question find who answered it. Asking is no sign of knowing.
            ties=tuple(tie for answer in _answers_of(question) for tie in _ties(answer, question)),
        )


def _answers(ids: Sequence[int]) -> Iterator[SearchDocument]:
    rows = (
        _with_help(_answers_shown().filter(pk__in=ids))
        .select_related("author", "question__space")
        .prefetch_related("question__subjects__synonyms")
    )
    for answer in rows:
        question = answer.question
        yield SearchDocument(
            ref=Ref("forum.answer", answer.pk),
            external_id=answer.external_id,
            type="answer",
            tier="accepted_answer" if answer.accepted else "answer",
            title=question.title,
            body=plain(answer.body),
            keywords=_keywords(question),
            readers=tokens_of(question.space),
            on=timezone.localtime(answer.answered_at).date(),
            url=f"{reverse('forum:question', args=[question.pk])}#antwoord-{answer.pk}",
            space_id=question.space_id,
            department_id=question.space.department_id,
            subjects=tuple(subject.pk for subject in question.subjects.all()),
            beside=plain(question.body),
            ties=_ties(answer, question),
        )


def _answers_shown() -> QuerySet[Answer]:
    return Answer.objects.filter(withheld_at=None, question__withheld_at=None)


def _with_help(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Tell of each answer when somebody last said that it helped."""
    return answers.annotate(helped_on=Max("helped__said_at"))


def _answers_of(question: Question) -> list[Answer]:
    found: list[Answer] = question.answers_shown  # type: ignore[attr-defined]
    return found


def _ties(answer: Answer, question: Question) -> tuple[Tie, ...]:
    """Say what an answer shows of who gave it: it was chosen, else it helped, else it is there."""
    if not answer.author.is_active:
        return ()
    helped_on: datetime.datetime | None = answer.helped_on  # type: ignore[attr-defined]
    kind: TieKind = "accepted" if answer.accepted else "answered" if helped_on is None else "helped"
    # Who is helped by it now says that it still holds.
    moment = max(filter(None, (answer.answered_at, helped_on)))
    return (
        Tie(
            person_id=answer.author_id,
            kind=kind,
            on=timezone.localtime(moment).date(),
            text=question.title,
        ),
    )


def _keywords(question: Question) -> tuple[str, ...]:
    words: list[str] = []
    for subject in question.subjects.all():
        words += [subject.name, *(synonym.term for synonym in subject.synonyms.all())]
    return tuple(dict.fromkeys(words))


def _question_ids() -> Iterable[int]:
    return Question.objects.filter(withheld_at=None).order_by("pk").values_list("pk", flat=True).iterator()


def _answer_ids() -> Iterable[int]:
    return _answers_shown().order_by("pk").values_list("pk", flat=True).iterator()


def _visible_questions(ids: Sequence[int], viewer: User | None) -> QuerySet[Question, int]:
    return Question.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)


def _visible_answers(ids: Sequence[int], viewer: User | None) -> QuerySet[Answer, int]:
    return Answer.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)


QUESTIONS = SearchSource(
    kind="forum.question", documents=_questions, ids=_question_ids, visible=_visible_questions
)
ANSWERS = SearchSource(kind="forum.answer", documents=_answers, ids=_answer_ids, visible=_visible_answers)
