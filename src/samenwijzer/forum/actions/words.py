"""What somebody typed, made fit to store."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samenwijzer.forum.models import BODY_LENGTH, COMMENT_LENGTH, TITLE_LENGTH
from samenwijzer.kernel import text
from samenwijzer.kernel.errors import Refusal


class NothingWritten(Refusal):
    """A field that needs words has none."""


class TooLong(Refusal):
    """A text is longer than is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a field may hold; `longest` counts characters."""

    field: str
    longest: int
    one_line: bool = False
    may_be_empty: bool = False

    def read(self, typed: str) -> str:
        """Clean what was typed. Raises Refusal with the name of the field."""
        cleaned = text.clean(typed).strip()
        if self.one_line:
            cleaned = " ".join(cleaned.split())
        if not cleaned and not self.may_be_empty:
            raise NothingWritten(_("Write something first."), field=self.field)
        if len(cleaned) > self.longest:
            raise TooLong(
                _("This is too long: %(length)d characters. At most %(longest)d fit.")
                % {"length": len(cleaned), "longest": self.longest},
                field=self.field,
            )
        return cleaned


TITLE = Words(field="title", longest=TITLE_LENGTH, one_line=True)
DETAILS = Words(field="body", longest=BODY_LENGTH, may_be_empty=True)
ANSWER = Words(field="body", longest=BODY_LENGTH)
COMMENT = Words(field="body", longest=COMMENT_LENGTH)


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending of a form. Without an id each sending is a new one."""

    id: uuid.UUID | None

    def of(self, *words: object) -> uuid.UUID:
        """Name what was sent. The same form with the same words gives the same name: a retry adds nothing.

        Other words in the same form (gone back in the browser and changed) are another sending.
        """
        if self.id is None:
            return uuid.uuid4()
        return uuid.uuid5(self.id, "\0".join(str(word) for word in words))
