"""The portrait of a person: drawn anew from what was uploaded, so that nothing hidden in the file is kept."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit
from samenwijzer.people.actions._own import own_row, ref_of

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User

SIDE = 160
"""Width and height in pixels: sharp at the largest size shown, and 24 of them weigh less than 100 kB."""

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000  # What one upload may unfold to in memory: 25 million pixels of 4 bytes.
LEAST_SIDE = 40

_KINDS = ("JPEG", "PNG", "WEBP")
# What Pillow raises on files that are broken, by accident or on purpose.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    MemoryError,
    NotImplementedError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class UnusablePicture(Refusal):
    """The file cannot be a portrait; the sentence says why, and what can."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A square WebP of SIDE pixels, made here and so without anything of the file it came from."""

    content: bytes

    @classmethod
    def of(cls, file: IO[bytes], *, size: int) -> Portrait:
        """Draw an uploaded file of `size` bytes anew, its middle cut out. Raises UnusablePicture.

        Takes up to a second, so it is done before a transaction begins.
        """
        if size > MOST_BYTES:
            raise UnusablePicture(
                _("This file is larger than %(most)s MB. Choose a smaller one.")
                % {"most": MOST_BYTES // 1_000_000},
                field="picture",
            )
        try:
            with Image.open(file, formats=_KINDS) as image:
                _refuse_unfit(image)
                return cls(_drawn(image))
        except _BROKEN:
            sentence = _("We cannot read this file. Choose a picture in JPEG, PNG or WebP.")
            raise UnusablePicture(sentence, field="picture") from None


def _refuse_unfit(image: Image.Image) -> None:
    """Refuse before anything is unfolded: only the head of the file has been read."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise UnusablePicture(_("This picture has too many pixels. Choose a smaller one."), field="picture")
    if min(width, height) < LEAST_SIDE:
        raise UnusablePicture(
            _("This picture is smaller than %(least)s pixels. Choose a larger one.") % {"least": LEAST_SIDE},
            field="picture",
        )
    if getattr(image, "n_frames", 1) > 1:
        raise UnusablePicture(_("This picture moves. Choose one that stands still."), field="picture")


def _drawn(image: Image.Image) -> bytes:
    image.draft("RGB", (SIDE * 2, SIDE * 2))  # A JPEG is then read at a fraction of its size.
    upright = ImageOps.exif_transpose(image)
    fitted = ImageOps.fit(upright.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    # A new canvas has no profile, no remarks and no place where it was taken.
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(fitted, mask=fitted.getchannel("A"))
    written = io.BytesIO()
    canvas.save(written, "WEBP", quality=70, method=6)
    return written.getvalue()


@transaction.atomic
def change_picture(*, actor: User, portrait: Portrait) -> None:
    """Give the actor this portrait. Of two at once the last stays, and the file of the other is removed."""
    person = own_row(actor)
    _remove_file_on_commit(person)
    # Under a name that nobody can guess and that says nothing; the old name of the file is never seen.
    person.picture.save(f"{uuid.uuid4().hex}.webp", ContentFile(portrait.content), save=False)
    person.save(update_fields=["picture"])
    audit.record(action="people.picture.changed", actor=actor, object=ref_of(person))


@transaction.atomic
def remove_picture(*, actor: User) -> None:
    """Take the actor's portrait away. May run twice."""
    person = own_row(actor)
    if not person.picture:
        return
    _remove_file_on_commit(person)
    person.picture = ""
    person.save(update_fields=["picture"])
    audit.record(action="people.picture.removed", actor=actor, object=ref_of(person))


def _remove_file_on_commit(person: User) -> None:
    if person.picture:
        name, storage = str(person.picture.name), person.picture.storage
        transaction.on_commit(lambda: storage.delete(name))
