import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import RIGHTS, Department, Right, Role, User, role_bits
from samenwijzer.accounts.queries import ROLE_NAMES, ROLE_SENTENCES
from samenwijzer.administration import actions
from samenwijzer.administration.queries import _roles, health, notes, roles_page
from samenwijzer.administration.queries._health import reason
from samenwijzer.kernel.clock import now, today
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox import alive, audit
from samenwijzer.outbox.actions import tidy_up_job
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search import trouble, weights
from samenwijzer.search.actions import rebuild
from samenwijzer.spaces.access import Rights
from samenwijzer.spaces.models import Role as SpaceRole
from samenwijzer.spaces.models import Visibility
from samenwijzer.spaces.queries import ROLE_MEANINGS
from samenwijzer.spaces.queries import ROLE_NAMES as SPACE_ROLE_NAMES
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def make_guest(name: str, until: datetime.date) -> User:
    return User.objects.create_user(
        email=f"{name}@example.org", name=name, role_bits=role_bits({Role.GUEST}), guest_until=until
    )


def failed_job() -> Any:
    tidy_up_job.enqueue()
    job = DBTaskResult.objects.latest("enqueued_at")
    job.status, job.finished_at = "FAILED", now()
    job.exception_class_path = "builtins.ValueError"
    job.traceback = 'File "/x/src/samenwijzer/outbox/actions.py", line 7, in y\nValueError: burger-482913'
    job.save()
    return job


def test_who_has_no_right_gets_a_sentence(fatima: User, sign_in: SignIn) -> None:
    for address in ("/beheer/", "/beheer/gezondheid/", "/beheer/logboek/"):
        answer = sign_in(fatima).get(address)
        assert answer.status_code == 403
        assert "rol" in answer.content.decode()


def test_each_sees_the_pages_of_his_rights(administrator: User, mirjam: User, sign_in: SignIn) -> None:
    for person, shown in ((administrator, True), (mirjam, False)):
        page = sign_in(person).get("/beheer/").content.decode()
        assert ("/beheer/gezondheid/" in page) is shown
        assert "/beheer/logboek/" in page


def test_the_overview_tells_what_matters_now(administrator: User, mirjam: User, inkomen: Department) -> None:
    failed_job()
    make_guest("Trainer", today() + datetime.timedelta(days=3))
    make_guest("Partner", today() + datetime.timedelta(days=30))
    audit.record(action="forum.question.asked", actor=mirjam)
    assert [note.sentence for note in notes(viewer=mirjam)] == []
    AuditLine.objects.update(at=now() - datetime.timedelta(minutes=5))
    assert [note.sentence for note in notes(viewer=mirjam)] == ["1 regel van het logboek wacht op een zegel."]
    told = notes(viewer=administrator)
    assert [note.sentence for note in told][:2] == [
        "1 taak is mislukt.",
        "1 gast heeft binnen een week de laatste dag.",
    ]
    assert [guest.name for guest in told[1].guests] == ["Trainer"]


def test_every_role_and_every_right_is_described() -> None:
    assert set(ROLE_NAMES) == set(ROLE_SENTENCES) == set(Role) == set(RIGHTS)
    assert set(_roles.RIGHT_WORDS) == set(Right)
    assert set(SPACE_ROLE_NAMES) == set(ROLE_MEANINGS) == set(SpaceRole)
    assert set(_roles.VISIBILITY_WORDS) == set(Visibility)
    assert set(_roles.SPACE_RIGHT_WORDS) == set(Rights.__slots__)


def test_the_roles_are_read_from_the_code(fatima: User) -> None:
    page = roles_page(viewer=fatima)
    table = {
        str(right.name): {
            str(role.name) for role, given in zip(page.roles, right.given, strict=True) if given
        }
        for right in page.rights
    }
    assert table["Iemand vergeten"] == {"Beheerder", "Privacy officer"}
    spaces = {str(space.name).partition(":")[0]: space for space in page.spaces}
    rows = {str(row.name): list(row.may) for row in spaces["Gesloten"].rows}
    assert rows["Geen lid"] == rows["Gast zonder rol"] == [False] * 4
    assert rows["lezer"] == [True, False, False, False]
    assert rows["eigenaar"] == [True] * 4
    assert [list(row.may) for row in spaces["Open"].rows][:2] == [[True, True, False, False], [False] * 4]


def test_every_employee_reads_the_roles_and_a_guest_does_not(fatima: User, sign_in: SignIn) -> None:
    page = sign_in(fatima).get("/beheer/rollen/").content.decode()
    assert "Let op persoonsgegevens" in page
    guest = make_guest("Trainer", today())
    assert sign_in(guest).get("/beheer/rollen/").status_code == 403


