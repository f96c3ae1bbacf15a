"""Who was forgotten stands on a list outside the database, and no bytes of him lie anywhere else."""

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from samenwijzer.accounts.models import Department, Role, Team, User, role_bits
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel import clock
from samenwijzer.kernel.storage import keep_outside, stored_files
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy import actions
from samenwijzer.privacy.actions.forgetting import forget_in_jobs
from samenwijzer.privacy.models import Erasure
from samenwijzer.search.building import rebuild
from samenwijzer.spaces.models import Member, Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

TRACES = (b"Zebedeus", b"Kwakernaak", b"zebedeus", b"kwantumbreien", b"p-zeb-88")


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    settings.INDEX_DIR = tmp_path / "index"
    return tmp_path


@pytest.fixture
def officer(noor: User) -> User:
    noor.role_bits = role_bits({Role.PRIVACY_OFFICER})
    noor.save()
    return noor


@pytest.fixture
def zeb(inkomen: Department) -> User:
    return User.objects.create_user(
        email="zebedeus@example.org",
        name="Zebedeus Kwakernaak",
        external_id="p-zeb-88",
        department=inkomen,
        about="kwantumbreien " * 100,
    )


def places_with_traces(folder: Path) -> set[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files += [path for ending in ("", "-wal") if (path := Path(f"{name}{ending}")).exists()]
    return {path.name for path in files if any(trace in path.read_bytes() for trace in TRACES)}


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_him_lies_in_database_index_or_files(zeb: User, own_files: Path) -> None:
    zeb.picture.save("zebedeus.png", ContentFile(b"kwantumbreien"))
    for number in range(30):
        make_question(zeb, f"Vraag {number}?", space=Space.objects.get(default_for=zeb.department))
    rebuild()
    # The index, the picture, and the database where that is a file of ours.
    assert len(places_with_traces(own_files)) >= (3 if connection.vendor == "sqlite" else 2)
    actions.forget_person(person_id=zeb.pk, actor=None)
    actions.wipe_remains_job.call()
    assert places_with_traces(own_files) == set()
    assert list(stored_files()) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has a log that a reader holds")
@pytest.mark.django_db(transaction=True)
def test_while_a_reader_holds_the_log_the_job_is_not_done(zeb: User) -> None:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as reader, connection.cursor() as cursor:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM accounts_user").fetchone()
        actions.forget_person(person_id=zeb.pk, actor=None)
        cursor.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError):
            actions.wipe_remains_job.call()
        reader.rollback()
        actions.wipe_remains_job.call()
    connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("word", ['Jan "de Bok" Pol', r"Jan\Pol", "Jan\nPol", "Zoë Pol"])
@pytest.mark.parametrize("place", ["args_kwargs", "return_value", "traceback"])
def test_words_are_found_in_a_job_whatever_signs_they_hold(word: str, place: str) -> None:
    told: dict[str, Any] = {"args_kwargs": {}, "traceback": "", place: word}
    for status in ("SUCCESSFUL", "READY"):
        DBTaskResult.objects.create(
            task_path="x",
            status=status,
            backend_name="default",
            run_after=clock.now(),
            exception_class_path="",
            **told,
        )
    forget_in_jobs(words={"Anders"})
    assert DBTaskResult.objects.count() == 2
    forget_in_jobs(words={word})
    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.django_db(transaction=True)
