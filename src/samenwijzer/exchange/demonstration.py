"""The demo organisation that travels with the product."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify

from samenwijzer.accounts.models import User
from samenwijzer.exchange import about_demo
from samenwijzer.exchange.models import LoadedSet
from samenwijzer.kernel.refs import Ref
from samenwijzer.kernel.storage import OUTSIDE, stored_files
from samenwijzer.outbox import audit
from samenwijzer.subjects.product_list import FILE as PRODUCT_LIST

DATA = Path(__file__).parent / "data"
RECORDS = DATA / "demo.jsonl"
LAWS = DATA / "wetten.jsonl"
_NAME = "demo"
_GUIDES = (
    "p-fatima",
    "p-joost",
    "p-noor",
    "p-bram",
    "p-mirjam",
    "p-wouter",
    "p-jamila",
    "p-marit-gast",
)
# Raised when the same files are loaded in another way.
_EDITION = "2"
_HEADING = re.compile(r"\*\*(?P<heading>[^*\n]+)\*\*\s+")


@dataclass(frozen=True, slots=True)
class LawArticle:
    """An article as the law file has it, with an id and a title made from law and number."""

    external_id: str
    title: str
    text: str
    url: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A person as whom one may look around."""

    name: str
    email: str
    function: str


def guides() -> list[Guide]:
    """Return the people of the demo with whom to begin: each shows another story."""
    people = User.objects.filter(external_id__in=_GUIDES).select_related("department")
    found = sorted(people, key=lambda person: _GUIDES.index(person.external_id))
    return [Guide(person.name, person.email, person.function) for person in found]


def law_articles(path: Path = LAWS) -> Iterator[LawArticle]:
    """Read articles of law, without the number that some of the texts repeat."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            title = f"{row['law']}, artikel {row['article']}"
            text = re.sub(rf"\AArtikel {re.escape(row['article'])}\.?\s+", "", row["text"])
            heading = _HEADING.match(text)
            if heading:
                title = f"{title}: {heading['heading']}"
                text = text[heading.end() :]
            yield LawArticle(
                external_id=slugify(f"wet {row['law']} {row['article'].replace('.', '-')}"),
                title=title,
                text=text,
                url=row["url"],
                valid_from=row["valid_from"],
            )


def demo_password() -> str:
    """Return the password of the people of the demo: another one in each installation, and stored nowhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"demo people", hashlib.sha256).digest()
    return f"lindewaard-{base64.b32encode(digest)[:10].decode().lower()}"


@contextmanager
def loading() -> Iterator[None]:
    """Let one process at a time load the demo into a data folder; another waits."""
    with (settings.DATA_DIR / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def demo_is_loaded() -> bool:
    """Say whether this edition of the demo was loaded completely."""
    return LoadedSet.objects.filter(name=_NAME, digest=_digest()).exists()


def may_be_emptied() -> bool:
    """Say whether what is here is the demo, so that it may be thrown away, or nothing at all."""
    return LoadedSet.objects.filter(name=_NAME).exists() or not User.objects.exists()


def flush() -> None:
    """Empty every table, and put the reference data back that migrations bring."""
    call_command("flush", interactive=False, verbosity=0)
    import_module("samenwijzer.subjects.migrations.0002_products").load(apps, None)


def empty() -> None:
    """Throw away all there is in the database and the file storage. The tables and the product list stay.

    Nothing of it can be had back. The caller has asked may_be_emptied().
    """
    about_demo.sign().unlink(missing_ok=True)
    flush()
    # What is kept outside backups, such as how far the audit was sealed, goes too: the audit begins anew.
    for name in [*stored_files(), *stored_files(OUTSIDE)]:
        default_storage.delete(name)


def holds_another_organisation() -> bool:
    """Say whether people sign in here who do not belong to the demo."""
    others = User.objects.exclude(external_id__in=_demo_people()).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX, last_login=None
    )
    return others.filter(is_active=True).exists() and not LoadedSet.objects.filter(name=_NAME).exists()


@transaction.atomic
def let_demo_people_in() -> None:
    """Give the people of the demo who have no password the one of demo_password(). May run twice."""
    people = User.objects.filter(
        external_id__in=_demo_people(), password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    # One hash for all: argon2 takes its time, and everybody's password is the same and printed anyway.
    if people.exists():
        people.update(password=make_password(demo_password()))
        audit.record(action="exchange.demo.people_let_in", actor=None)


@transaction.atomic
def note_demo_loaded() -> None:
    """Note that all of the demo is in, so that the next start has nothing to do."""
    loaded, _made = LoadedSet.objects.update_or_create(name=_NAME, defaults={"digest": _digest()})
    audit.record(action="exchange.demo.loaded", actor=None, object=Ref("exchange.loadedset", loaded.pk))


def _demo_people() -> list[str]:
    with RECORDS.open(encoding="utf-8") as file:
        return [record["id"] for record in map(json.loads, file) if record["type"] == "person"]


def _digest() -> str:
    content = b"".join(file.read_bytes() for file in (RECORDS, LAWS, PRODUCT_LIST))
    return hashlib.sha256(_EDITION.encode() + content).hexdigest()
