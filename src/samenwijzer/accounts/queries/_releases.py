"""What was blocked wrongly, and may be saved by one writer for a day."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from samenwijzer.accounts.models import Release, User
from samenwijzer.guard import Label
from samenwijzer.kernel import clock


def digest_of(*, label: Label, value: str) -> str:
    """Give the keyed hash under which a finding is released, and nobody can read back."""
    return salted_hmac("samenwijzer.guard", f"{label}:{value}", algorithm="sha256").hexdigest()


def released_for(*, viewer: User | None) -> frozenset[tuple[str, str]]:
    """Return the label and `digest_of` of what the viewer may save now. One query."""
    if viewer is None or viewer.pk is None:
        return frozenset()
    rows = Release.objects.filter(writer=viewer.pk, until__gt=clock.now())
    return frozenset(rows.values_list("label", "digest"))
