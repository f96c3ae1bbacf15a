"""For how long things are kept, and that they go after that."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import Role, SignInLink, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.outbox import audit, sealing
from samenwijzer.outbox.actions import tidy_up_job
from samenwijzer.outbox.models import AuditCheckpoint, AuditLine
from samenwijzer.privacy.actions import change_terms, end_terms, end_terms_job
from samenwijzer.privacy.actions.terms import TermOutOfBounds
from samenwijzer.privacy.models import RetentionTerm
from samenwijzer.privacy.queries import every_term, term_days
from samenwijzer.spaces.models import MembershipRequest, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(noor: User) -> User:
    noor.role_bits = role_bits({Role.PRIVACY_OFFICER})
    noor.save()
    return noor


def test_every_term_has_usual_days_within_its_bounds_and_says_what_it_is() -> None:
    kinds = [term.kind for term in every_term()]
    assert len(kinds) == len(set(kinds))
    for term in every_term():
        assert 1 <= term.least <= term.days <= term.most
        assert str(term.title)
        assert str(term.what).endswith(".")
        assert term_days(term.kind) == term.days


def test_the_officer_sets_a_term_and_it_is_audited(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    form = {term.kind: str(term.days) for term in every_term()}
    assert client.get("/beheer/bewaartermijnen/").status_code == 200
    answer = client.post("/beheer/bewaartermijnen/", {**form, "sign_in_links": "5"})
    assert answer.status_code == 302
    assert term_days("sign_in_links") == 5
    assert RetentionTerm.objects.count() == 1
    line = AuditLine.objects.get(action="privacy.term.sign_in_links_set")
    assert (line.actor, line.object) == (officer.public_id, "privacy.term_days:5")
    client.post("/beheer/bewaartermijnen/", {**form, "sign_in_links": "5"})
    assert AuditLine.objects.filter(action__startswith="privacy.term").count() == 1


def test_a_term_of_the_log_under_three_years_is_asked_about(officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    form = {term.kind: str(term.days) for term in every_term()} | {"audit": "400"}
    asked = client.post("/beheer/bewaartermijnen/", form)
    assert "Dit is korter dan drie jaar. Weet je het zeker?" in asked.text
    assert not RetentionTerm.objects.exists()
    assert client.post("/beheer/bewaartermijnen/", form | {"confirmed": "1"}).status_code == 302
    assert term_days("audit") == 400
    assert "Nu verdwijnt er niets." in client.get("/beheer/bewaartermijnen/").text


@pytest.mark.parametrize("days", ["", "x", "0", "-1", "364", "99999999999999999999", "1.5", "\u0663"])
def test_a_term_out_of_bounds_is_refused_and_what_was_typed_is_kept(
    officer: User, sign_in: SignIn, days: str
) -> None:
    form = {term.kind: str(term.days) for term in every_term()}
    answer = sign_in(officer).post("/beheer/bewaartermijnen/", {**form, "audit": days})
    assert answer.status_code == 422
    assert f'value="{days}"' in answer.content.decode() or not days
    assert not RetentionTerm.objects.exists()


def test_the_database_keeps_the_audit_for_a_year() -> None:
    for kind, days in (("audit", 100), ("changes", 0), ("changes", 40_000)):
        with pytest.raises(IntegrityError), transaction.atomic():
            RetentionTerm.objects.create(kind=kind, days=days)


def test_the_action_states_right_and_bounds_again(officer: User, fatima: User) -> None:
    with pytest.raises(TermOutOfBounds):
        change_terms(days={"audit": 10}, actor=officer)
    with pytest.raises(Exception, match=r".+"):
        change_terms(days={"changes": 10}, actor=fatima)


def test_what_was_kept_long_enough_goes_and_the_rest_stays(fatima: User) -> None:
    long_ago, now = clock.now() - timedelta(days=400), clock.now()
    space = Space.objects.get(default_for=fatima.department)
    for digest, until in (("a", long_ago), ("b", now)):
        SignInLink.objects.create(person=fatima, digest=digest, expires_at=until)
    for kind, state, at in (
        ("join", "accepted", long_ago),
        ("join", "declined", now),
        ("access", "open", long_ago),
    ):
        MembershipRequest.objects.create(
            space=space,
            person=fatima,
            made_by=fatima,
            made_at=at,
            decided_at=at,
            state=state,
            kind=kind,
            role="reader",
        )
    for status in ("SUCCESSFUL", "FAILED"):
        job = tidy_up_job.enqueue()
        DBTaskResult.objects.filter(pk=job.id).update(status=status, finished_at=long_ago)
    gone = end_terms()
    assert {kind: count for kind, count in gone.items() if count} == {
        "jobs_done": 1,
        "jobs_failed": 1,
        "membership_requests": 1,
        "sign_in_links": 1,
    }
    assert SignInLink.objects.get().digest == "b"
    assert set(MembershipRequest.objects.values_list("state", flat=True)) == {"declined", "open"}
    assert not any(end_terms().values())


def test_the_audit_is_pruned_to_a_signed_mark(fatima: User) -> None:
    for _ in range(3):
        audit.record(action="forum.question.asked", actor=fatima)
    AuditLine.objects.all().delete()
    old = clock.now() - timedelta(days=4 * 365)
    line = AuditLine(action="forum.question.asked", result="ok", at=old)
    line.seal = sealing.mark(line)
    line.save()
    while sealing.seal_waiting():
        pass
    assert end_terms_job.call()["audit"] == 1
    assert AuditCheckpoint.objects.exists()
    assert not [finding for finding in audit.verify() if getattr(finding, "level", "") == "error"]