def test_the_health_page_asks_few_queries(
    administrator: User, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(administrator)
    for _ in range(30):
        failed_job()
    client.get("/beheer/gezondheid/")
    with django_assert_max_num_queries(12):
        page = client.get("/beheer/gezondheid/").content.decode()
    assert "De laatste 20 van 30" in page
    assert "ValueError, samenwijzer/outbox/actions.py:7" in page
    assert "burger-482913" not in page


def test_a_process_is_alive_while_it_gives_signs(
    administrator: User, settings: Any, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RUN_DIR = tmp_path_factory.mktemp("run")
    assert not alive.is_alive("worker")
    monkeypatch.setattr(alive, "_next", {})
    alive.beat("worker")
    assert alive.is_alive("worker")
    [path] = (settings.RUN_DIR / "alive").iterdir()
    states = {fact.title: fact.state for fact in health(viewer=administrator).processes}
    assert states == {"live": "bad", "web": "bad", "worker": "ok", "indexer": "bad"}
    monkeypatch.setattr(alive, "now", lambda: now() + datetime.timedelta(seconds=40))
    assert not alive.is_alive("worker")
    monkeypatch.undo()
    path.write_text(path.read_text().rpartition(":")[0] + ":1")  # Another process had this number before.
    assert not alive.is_alive("worker")


def test_the_health_page_says_in_a_sentence_what_is_wrong_with_the_index(
    administrator: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.INDEX_DIR = tmp_path / "index"

    def told() -> tuple[str, str, str]:
        [fact] = [fact for fact in health(viewer=administrator).facts if fact.title == "Zoekindex"]
        return fact.state, fact.text, fact.note

    assert told() == (
        "bad",
        "ontbreekt of is niet te lezen",
        "De indexer maakt hem vanzelf opnieuw. Draait hij?",
    )
    rebuild()
    assert told()[0] == "ok"
    sentences: dict[trouble.Why, str] = {
        "disk": "De schijf heeft geen ruimte meer voor de zoekindex",
        "lock": "Een ander proces schrijft deze zoekindex.",
        "other": "De zoekindex kan niet worden geschreven.",
    }
    for why, begins in sentences.items():
        trouble.tell(why)
        state, _text, note = told()
        assert (state, note.startswith(begins)) == ("bad", True)
    trouble.tell(None)
    monkeypatch.setattr(weights, "TIERS", {})  # As after an upgrade that weighs anew.
    state, text, note = told()
    assert (state, note) == (
        "due",
        "De indexer maakt er een voor deze versie. Tot dan zoekt iedereen in deze.",
    )
    assert text.endswith("gemaakt door de vorige versie")


def test_a_fault_is_told_without_its_words() -> None:
    assert reason("builtins.TimeoutError", "not ended within 5 seconds") == "TimeoutError"


def test_a_failed_job_runs_again_or_goes(administrator: User, sign_in: SignIn) -> None:
    client, job, other = sign_in(administrator), failed_job(), failed_job()
    client.post("/beheer/gezondheid/taak/", {"job": str(job.pk), "act": "retry"})
    job.refresh_from_db()
    assert (job.status, job.traceback, job.finished_at) == ("READY", "", None)
    again = client.post("/beheer/gezondheid/taak/", {"job": str(job.pk), "act": "retry"})
    assert again.status_code == 422
    client.post("/beheer/gezondheid/taak/", {"job": str(other.pk), "act": "remove"})
    assert list(DBTaskResult.objects.all()) == [job]
    assert list(AuditLine.objects.order_by("pk").values_list("action", flat=True)) == [
        "administration.job.retried",
        "administration.job.removed",
    ]


def test_only_an_administrator_touches_jobs(mirjam: User, sign_in: SignIn) -> None:
    job = failed_job()
    assert sign_in(mirjam).post("/beheer/gezondheid/taak/", {"job": str(job.pk)}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.retry_job(job_id=job.pk, actor=mirjam)


def test_a_test_mail_goes_to_oneself(administrator: User, sign_in: SignIn) -> None:
    answer = sign_in(administrator).post("/beheer/gezondheid/testmail/", follow=True)
    assert [message.to for message in mail.outbox] == [[administrator.email]]
    assert administrator.email in answer.content.decode()


def test_a_mail_server_that_refuses_is_said(administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(Refusal, match="ConnectionRefusedError"):
        actions.send_test_mail(person=administrator)
    assert AuditLine.objects.get().result == "refused"
