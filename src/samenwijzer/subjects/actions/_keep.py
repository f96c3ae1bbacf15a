"""What a knowledge manager does to the shared vocabulary. Search knows it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import installed
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.subjects.models import Subject, Synonym, columns_with_subjects

KIND = "subjects.subject"
Values = dict[str, Any]


@transaction.atomic
def add_subject(
    *,
    name: str,
    synonyms: Sequence[str],
    product_id: int | None,
    owner_id: int | None,
    actor: User,
    consent: Consent = NO_CONSENT,
) -> int:
    """Add a word to the vocabulary and return its number. Raises Refusal when it is there already."""
    require_right(actor, Right.KEEP_SUBJECTS)
    _require_free(name, but=None)
    texts = {"name": name, "synonyms": "\n".join(synonyms)}
    passed = pass_guard(writer=actor, texts=texts, consent=consent)
    try:
        with transaction.atomic():
            row = Subject.objects.create(name=name, product_id=product_id, owner_id=owner_id)
    except IntegrityError:
        raise _taken(name) from None
    _write_synonyms(row, synonyms)
    audit.record(action="subjects.subject.added", actor=actor, object=Ref(KIND, row.pk))
    passed.note(Ref(KIND, row.pk))
    return row.pk


@transaction.atomic
def change_subject(
    *,
    subject_id: int,
    name: str,
    synonyms: Sequence[str],
    product_id: int | None,
    owner_id: int | None,
    actor: User,
    consent: Consent = NO_CONSENT,
) -> None:
    """Change a word, its synonyms, its product and its owner. Raises Refusal for a name that is taken."""
    require_right(actor, Right.KEEP_SUBJECTS)
    row = _locked([subject_id])[0]
    _require_free(name, but=row.pk)
    words_before = [row.name, *row.synonyms.values_list("term", flat=True)]
    before = (row.product_id, row.owner_id, *words_before)
    texts = {"name": name, "synonyms": "\n".join(synonyms)}
    passed = pass_guard(writer=actor, texts=texts, before=words_before, consent=consent)
    row.name, row.product_id, row.owner_id = name, product_id, owner_id
    try:
        with transaction.atomic():
            row.save(update_fields=["name", "product", "owner"])
    except IntegrityError:
        raise _taken(name) from None
    _write_synonyms(row, synonyms)
    words = [name, *row.synonyms.values_list("term", flat=True)]
    if (product_id, owner_id, *words) == before:
        return
    audit.record(action="subjects.subject.changed", actor=actor, object=Ref(KIND, row.pk))
    passed.note(Ref(KIND, row.pk))
    if words != words_before:
        changes.append(*_shown_with([row.pk]))


@transaction.atomic
def merge_subjects(*, subject_ids: Collection[int], into_id: int, actor: User) -> None:
    """Make one subject of several: everything that points at the others points at `into_id` from now on.

    Their names and synonyms become synonyms of what remains. It cannot be undone.
    """
    require_right(actor, Right.KEEP_SUBJECTS)
    rows = {row.pk: row for row in _locked({*subject_ids, into_id})}
    into = rows.pop(into_id)
    if not rows:
        raise Refusal(_("Choose at least two subjects to make one of."))
    touched = _shown_with([into.pk, *rows])
    words = list(into.synonyms.values_list("term", flat=True))
    for row in rows.values():
        words += [row.name, *row.synonyms.values_list("term", flat=True)]
        into.product_id = into.product_id or row.product_id
        into.owner_id = into.owner_id or row.owner_id
        _repoint(row, into)
        row.delete()
        audit.record(action="subjects.subject.merged", actor=actor, object=Ref(KIND, row.pk))
    into.save(update_fields=["product", "owner"])
    _write_synonyms(into, [word for word in words if word.casefold() != into.name.casefold()])
    audit.record(action="subjects.subject.changed", actor=actor, object=Ref(KIND, into.pk))
    changes.append(*touched)


@transaction.atomic
def remove_subjects(*, subject_ids: Collection[int], actor: User) -> None:
    """Remove words that nothing points at. Raises Refusal that names those in use."""
    require_right(actor, Right.KEEP_SUBJECTS)
    rows = _locked(subject_ids)
    used = {
        number
        for table, column in columns_with_subjects()
        for number in table._base_manager.filter(**{f"{column.name}__in": rows})
        .order_by()
        .values_list(column.attname, flat=True)
        .distinct()
    }
    names = [row.name for row in rows if row.pk in used]
    if names:
        raise Refusal(
            ngettext(
                "This subject is in use: %(names)s. Merge it with another instead.",
                "These subjects are in use: %(names)s. Merge them with another instead.",
                len(names),
            )
            % {"names": ", ".join(names[:5])}
        )
    for row in rows:
        audit.record(action="subjects.subject.removed", actor=actor, object=Ref(KIND, row.pk))
        row.delete()


def _locked(ids: Collection[int]) -> list[Subject]:
    """Lock subjects in one order, so that two merges never wait for each other."""
    rows = list(Subject.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    if len(rows) != len(set(ids)) or not rows:
        raise Refusal(_("One of these subjects is not there any more. Load the page again."))
    return rows


def _require_free(name: str, *, but: int | None) -> None:
    same = Subject.objects.filter(name__iexact=name)
    if (same if but is None else same.exclude(pk=but)).exists():
        raise _taken(name)


def _taken(name: str) -> Refusal:
    return Refusal(_("There is a subject with the name %(name)s already.") % {"name": name}, field="name")


def _write_synonyms(row: Subject, terms: Sequence[str]) -> None:
    """Keep the terms in their order, each once; the name itself is no synonym."""
    first: dict[str, str] = {row.name.casefold(): ""}
    for term in terms:
        first.setdefault(term.casefold(), term)
    wanted = [term for term in first.values() if term]
    if wanted != list(row.synonyms.order_by("pk").values_list("term", flat=True)):
        row.synonyms.all().delete()
        Synonym.objects.bulk_create([Synonym(subject=row, term=term) for term in wanted])


def _shown_with(ids: Sequence[int]) -> list[Ref]:
    """Name everything in the index that shows the words of these subjects, as the exchange does."""
    models_of = {kind.type: kind.model for one in installed() for kind in one.records if kind.model}
    found = {
        Ref(searched, pk)
        for one in installed()
        for kind in one.records
        if "subject" in kind.reread
        for table in [kind.model or models_of[kind.type]]
        for pk in table._base_manager.filter(**{f"{kind.reread['subject']}__in": ids})
        .order_by()
        .values_list("pk", flat=True)
        for searched in kind.searched_as
    }
    return sorted(found)


def _repoint(row: Subject, into: Subject) -> None:
    for table, column in columns_with_subjects():
        theirs = table._base_manager.filter(**{column.name: row})
        for others in _unique_beside(table, column):
            twins = table._base_manager.filter(
                **{column.name: into}, **{name: OuterRef(name) for name in others}
            )
            theirs.filter(Exists(twins)).delete()
        theirs.update(**{column.name: into})


def _unique_beside(table: type[models.Model], column: models.ForeignKey[Any, Any]) -> Iterator[list[str]]:
    """Give what else stands in each rule that lets a row with this column exist once."""
    sets = [tuple(names) for names in table._meta.unique_together]
    sets += [
        tuple(rule.fields) for rule in table._meta.constraints if isinstance(rule, models.UniqueConstraint)
    ]
    for names in sets:
        if column.name in names:
            yield [name for name in names if name != column.name]
