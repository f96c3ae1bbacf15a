"""The words that mean the same, as the knowledge manager keeps them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import text


class RuleKind(models.TextChoices):
    """In which direction a rule works, and why."""

    BOTH = "both", _("both ways")
    ONE_WAY = "one_way", _("one way")
    ABBREVIATION = "abbreviation", _("abbreviation")
    SAID = "said", _("citizens say")


class SynonymRule(models.Model):
    """Who searches `words` also finds `meaning`; with BOTH and ABBREVIATION the other way round as well."""

    external_id = models.CharField(max_length=200, unique=True, default=text.new_external_id)
    words = models.CharField(max_length=200)
    meaning = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=RuleKind.choices)

    class Meta:
        ordering: ClassVar = ["words", "meaning", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="synonym_rule_has_words", condition=~Q(words="")),
            models.CheckConstraint(name="synonym_rule_has_a_meaning", condition=~Q(meaning="")),
            models.CheckConstraint(
                name="synonym_rule_is_not_to_itself", condition=~Q(Exact(Lower("words"), Lower("meaning")))
            ),
            models.CheckConstraint(name="synonym_rule_kind_known", condition=Q(kind__in=RuleKind.values)),
            models.UniqueConstraint(Lower("words"), Lower("meaning"), name="one_synonym_rule_of_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.meaning}"

    @property
    def rule(self) -> tuple[str, str, str]:
        """What it says, as `search.synonyms` takes it."""
        return self.words, self.meaning, self.kind
