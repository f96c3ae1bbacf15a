"""What is done to the library."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageVersion
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes


class CannotOwn(Refusal):
    """Somebody who is not here to keep a page right."""


@transaction.atomic
def hand_over_pages(*, pages: Collection[int], former: User | None, heir: User, actor: User | None) -> int:
    """Make `heir` the owner of those of the pages that are `former`'s, and return how many there were.

    What somebody else owns by now stays his, so this may run twice. Whether `actor` may is for the journey
    to say. Raises Refusal when the heir does not work here.
    """
    if not heir.is_active:
        raise CannotOwn(_("This colleague does not work here any more."), field="person")
    theirs = Page.objects.select_for_update(of=("self",)).filter(pk__in=list(pages), owner=former)
    numbers = list(theirs.order_by("pk").values_list("pk", flat=True))
    Page.objects.filter(pk__in=numbers).update(owner=heir)
    refs = [Ref("documents.page", pk) for pk in numbers]
    for ref in refs:
        audit.record(action="documents.page.handed_over", actor=actor, object=ref)
    changes.append(*refs)
    return len(refs)


@transaction.atomic
def keep_version(*, page: Page) -> PageVersion:
    """Keep the words of a page as they stand in the database, before others take their place.

    Called in the transaction that changes the page. Each call keeps a version.
    """
    stands = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return PageVersion.objects.create(
        page=stands,
        title=stands.title,
        body=stands.body,
        editor_id=stands.author_id,
        dated=stands.dated,
        date_given=stands.date_given,
    )


@transaction.atomic
def forget_author(*, person_id: int) -> None:
    """Let search read a person's pages again, so that he is no longer named as somebody who knows.

    The pages stay, under the emptied row. What he still owned, and nobody took over, has no owner then.
    May run twice.
    """
    pages = Page.objects.filter(author=person_id).order_by("pk").values_list("pk", flat=True)
    changes.append(*(Ref("documents.page", pk) for pk in pages))
    Page.objects.filter(owner=person_id).update(owner=None)
