"""The name that somebody gave a file is kept nowhere: what it held gets a name of ours."""

from __future__ import annotations

import io
import json
import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from samenwijzer.accounts.models import Role, User, role_bits
from tests.cast import SignIn
from tests.every_door import SOURCES
from tests.page_forms import forms_in

pytestmark = pytest.mark.django_db
SECRET = "123456782"
NAME = f"mevrouw kwartsietsen bsn {SECRET}"
WRONG = b"\xff\xfe\x00\x01"
TAKES = re.compile(r"[=(] ?forms\.(?:File|Image)Field\b")
RIGHT = {
    "people:edit": (".png", None),
    "accounts:imports": (".csv", b"Naam;E-mailadres\nTess Trainer;tess@example.org\n"),
    "exchange:imports": (".jsonl", json.dumps({"type": "department", "id": "x", "name": "X"}).encode()),
    "organisation:theme": (".css", b":root { --nl-color-primary: teal; }"),
}


def portrait() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 300), "teal").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    return tmp_path


@pytest.mark.parametrize("page", RIGHT)
def test_no_name_of_a_file_is_kept(
    page: str, folder: Path, bram: User, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    client, address = sign_in(bram), reverse(page)
    [form] = [one for one in forms_in(client.get(address).content.decode(), at=address) if one.files]
    ending, content = RIGHT[page]
    with caplog.at_level(logging.DEBUG):
        for given in (content or portrait(), WRONG, b""):
            file = SimpleUploadedFile(NAME + ending, given)
            answer = client.post(form.action, {**form.values, form.files[0]: file}, follow=True)
            assert answer.status_code in {200, 422}
            assert SECRET not in f"{answer.content.decode()} {answer.redirect_chain} {dict(client.session)}"
    assert SECRET not in caplog.text
    assert not [path for path in folder.rglob("*") if SECRET in path.name]
    rows = [row for table in apps.get_models() for row in table._default_manager.values()]
    assert not any(SECRET in str(value) for row in rows for value in row.values())


def test_these_are_all_forms_that_take_a_file() -> None:
    taking = [path for path in SOURCES.rglob("*.py") if TAKES.search(path.read_text())]
    assert len(taking) == len(RIGHT), taking
