"""What a text said before, and what each change did to it."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer, Question, Revision
from samenwijzer.forum.queries._writer import Writer, moment, writer

_SHOWN = 50
# Word by word costs the square of the number of words; longer texts are compared by line.
_MOST_WORDS = 2_000
_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a text, and whether a change added it or took it out."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, as changes to the one before; the first has nothing but added text."""

    number: int
    writer: Writer
    on: datetime.date | datetime.datetime
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The versions of a text, newest first. `older` counts those that are not shown."""

    versions: tuple[Version, ...]
    older: int


def question_history(*, viewer: User, question: Question) -> History:
    """Return the versions of a question that `access.question_to_read` gave."""
    revisions = _revisions(Revision.objects.filter(question=question))
    texts = [(row.title, row.body) for row in revisions] + [(question.title, question.body)]
    return _history(viewer, texts, revisions, question.author, moment(question.asked_at, question.date_given))


def answer_history(*, viewer: User, answer: Answer) -> History:
    """Return the versions of an answer that `access.answer_to_read` gave."""
    revisions = _revisions(Revision.objects.filter(answer=answer))
    texts = [("", row.body) for row in revisions] + [("", answer.body)]
    return _history(viewer, texts, revisions, answer.author, moment(answer.answered_at, answer.date_given))


def _revisions(rows: object) -> list[Revision]:
    return list(rows.select_related("editor__department", "editor__team").order_by("edited_at", "pk"))  # type: ignore[attr-defined]


def _history(
    viewer: User,
    texts: Sequence[tuple[str, str]],
    revisions: Sequence[Revision],
    author: User,
    first: datetime.date | datetime.datetime,
) -> History:
    """Pair each text with who made it: the author the first, and the editor of revision n text n + 1."""
    versions = []
    start = max(len(texts) - _SHOWN, 0)
    for number in range(start, len(texts)):
        before = texts[number - 1] if number else ("", "")
        made_by = writer(revisions[number - 1].editor if number else author, viewer=viewer)
        versions.append(
            Version(
                number=number + 1,
                writer=made_by,
                on=revisions[number - 1].edited_at if number else first,
                title=compare(before[0], texts[number][0]),
                body=compare(before[1], texts[number][1]),
            )
        )
    return History(versions=tuple(reversed(versions)), older=start)


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Say which words stayed, were taken out and were added, in reading order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        old, new = _LINES.findall(before), _LINES.findall(after)
    pieces: list[Piece] = []
    for step, old_from, old_to, new_from, new_to in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            pieces.append(Piece(kind="same", text="".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece(kind="removed", text="".join(old[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece(kind="added", text="".join(new[new_from:new_to])))
    return tuple(pieces)