def test_the_list_is_written_after_the_commit_and_not_when_it_was_rolled_back(zeb: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.forget_person(person_id=zeb.pk, actor=None)
        raise RuntimeError
    assert actions.filed_erasures() == frozenset()
    with transaction.atomic():
        actions.forget_person(person_id=zeb.pk, actor=None)
        assert actions.filed_erasures() == frozenset()
    assert actions.filed_erasures() == {zeb.public_id}


@pytest.mark.django_db
def test_a_file_that_is_missing_is_written_by_the_work_of_the_day(zeb: User, noor: User) -> None:
    Erasure.objects.create(public_id=zeb.public_id, at=zeb.joined_at)
    Erasure.objects.create(public_id=noor.public_id, at=zeb.joined_at)
    keep_outside(f"erasures/{noor.public_id}", b"")  # Cut off half-way: the name says enough.
    keep_outside("erasures/no-id", b"x")
    assert actions.end_terms_job.call()["erasures_filed"] == 1
    assert actions.filed_erasures() == {zeb.public_id, noor.public_id}
    assert default_storage.exists(f"outside-backups/erasures/{zeb.public_id}")
    assert uuid.UUID(str(zeb.public_id)) in actions.filed_erasures()


@pytest.mark.django_db
def test_the_officer_forgets_somebody_by_typing_the_name(zeb: User, officer: User, sign_in: SignIn) -> None:
    client, address = sign_in(officer), f"/beheer/vergeten/{zeb.pk}/"
    assert "Zebedeus Kwakernaak" in client.get(address).content.decode()
    wrong = client.post(address, {"name": "Zebedeus"})
    assert wrong.status_code == 422
    assert 'value="Zebedeus"' in wrong.content.decode()
    done = client.post(address, {"name": " zebedeus  kwakernaak "}, follow=True)
    assert str(zeb.public_id) in done.content.decode()
    assert "Noor de Wit" in done.content.decode()
    zeb.refresh_from_db()
    assert zeb.forgotten_at is not None
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "x"}).status_code == 404
    line = AuditLine.objects.get(action="privacy.person.forgotten")
    assert (line.actor, line.object) == (officer.public_id, f"accounts.user:{zeb.pk}")


@pytest.mark.django_db
def test_who_owns_something_is_handed_over_first(zeb: User, officer: User, sign_in: SignIn) -> None:
    space = Space.objects.get(default_for=zeb.department)
    make_page("Giften", space=space, author=zeb)
    Subject.objects.create(name="giften", owner=zeb)
    Team.objects.create(name="Team", department_id=zeb.department_id or 0, manager=zeb)
    Member.objects.create(space=space, person=zeb, role="manager")
    address = f"/beheer/vergeten/{zeb.pk}/"
    shown = sign_in(officer).get(address).content.decode()
    assert 'name="name"' not in shown
    assert f'href="/beheer/mensen/{zeb.pk}/uit-dienst/"' in shown
    answer = sign_in(officer).post(address, {"name": zeb.name})
    assert answer.status_code == 422
    zeb.refresh_from_db()
    assert zeb.forgotten_at is None


@pytest.mark.django_db
def test_nobody_forgets_himself_or_the_last_administrator(bram: User, officer: User, sign_in: SignIn) -> None:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    assert sign_in(officer).post(f"/beheer/vergeten/{bram.pk}/", {"name": bram.name}).status_code == 422
    assert sign_in(officer).post(f"/beheer/vergeten/{officer.pk}/", {"name": officer.name}).status_code == 422
    assert not User.objects.exclude(forgotten_at=None).exists()


@pytest.mark.django_db
def test_others_find_no_door(zeb: User, fatima: User, sign_in: SignIn) -> None:
    client: Client = sign_in(fatima)
    for address in (
        f"/beheer/vergeten/{zeb.pk}/",
        "/beheer/verwijderingen/",
        "/beheer/bewaartermijnen/",
        f"/beheer/mensen/{zeb.pk}/gegevens/",
        f"/beheer/mensen/{zeb.pk}/gegevens/bestand/",
    ):
        assert client.get(address).status_code == 403, address
    assert client.post(f"/beheer/vergeten/{zeb.pk}/", {"name": zeb.name}).status_code == 403


@pytest.mark.django_db
def test_the_list_needs_as_many_queries_for_a_hundred(
    officer: User, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    for _ in range(100):
        Erasure.objects.create(public_id=uuid.uuid4(), at=officer.joined_at, by=officer.public_id)
    client = sign_in(officer)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get("/beheer/verwijderingen/?page=2").status_code == 200
