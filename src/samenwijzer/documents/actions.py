"""What is done to the library."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.documents.models import Page
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes


@transaction.atomic
def forget_author(*, person_id: int) -> None:
    """Let search read a person's pages again, so that he is no longer named as somebody who knows.

    The pages stay, under the emptied row. May run twice.
    """
    pages = Page.objects.filter(author=person_id).order_by("pk").values_list("pk", flat=True)
    changes.append(*(Ref("documents.page", pk) for pk in pages))
