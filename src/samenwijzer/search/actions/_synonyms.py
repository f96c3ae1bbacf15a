"""What a knowledge manager does to the words that mean the same. Every process knows it within a second."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.search import synonyms
from samenwijzer.search.models import SynonymRule
from samenwijzer.search.synonyms import TWO_WAYS, Rule

KIND = "search.synonym"


@transaction.atomic
def add_rule(*, words: str, meaning: str, kind: str, actor: User, consent: Consent = NO_CONSENT) -> int:
    """Add a rule and return its number. Raises Refusal when it says nothing, or nothing new."""
    require_right(actor, Right.KEEP_SUBJECTS)
    require_sense(words, meaning)
    _require_new(words, meaning, kind, but=None)
    passed = pass_guard(writer=actor, texts={"words": words, "meaning": meaning}, consent=consent)
    row = SynonymRule(words=words, meaning=meaning, kind=kind)
    _save(row)
    audit.record(action="search.synonym.added", actor=actor, object=Ref(KIND, row.pk))
    passed.note(Ref(KIND, row.pk))
    return row.pk


@transaction.atomic
def change_rule(
    *,
    rule_id: int,
    seen: str,
    words: str,
    meaning: str,
    kind: str,
    actor: User,
    consent: Consent = NO_CONSENT,
) -> None:
    """Change a rule, when `seen` is still the digest of what it says. Raises Refusal."""
    require_right(actor, Right.KEEP_SUBJECTS)
    row = SynonymRule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise Refusal(_("A colleague removed this synonym meanwhile. Add it again if it is needed."))
    before = row.rule
    if before == (words, meaning, kind):
        return
    if synonyms.digest(before) != seen:
        raise Refusal(
            _("A colleague changed this synonym meanwhile. It now says: %(rule)s. Load the page again.")
            % {"rule": row}
        )
    require_sense(words, meaning)
    _require_new(words, meaning, kind, but=row.pk)
    texts = {"words": words, "meaning": meaning}
    passed = pass_guard(writer=actor, texts=texts, before=before[:2], consent=consent)
    row.words, row.meaning, row.kind = words, meaning, kind
    _save(row)
    audit.record(action="search.synonym.changed", actor=actor, object=Ref(KIND, row.pk))
    passed.note(Ref(KIND, row.pk))


@transaction.atomic
def remove_rules(*, rule_ids: Collection[int], actor: User) -> list[Rule]:
    """Remove rules, and return what they said. What is gone already is left out; may run twice."""
    require_right(actor, Right.KEEP_SUBJECTS)
    rows = list(SynonymRule.objects.select_for_update().filter(pk__in=rule_ids).order_by("pk"))
    SynonymRule.objects.filter(pk__in=[row.pk for row in rows]).delete()
    refs = [Ref(KIND, row.pk) for row in rows]
    audit.record_each(action="search.synonym.removed", actor=actor, objects=refs)
    _let_search_know()
    return [row.rule for row in rows]


@transaction.atomic
def add_rules(*, rules: Sequence[Rule], actor: User | None) -> int:
    """Add those of these rules that are not there, and say how many; may run twice.

    They come from the starter set, or were removed a moment ago: no person types them. Without an actor it is
    the program.
    """
    if actor is not None:
        require_right(actor, Right.KEEP_SUBJECTS)
    rows = [
        SynonymRule(words=words, meaning=meaning, kind=kind)
        for words, meaning, kind in synonyms.missing(rules)
    ]
    SynonymRule.objects.bulk_create(rows, ignore_conflicts=True)  # Two at once add each of them once.
    made = SynonymRule.objects.filter(external_id__in=[row.external_id for row in rows]).order_by("pk")
    refs = [Ref(KIND, pk) for pk in made.values_list("pk", flat=True)]
    audit.record_each(action="search.synonym.added", actor=actor, objects=refs)
    _let_search_know()
    return len(refs)


def require_sense(words: str, meaning: str) -> None:
    """Refuse a side in which search reads nothing, and two sides in which it reads the same."""
    written = {"words": words, "meaning": meaning}
    sides = {field: synonyms.stems(synonyms.read(side)) for field, side in written.items()}
    for field, stems in sides.items():
        if not stems:
            raise Refusal(
                _("Search skips these words. Write at least one word that says what it is about."),
                field=field,
            )
    if sides["words"] == sides["meaning"]:
        raise Refusal(
            _("To search this is the same as the words above. Write another word for it."), field="meaning"
        )


def _require_new(words: str, meaning: str, kind: str, *, but: int | None) -> None:
    """Refuse what a rule says already, whatever its capitals: SQLite knows only those of English."""
    sides = words.casefold(), meaning.casefold()
    for row in SynonymRule.objects.order_by("pk"):
        if row.pk == but:
            continue
        held = row.words.casefold(), row.meaning.casefold()
        works_back = kind in TWO_WAYS or row.kind in TWO_WAYS
        if held == sides or (held == sides[::-1] and works_back):
            raise _there(row)


def _there(row: SynonymRule) -> Refusal:
    return Refusal(_("This synonym is there already: %(rule)s.") % {"rule": row}, field="words")


def _save(row: SynonymRule) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _there(row) from None
    _let_search_know()


def _let_search_know() -> None:
    synonyms.look_again()
    transaction.on_commit(synonyms.look_again)
