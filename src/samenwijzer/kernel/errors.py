"""The one family of errors that is meant for people."""

from __future__ import annotations


class Refusal(Exception):
    """Something a person asked cannot be done. Its text is fit for the screen; it leaves as a 422.

    `field` names the form field beside which the sentence belongs, or is None.
    """

    status = 422
    # A page of its own instead of the plain one; it gets this error as `refusal`.
    template = ""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refusal):
    """The person may not do this. It leaves as a 403."""

    status = 403


def require(allowed: bool, sentence: str) -> None:  # noqa: FBT001 - reads as a sentence: require(may_answer, "…")
    """State the right an action needs. Raises NotAllowed with the sentence when it is missing."""
    if not allowed:
        raise NotAllowed(sentence)
