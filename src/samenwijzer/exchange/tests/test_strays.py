"""A file that was taken in by a process that died goes after a day; one that waits stays."""

import io
import os
import time
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from samenwijzer.accounts.models import Role, User
from samenwijzer.exchange import actions
from samenwijzer.kernel import clock
from samenwijzer.spaces.tests.factories import with_role

pytestmark = pytest.mark.django_db


def test_what_nothing_knows_of_goes_after_a_day(
    bram: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    run = actions.start_import(
        person=with_role(bram, Role.ADMINISTRATOR), files=[io.BytesIO(b"{}\n")], sending=uuid.uuid4()
    )
    stray, fresh = (default_storage.save(f"exchange/{name}.jsonl", ContentFile(b"x")) for name in "ab")
    old = time.time() - 2 * 24 * 3600
    for name in (stray, *run.files):
        os.utime(default_storage.path(name), (old, old))
    with django_capture_on_commit_callbacks(execute=True):
        actions.prune_imports(before=clock.now() - actions.WAITS)
    assert not default_storage.exists(stray)
    assert all(default_storage.exists(name) for name in (fresh, *run.files))
