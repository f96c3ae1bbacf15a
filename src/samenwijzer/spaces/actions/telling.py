"""What every act in a space tells the rest of the house."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.accounts.models import User
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.spaces.models import Space

KIND = "spaces.space"


@transaction.atomic(savepoint=False)
def tell(*, action: str, actor: User | None, space: Space) -> None:
    """Note for the auditor that something was done to the space."""
    audit.record(action=f"spaces.{action}", actor=actor, object=Ref(KIND, space.pk))


@transaction.atomic(savepoint=False)
def reread(*, space: Space) -> None:
    """Have search read again all that lives in the space: its readers changed."""
    changes.append(Ref(KIND, space.pk))
