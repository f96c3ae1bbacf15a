"""The file that a person gets: a page to read, the same for a program, and the picture."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from samenwijzer.accounts.models import User
from samenwijzer.privacy.own_data.gathering import Everything

# In the page, which is read where there is no site: see the template.
_STYLE = Path(__file__).parent / "page.css"


def write_zip(out: IO[bytes], everything: Everything, *, person: User) -> None:
    """Write the ZIP file. The page needs nothing from elsewhere and can be read in twenty years."""
    page = render_to_string(
        "privacy/own_data_file.html",
        {
            "everything": everything,
            "style": format_html("<style>{}</style>", mark_safe(_STYLE.read_text())),  # noqa: S308 - our own file
            "organisation": settings.ORGANISATION,
            "language": (translation.get_language() or "nl")[:2],
            "picture": f"foto{PurePosixPath(everything.picture).suffix}" if everything.picture else "",
        },
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mijn-gegevens.html", page)
        packed.writestr(
            "mijn-gegevens.json", json.dumps(_for_programs(everything), indent=1, ensure_ascii=False)
        )
        if everything.picture:
            with suppress(FileNotFoundError), default_storage.open(everything.picture) as picture:
                packed.writestr(f"foto{PurePosixPath(everything.picture).suffix}", picture.read())


def _for_programs(everything: Everything) -> dict[str, Any]:
    return {
        "name": everything.name,
        "made_on": everything.made_on,
        "profile": {fact.name: fact.value for fact in everything.profile},
        "places": {
            section.place: [{fact.name: fact.value for fact in row} for row in section.rows]
            for section in everything.sections
        },
        "audit": [asdict(done) for done in everything.done],
    }
