"""What somebody typed, as it is stored."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samenwijzer.kernel import text
from samenwijzer.kernel.errors import Refusal


def read(typed: str, *, field: str, longest: int) -> str:
    """Clean a text. Raises Refusal when it is too long for its column."""
    written = text.clean(typed).strip()
    if len(written) > longest:
        raise Refusal(
            _("This is too long: %(length)d characters. At most %(longest)d fit.")
            % {"length": len(written), "longest": longest},
            field=field,
        )
    return written
