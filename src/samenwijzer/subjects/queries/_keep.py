"""What a knowledge manager sees of the shared vocabulary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import GUEST_BIT, Right, User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.subjects.models import Product, Subject, Synonym, columns_with_subjects

PAGE_SIZE = 50
SHOWS = ("", "no_owner", "no_synonyms", "unused")
MOST_OWNERS = 8


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject in the list of who keeps them. `uses` counts the things that carry it."""

    id: int
    name: str
    url: str
    owner: str
    product: str
    synonyms: Sequence[str] = ()
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Owner:
    """A colleague who may keep a subject."""

    id: int
    name: str
    email: str
    function: str


def subject_list(
    *, viewer: User, words: str, show: str, order: Sequence[str], number: int
) -> Page[SubjectRow]:
    """Give a page of subjects whose name or synonym holds the words. Raises NotAllowed."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    # A database may sort capitals before all else; a reader does not.
    every = Subject.objects.select_related("owner", "product").annotate(alphabet=Lower("name"))
    rows = _shown(every, show)
    if words:
        known_as = Synonym.objects.filter(subject=OuterRef("pk"), term__icontains=words)
        rows = rows.filter(Q(name__icontains=words) | Exists(known_as))
    found = paged(rows.order_by(*order), _row, number=number, size=PAGE_SIZE)
    ids = [row.id for row in found.items]
    synonyms = synonyms_of(ids, viewer=viewer)
    uses = uses_of(ids, viewer=viewer)
    items = [replace(row, synonyms=synonyms.get(row.id, ()), uses=uses[row.id]) for row in found.items]
    return replace(found, items=items)


def _shown(rows: QuerySet[Subject], show: str) -> QuerySet[Subject]:
    if show == "no_owner":
        return rows.filter(owner__isnull=True)
    if show == "no_synonyms":
        return rows.filter(~Exists(Synonym.objects.filter(subject=OuterRef("pk"))))
    if show == "unused":
        for table, column in columns_with_subjects():
            rows = rows.filter(~Exists(table._base_manager.filter(**{column.name: OuterRef("pk")})))
    return rows


def _row(row: Subject) -> SubjectRow:
    return SubjectRow(
        id=row.pk,
        name=row.name,
        url=reverse("subjects:change", args=[row.pk]),
        owner=row.owner.name if row.owner else "",
        product=row.product.name if row.product else "",
    )


def synonyms_of(ids: Collection[int], *, viewer: User | None) -> dict[int, list[str]]:
    """Give the synonyms of these subjects, in the order in which they were written."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, term in Synonym.objects.filter(subject__in=ids).order_by("pk").values_list("subject", "term"):
        found[pk].append(term)
    return found


def uses_of(ids: Collection[int], *, viewer: User) -> Counter[int]:
    """Count what carries each of these subjects, with one query for each table that can."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    found: Counter[int] = Counter()
    for table, column in columns_with_subjects():
        counted = (
            table._base_manager.filter(**{f"{column.name}__in": ids})
            .order_by()
            .values_list(column.attname)
            .annotate(number=Count("pk"))
        )
        for pk, count in counted:
            found[pk] += count
    return found


def owners_like(words: str, *, viewer: User) -> list[Owner]:
    """Give at most eight colleagues whose name or e-mail address holds the words; no guests.

    Whose address it is exactly comes alone. Raises NotAllowed.
    """
    require_right(viewer, Right.KEEP_SUBJECTS)
    people = User.objects.filter(is_active=True, role_bits__lt=GUEST_BIT)
    exact = people.filter(email__iexact=words)
    like = people.filter(Q(name__icontains=words) | Q(email__icontains=words)).order_by("name", "pk")
    columns = ("pk", "name", "email", "function")
    found = list(exact.values_list(*columns)) or list(like.values_list(*columns)[:MOST_OWNERS])
    return [Owner(*row) for row in found]


def product_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Give every product of the national list, by name."""
    return list(Product.objects.order_by("name").values_list("pk", "name"))
