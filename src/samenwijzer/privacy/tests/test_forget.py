"""After forgetting, no table holds who somebody was; a new table or column is looked at by itself."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import (
    FORGOTTEN_NAME,
    AllowedText,
    BulkChange,
    Department,
    Override,
    PeopleImport,
    Release,
    SignInLink,
    Team,
    User,
)
from samenwijzer.documents.models import Page, PageVersion
from samenwijzer.exchange.models import ExportRun, ImportRun
from samenwijzer.forum.models import Answer, Comment, Helped, Question, Request, Revision
from samenwijzer.journeys.models import Ownership
from samenwijzer.kernel import clock
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.people.models import Confirmation, DeclaredSubject, SubjectChoice
from samenwijzer.privacy.actions import forget_person
from samenwijzer.privacy.models import BlockReport, OwnDataFile, TextReport
from samenwijzer.search.models import RecentSearch, SynonymProposal
from samenwijzer.spaces.models import Member, MembershipRequest, Role, Space
from samenwijzer.subjects.models import Subject

pytestmark = pytest.mark.django_db

# Under what somebody wrote or did with others his emptied row stays.
STAYS = {
    "documents.Page.author",
    "forum.Question.author",
    "forum.Answer.author",
    "forum.Comment.author",
    "forum.Revision.editor",
    "forum.Request.person",
    "forum.Request.asked_by",
    "documents.PageVersion.editor",
    "accounts.BulkChange.made_by",
    "accounts.PeopleImport.made_by",
    "accounts.AllowedText.added_by",
    "accounts.Override.writer",
    "accounts.Release.released_by",
}
TRACES = ("Zebedeus", "Kwakernaak", "zebedeus", "0199-987654", "kwantumbreien", "p-zeb-88", "uniekologie")


@pytest.fixture
def zeb(inkomen: Department) -> User:
    return User.objects.create_user(
        email="zebedeus.kwakernaak@example.org",
        name="Zebedeus Kwakernaak",
        password="een-lang-wachtwoord",
        external_id="p-zeb-88",
        department=inkomen,
        function="uniekologie",
        phone="0199-987654",
        about="Vraag mij naar kwantumbreien",
        working_day_bits=31,
        absent_until=datetime.date(2030, 1, 1),
        leaves_on=datetime.date(2031, 1, 1),
    )


@pytest.fixture
def busy_zeb(zeb: User, noor: User, client: Client) -> User:
    """Let him leave a trace in every table that points at a person."""
    space = Space.objects.get(default_for=zeb.department_id)
    now = clock.now()
    page = Page.objects.create(title="Giften", space=space, author=zeb, dated=now)
    subject = Subject.objects.create(name="giften", owner=zeb)
    page.subjects.add(subject)
    question = Question.objects.create(title="Mag dat?", space=space, author=zeb, asked_at=now)
    answer = Answer.objects.create(question=question, body="Ja.", author=zeb, answered_at=now)
    Comment.objects.create(question=question, body="Dank.", author=zeb, written_at=now)
    Helped.objects.create(answer=answer, person=zeb, said_at=now)
    Revision.objects.create(question=question, title="Mag?", editor=zeb, edited_at=now)
    Request.objects.create(question=question, person=noor, asked_by=zeb, asked_at=now)
    hers = Question.objects.create(title="En dit?", space=space, author=noor, asked_at=now)
    Request.objects.create(question=hers, person=noor, asked_by=noor, state="named", named=zeb, asked_at=now)
    Request.objects.create(question=hers, person=zeb, asked_by=noor, state="answered", asked_at=now)
    DeclaredSubject.objects.create(person=zeb, subject=subject)
    SubjectChoice.objects.create(person=zeb, subject=subject, state="hidden", chosen_at=now)
    SubjectChoice.objects.create(
        person=noor, subject=subject, state="contested", note="Nee.", answered_by=zeb, chosen_at=now
    )
    for person, by in ((zeb, noor), (noor, zeb)):
        Confirmation.objects.create(
            person=person, subject=subject, by=by, example="kwantumbreien", made_at=now
        )
    Member.objects.create(space=space, person=zeb, role=Role.EDITOR)
    page.owner = zeb
    page.save()
    PageVersion.objects.create(page=page, title="Gift", editor=zeb, dated=now)
    Team.objects.create(name="Team", department_id=zeb.department_id or 0, manager=zeb)
    SignInLink.objects.create(person=zeb, digest="d", expires_at=now)
    BulkChange.objects.create(made_by=zeb, made_at=now, kind="block", people=[noor.pk])
    BulkChange.objects.create(made_by=noor, made_at=now, kind="block", people=[zeb.pk])
    PeopleImport.objects.create(
        made_by=zeb, made_at=now, rows=[["Noor", zeb.name]], refused=[[2, zeb.name, "Bekend."]]
    )
    ImportRun.objects.create(made_by=zeb, made_at=now, sending=uuid.uuid4(), file_count=1, size=1)
    ExportRun.objects.create(made_by=zeb, made_at=now, sending=uuid.uuid4())
    for kind, person, by in (("join", zeb, zeb), ("access", noor, noor), ("invitation", noor, zeb)):
        MembershipRequest.objects.create(
            space=space, person=person, made_by=by, decided_by=zeb, made_at=now, kind=kind, role="reader"
        )
    Ownership.objects.create(person=zeb, former=noor, kind="page", number=page.pk, reason="left", made_at=now)
    Ownership.objects.create(person=noor, former=zeb, kind="page", number=page.pk, reason="left", made_at=now)
    for person, by in ((zeb, noor), (noor, zeb)):
        OwnDataFile.objects.create(person=person, asked_by=by, asked_at=now).file.save(
            "gegevens.zip", ContentFile(b"kwantumbreien")
        )
    for reporter, decider in ((zeb, noor), (noor, zeb)):
        TextReport.objects.create(
            ref=f"documents.page:{page.pk}",
            reporter=reporter,
            note="kwantumbreien" if reporter == zeb else "",
            at=now,
            state="shown",
            decided_by=decider,
            decided_at=now,
        )
    for writer, officer in ((zeb, noor), (noor, zeb)):
        Release.objects.create(writer=writer, released_by=officer, label="BSN", digest="d", until=now)
        BlockReport.objects.create(
            author=writer,
            decided_by=officer,
            decided_at=now,
            at=now,
            state="released",
            label="BSN",
            digest="d",
        )
    Override.objects.create(ref="x", writer=zeb, labels=["PHONE"], reason="Het is een winkel.", at=now)
    RecentSearch.objects.create(person=zeb, text="kwantumbreien", at=now)
    for proposer, keeper in ((zeb, noor), (noor, zeb)):
        SynonymProposal.objects.create(
            words="pgb",
            meaning="budget",
            proposer=proposer,
            decided_by=keeper,
            at=now,
            decided_at=now,
            state="declined",
        )
    AllowedText.objects.create(kind="text", value="Zonnehof", added_by=zeb, added_at=now)
    zeb.picture.save("zebedeus.png", ContentFile(b"kwantumbreien"))
    DBTaskResult.objects.create(
        task_path="x",
        args_kwargs={"args": [], "kwargs": {"email": zeb.email}},
        status="SUCCESSFUL",
        backend_name="default",
        run_after=now,
        exception_class_path="",
        traceback="",
    )
    EmailAddress.objects.create(user=zeb, email=zeb.email, primary=True, verified=True)
    signed_in = client.post("/account/login/", {"login": zeb.email, "password": "een-lang-wachtwoord"})
    assert signed_in.status_code == 302
    return zeb


def pointers_at_people() -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    for table in apps.get_models(include_auto_created=True):
        for field in table._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is User:
                yield field


def rows_that_point_at(person: User) -> set[str]:
    return {
        f"{field.model._meta.app_label}.{field.model.__name__}.{field.name}"
        for field in pointers_at_people()
        if field.model._default_manager.filter(**{field.name: person.pk}).exists()
    }


def every_text() -> Iterator[tuple[str, str]]:
    """Give all that stands in any column of any table, as text."""
    for table in apps.get_models(include_auto_created=True):
        names = [field.attname for field in table._meta.concrete_fields]
        for row in table._default_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                yield f"{table._meta.label}.{name}", str(value)


def traces() -> set[str]:
    found = {place for place, text in every_text() if any(trace in text for trace in TRACES)}
    for session in Session.objects.all():
        if any(trace in str(session.get_decoded()) for trace in TRACES):
            found.add("sessions")
    return found


def test_he_leaves_a_trace_everywhere_before(busy_zeb: User) -> None:
    every = {f"{field.model._meta.label}.{field.name}" for field in pointers_at_people()}
    missing = every - rows_that_point_at(busy_zeb)
    assert not missing, (
        f"let busy_zeb leave a trace in {missing}, and say in STAYS or in `forget` what becomes of it"
    )
    assert traces() >= {"accounts.User.name", "accounts.User.email", "account.EmailAddress.email"}


def test_no_table_holds_who_he_was(busy_zeb: User, noor: User) -> None:
    forget_person(person_id=busy_zeb.pk, actor=noor)
    assert traces() == set()
    assert rows_that_point_at(busy_zeb) == STAYS


def test_what_he_wrote_stays_by_oud_collega(busy_zeb: User) -> None:
    forget_person(person_id=busy_zeb.pk, actor=None)
    assert [str(Answer.objects.get().author), str(Page.objects.get().author)] == [FORGOTTEN_NAME] * 2
    person = User.objects.get(pk=busy_zeb.pk)
    assert not person.is_active
    assert person.department is None
    assert (person.working_day_bits, person.absent_until, person.leaves_on) == (0, None, None)


def test_he_is_signed_out_and_cannot_sign_in(busy_zeb: User, client: Client) -> None:
    forget_person(person_id=busy_zeb.pk, actor=None)
    assert not Session.objects.exists()
    assert "sessionid" in client.cookies
    assert client.get("/vragen/").status_code in {302, 401}
    answer = Client().post("/account/login/", {"login": busy_zeb.email, "password": "een-lang-wachtwoord"})
    assert answer.status_code == 200


def test_search_reads_again_what_named_him(busy_zeb: User) -> None:
    Change.objects.all().delete()
    forget_person(person_id=busy_zeb.pk, actor=None)
    read_again = {f"{change.kind}:{change.object_id}" for change in Change.objects.all()}
    page, question, answer = Page.objects.get(), Question.objects.get(author=busy_zeb), Answer.objects.get()
    assert read_again >= {
        f"people.person:{busy_zeb.pk}",
        f"documents.page:{page.pk}",
        f"forum.question:{question.pk}",
        f"forum.answer:{answer.pk}",
    }


def test_forgetting_is_audited_without_a_name_and_may_be_done_twice(busy_zeb: User, noor: User) -> None:
    forget_person(person_id=busy_zeb.pk, actor=noor)
    forget_person(person_id=busy_zeb.pk, actor=noor)
    line = AuditLine.objects.get(action="privacy.person.forgotten")
    assert (line.object, line.actor) == (f"accounts.user:{busy_zeb.pk}", noor.public_id)


def test_others_stay_as_they_were(busy_zeb: User, noor: User) -> None:
    forget_person(person_id=busy_zeb.pk, actor=None)
    noor.refresh_from_db()
    assert (noor.name, noor.is_active) == ("Noor de Wit", True)
    assert Request.objects.filter(person=noor).count() == 2


def test_the_command_asks_for_a_word_first(zeb: User, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="Add --yes"):
        call_command("forget", zeb.email)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget", "niemand@example.org")
    call_command("forget", zeb.email.upper(), "--yes")
    assert traces() == set()
    assert "Forgotten" in capsys.readouterr().out
