"""What is searched and opened: a person's own last searches, and numbers in which nobody can be found back.

Why it is kept this way stands in docs/decisions/0022-searches-are-counted-not-kept.md.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import User

LONGEST_WORDS = 500
"""Characters of the words of a search, sorted and joined; what has more is not counted."""


class RecentSearch(models.Model):
    """What one person searched for, without what led to a citizen. Nobody else reads it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=400)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", Lower("text"), name="recent_search_stands_once"),
            models.CheckConstraint(name="recent_search_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class WeekKey(models.Model):
    """With what the hashes of one week are made. When it is gone they say nothing any more."""

    week = models.DateField(primary_key=True)
    """The Monday."""
    secret = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.week)


class CountedSearch(models.Model):
    """That somebody searched certain words this week: hashes, which tell neither who nor what.

    They have no number and no moment, so that their order tells nothing either.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    """Of person and words, so that a person counts once."""
    group = models.CharField(max_length=64)
    """Of the words alone, so that people can be counted."""
    week = models.DateField(db_index=True)
    is_found = models.BooleanField(default=False)
    is_opened = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(name="counted_search_group", fields=["group"])]

    def __str__(self) -> str:
        return self.digest


class CountedOpening(models.Model):
    """That somebody opened something for certain words this week: hashes, as of a search."""

    digest = models.CharField(max_length=64, primary_key=True)
    """Of person, words and what was opened."""
    target = models.CharField(max_length=64)
    """Of words and what was opened."""
    week = models.DateField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(name="counted_opening_target", fields=["target"])]

    def __str__(self) -> str:
        return self.digest


class Gap(models.TextChoices):
    """In what way a search did not help."""

    NONE = "", pgettext_lazy("search gap", "it helped")
    NOTHING = "nothing", pgettext_lazy("search gap", "nothing was found")
    UNOPENED = "unopened", pgettext_lazy("search gap", "nothing was opened")


class SearchGroup(models.Model):
    """Words that five people or more searched in one week, with how many; of fewer there is no row.

    `missed` counts those whom it did not help, in the way that `gap` says, and is five or more, or nothing.
    """

    week = models.DateField()
    words = models.CharField(max_length=LONGEST_WORDS)
    text = models.CharField(max_length=400)
    people = models.PositiveIntegerField()
    gap = models.CharField(max_length=8, choices=Gap.choices, default=Gap.NONE, blank=True)
    missed = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-week", "-missed", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="search_group_stands_once", fields=["week", "words"]),
            models.CheckConstraint(name="search_group_of_five", condition=Q(people__gte=5)),
            models.CheckConstraint(
                name="search_gap_of_five",
                condition=Q(gap=Gap.NONE, missed=0) | (~Q(gap=Gap.NONE) & Q(missed__gte=5)),
            ),
            models.CheckConstraint(name="search_gap_is_known", condition=Q(gap__in=Gap.values)),
        ]

    def __str__(self) -> str:
        return self.text


class OpenedFor(models.Model):
    """How many people opened one thing for the same words in one week; of fewer than five there is no row."""

    week = models.DateField(db_index=True)
    words = models.CharField(max_length=LONGEST_WORDS)
    kind = models.CharField(max_length=50)
    number = models.BigIntegerField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="opened_for_stands_once", fields=["words", "kind", "number", "week"]
            ),
            models.CheckConstraint(name="opened_for_of_five", condition=Q(people__gte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


class SynonymProposal(models.Model):
    """That words mean the same, as a colleague proposes it to who keeps the synonyms."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open", pgettext_lazy("proposal", "open")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
        DECLINED = "declined", pgettext_lazy("proposal", "declined")

    words = models.CharField(max_length=200)
    meaning = models.CharField(max_length=200)
    proposer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, db_index=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("words"), Lower("meaning"), name="proposal_waits_once", condition=Q(state="open")
            ),
            models.CheckConstraint(name="proposal_has_words", condition=~Q(words="") & ~Q(meaning="")),
            models.CheckConstraint(
                name="proposal_state_is_known", condition=Q(state__in=["open", "accepted", "declined"])
            ),
            models.CheckConstraint(
                name="proposal_is_decided_with_a_moment",
                condition=Q(state="open", decided_at=None) | (~Q(state="open") & ~Q(decided_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.meaning}"
