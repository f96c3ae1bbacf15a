"""Two uploads at once leave one picture, and one file."""

import io
import threading
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image
from pytest_django import Settings

from samenwijzer.accounts.models import User
from samenwijzer.people import actions

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_uploads_at_once_leave_one_file(joost: User, settings: Settings, tmp_path: Path) -> None:
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    start, wrong = threading.Barrier(4), []

    def upload(colour: str) -> None:
        written = io.BytesIO()
        Image.new("RGB", (90, 90), colour).save(written, "PNG")
        portrait = actions.Portrait.of(written, size=written.tell())
        try:
            start.wait(timeout=10)
            for _ in range(3):
                actions.change_picture(actor=joost, portrait=portrait)
        except Exception as problem:  # noqa: BLE001 - told in the test's own thread.
            wrong.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=[colour]) for colour in ("red", "blue", "teal", "black")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert wrong == []
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert User.objects.get(pk=joost.pk).picture.name == f"pictures/{file.name}"
