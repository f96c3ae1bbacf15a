"""Counting people for the same words without keeping who: hashes whose key is thrown away each week."""

from __future__ import annotations

import datetime
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from samenwijzer import guard
from samenwijzer.accounts.queries import allowances
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import asking
from samenwijzer.search.analyzer import WORD, Term, fold, is_word
from samenwijzer.search.models import LONGEST_WORDS, WeekKey

FEWEST = 5
"""From so many people on a number is kept and shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What somebody saw of what he searched. With `is_answered` it stood there: nothing need be opened."""

    is_found: bool
    is_answered: bool = False


def words_of(asked: Sequence[Term]) -> str:
    """Give what makes two searches the same, whatever their order and inflection: one text, or "" for none.

    A search of which the engine does not read every word counts as none.
    """
    words = " ".join(sorted({term.whole for term in asked}))
    return words if len(asked) < asking.MOST_WORDS and len(words) <= LONGEST_WORDS else ""


def leads_to_somebody(text: str) -> bool:
    """Say whether a search may be about a person, a colleague too: then nobody is counted for it.

    A colleague's surname that is no other word is enough: *Hendriks ontslag* says all.
    """
    if guard.find(text, allowed=guard.NOTHING_ALLOWED):
        return True
    known = allowances()
    words = WORD.findall(text.casefold().replace("-", " "))
    named = [word in known.surnames and not is_word(fold(word)) for word in words]
    return any(named) or all(word in known.first_names or word in known.surnames for word in words)


def shown_text(text: str) -> str:
    """Give the words of a search as they may stand for five people: nothing but words, in the order typed."""
    return " ".join(WORD.findall(text[: asking.LONGEST_TEXT]))


def this_week() -> datetime.date:
    """Return the Monday of the week that it is."""
    today = clock.today()
    return today - datetime.timedelta(days=today.weekday())


def held_key(week: datetime.date) -> WeekKey:
    """Hold the key of a week until the transaction ends, and make it when there is none.

    Who writes a number holds it, so that two at once count right and nothing is written once it is gone.
    """
    held = WeekKey.objects.select_for_update().filter(pk=week)
    key = held.first()
    if key is None:
        WeekKey.objects.get_or_create(week=week, defaults={"secret": secrets.token_hex(32)})
        key = held.get()
    return key


def group_digest(key: WeekKey, words: str) -> str:
    """The hash of words, to count people."""
    return _digest(key, "group", words)


def search_digest(key: WeekKey, words: str, *, person_id: int) -> str:
    """The hash of one person's search."""
    return _digest(key, "search", str(person_id), words)


def target_digest(key: WeekKey, words: str, ref: Ref) -> str:
    """The hash of words and what was opened for them, to count people."""
    return _digest(key, "target", str(ref), words)


def opening_digest(key: WeekKey, words: str, ref: Ref, *, person_id: int) -> str:
    """The hash of what one person opened."""
    return _digest(key, "opening", str(person_id), str(ref), words)


def _digest(key: WeekKey, *parts: str) -> str:
    """Hash with the key of the week and that of the site: a copy of the database alone gives nothing away."""
    secret = f"{settings.SECRET_KEY}\0{key.secret}"
    return hmac.digest(secret.encode(), "\0".join(parts).encode(), "sha256").hex()
