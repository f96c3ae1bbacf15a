"""What is taken out of a text is gone from it, from what stood there before, and from every byte."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from samenwijzer.accounts.models import Role, User
from samenwijzer.exchange.importing import import_files
from samenwijzer.exchange.tests.files import write_lines
from samenwijzer.forum.models import Question, Revision
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy import actions
from samenwijzer.privacy.models import OwnDataFile, Redaction, TextReport
from samenwijzer.privacy.redacting import INSTEAD, digest_for, fold, folded, replaced, spots_again, spots_of
from samenwijzer.privacy.redaction_list import filed
from samenwijzer.privacy.tests.test_erasures import own_files  # noqa: F401 - files and index of its own
from samenwijzer.search.building import rebuild
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn

NAME = "Kwibus Zonderling"
PHONE = "06 13579246"


@pytest.fixture
def officer(els: User) -> User:
    return with_role(els, Role.PRIVACY_OFFICER)


@pytest.fixture
def question(fatima: User) -> Question:
    space = Space.objects.get(default_for=fatima.department)
    made = make_question(fatima, f"Mag {NAME} dat?", space=space, body=f"Bel kwibus\nzonderling op {PHONE}.")
    Revision.objects.create(
        question=made, title="Mag dat?", body=f"Vraag van {NAME}.", editor=fatima, edited_at=clock.now()
    )
    return made


def texts_of(question: Question) -> str:
    question.refresh_from_db()
    before = question.revisions.values_list("title", "body")
    return "\n".join([question.title, question.body, *(text for pair in before for text in pair)])


def reference(question: Question) -> str:
    return f"forum.question:{question.pk}"


@pytest.mark.parametrize(
    ("text", "word", "becomes"),
    [
        ("Jan en Januari, JAN.", "jan", "X en Januari, X."),
        ("van\n der  Berg", "van der berg", "X"),
        ("x06123y", "06123", "xXy"),
        ("İstanbul Jan", "jan", "İstanbul X"),
        ("ﬁets jan ß", "jan", "ﬁets X ß"),
    ],
)
def test_words_are_found_as_they_stand(text: str, word: str, becomes: str) -> None:
    assert replaced(text, spots_of(text, {word: "X"})) == becomes
    assert len(fold(text)) == len(text)


@pytest.mark.django_db
def test_words_are_found_again_by_their_hash_alone() -> None:
    digest = digest_for("forum.question", "v-1")
    known = {len(folded(NAME)): {digest(folded(NAME))}}
    text = f"Vraag {NAME.upper()} of de Kwibus Zonderlingen."
    again = replaced(text, spots_again(text, known, digest))
    assert again == f"Vraag {INSTEAD} of de Kwibus Zonderlingen."
    other = digest_for("forum.question", "v-2")
    assert replaced(text, spots_again(text, known, other)) == text


@pytest.mark.django_db
def test_the_officer_looks_first_and_then_takes_it_out(
    question: Question, noor: User, officer: User, sign_in: SignIn
) -> None:
    actions.report_text(reporter=noor, reference=reference(question))
    client, address = sign_in(officer), f"/beheer/weghalen/{reference(question)}/"
    page = client.get(address)
    assert page["Cache-Control"].startswith("max-age=0")
    assert PHONE in page.content.decode()
    [phone] = [one.digest for one in page.context["shown"].found if one.words == PHONE]
    sent = {"marked": [phone], "typed": f"{NAME}\r\n", "act": "look"}
    preview = client.post(address, sent)
    assert preview.status_code == 200
    assert f"<mark>{INSTEAD}</mark>" in preview.content.decode()
    assert "[telefoonnummer]" in preview.content.decode()
    assert NAME in texts_of(question)
    changed = client.post(address, {**sent, "act": "change"}).content.decode()
    assert NAME in changed
    assert client.post(address, {**sent, "act": "take_out"}).status_code == 302
    left = texts_of(question)
    assert "zonderling" not in left.lower()
    assert PHONE not in left
    assert (question.withheld_at, TextReport.objects.get().state) == (None, "redacted")
    line = AuditLine.objects.get(action="privacy.text.redacted")
    assert (line.actor, line.object) == (officer.public_id, reference(question))
    assert client.post(address, {**sent, "act": "take_out"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Vink aan wat weg moet"), ("Pietje Puk", "Dit staat niet in de tekst"), ("a", "Eén letter")],
)
def test_what_is_not_there_cannot_go(
    typed: str, sentence: str, question: Question, officer: User, sign_in: SignIn
) -> None:
    address = f"/beheer/weghalen/{reference(question)}/"
    for act in ("look", "take_out"):
        answer = sign_in(officer).post(address, {"typed": typed, "act": act})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert typed in answer.content.decode()
    assert not Redaction.objects.exists()
    assert sign_in(officer).post(address, {"typed": "x"}).status_code == 422


@pytest.mark.django_db
def test_only_who_judges_takes_out(question: Question, fatima: User, bram: User) -> None:
    for person in (fatima, with_role(bram, Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            actions.redact_text(reference=reference(question), marked=(), typed=[NAME], actor=person)


@pytest.mark.django_db
def test_copies_and_jobs_that_ended_go_too(question: Question, officer: User, noor: User) -> None:
    copy = OwnDataFile.objects.create(person=noor, asked_by=noor, asked_at=clock.now())
    copy.file.save("x.zip", ContentFile(NAME.encode()))
    DBTaskResult.objects.create(
        task_path="x",
        args_kwargs={"args": [NAME], "kwargs": {}},
        status="FAILED",
        backend_name="default",
        run_after=clock.now(),
        exception_class_path="",
        traceback="",
    )
    actions.redact_text(reference=reference(question), marked=(), typed=[NAME], actor=officer)
    assert not OwnDataFile.objects.exists()
    assert not DBTaskResult.objects.filter(status="FAILED").exists()
    assert Redaction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_lies_in_database_index_or_files(
    question: Question, officer: User, noor: User, settings: Settings, tmp_path: Path
) -> None:
    for number in range(20):
        make_answer(noor, question, f"Antwoord {number}.")
    rebuild()
    words = (b"Kwibus", b"kwibus", b"onderling", b"13579246")
    assert places_with(words, tmp_path)
    actions.redact_text(reference=reference(question), marked=(), typed=[NAME, PHONE], actor=officer)
    actions.wipe_redacted_job.call(kind="forum.question")
    assert places_with(words, tmp_path) == set()
    assert len(filed()) == Redaction.objects.count()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            for (table,) in cursor.fetchall():
                rows = f'SELECT count(*) FROM "{table}" t WHERE t::text ~* %s'  # noqa: S608
                cursor.execute(rows, ["kwibus|13579246"])
                assert cursor.fetchone() == (0,), table


def places_with(words: tuple[bytes, ...], folder: Path) -> set[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files += [path for ending in ("", "-wal") if (path := Path(f"{name}{ending}")).exists()]
    return {path.name for path in files if any(word in path.read_bytes() for word in words)}


@pytest.mark.django_db(transaction=True)
def test_a_backup_from_before_is_put_right(question: Question, officer: User) -> None:
    before = (question.title, question.body)
    actions.redact_text(reference=reference(question), marked=(), typed=[NAME, PHONE], actor=officer)
    lists = filed()
    Question.objects.filter(pk=question.pk).update(title=before[0], body=before[1])
    Redaction.objects.all().delete()
    assert actions.redact_again(filed=lists) == 1
    left = texts_of(question)
    assert "zonderling" not in left.lower()
    assert "13579246" not in left
    assert Redaction.objects.count() == len(lists)
    assert actions.redact_again(filed=lists) == 0


@pytest.mark.django_db
def test_an_import_of_an_older_file_brings_nothing_back(
    question: Question, officer: User, tmp_path: Path
) -> None:
    author = question.author.external_id
    record = {
        "type": "question",
        "id": question.external_id,
        "title": question.title,
        "body": question.body,
        "author": author,
        "versions": [{"title": f"{NAME}?", "editor": author, "edited": "2026-01-01T10:00:00+00:00"}],
    }
    actions.redact_text(reference=reference(question), marked=(), typed=[NAME, PHONE], actor=officer)
    for _time in range(2):
        report = import_files(paths=[write_lines(tmp_path / "old.jsonl", record)])
        left = texts_of(question)
        assert "zonderling" not in left.lower(), list(report.refused)
        assert "13579246" not in left
    assert INSTEAD in left
    assert report.changed == 0
