"""What the guard sees is shown and kept nowhere; a wrong block is reported, and released by somebody else."""

import datetime
import json

import pytest
from django.utils import timezone

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Release, Role, User
from samenwijzer.forum.models import Question
from samenwijzer.guard import Traceable
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy import actions, pace, queries
from samenwijzer.privacy.models import BlockReport
from samenwijzer.privacy.pace import Pace
from samenwijzer.privacy.terms import TERMS
from samenwijzer.privacy.views import checking
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

BSN = "123456782"
TEXT = f"Haar BSN is {BSN}, kan dat?"
REASON = "Dit is een bestelnummer."
FORM = {"guard_fields": json.dumps([["body", "Uitleg"]]), "guard_place": "forum:ask", "body": TEXT}


@pytest.fixture
def officer(els: User) -> User:
    return with_role(els, Role.PRIVACY_OFFICER)


@pytest.fixture
def report(fatima: User) -> BlockReport:
    actions.report_block(
        author=fatima, place="forum:ask", texts={"body": TEXT}, labels={"body": "Uitleg"}, reason=REASON
    )
    return BlockReport.objects.get()


def test_what_is_typed_is_shown_in_words_and_kept_nowhere(fatima: User, sign_in: SignIn) -> None:
    answer = sign_in(fatima).post("/controle/", FORM)
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    assert BSN in answer.content.decode()
    assert "[weggelaten]" in answer.content.decode()
    assert not BlockReport.objects.exists()
    assert not AuditLine.objects.filter(actor=fatima.public_id).exclude(action__contains="sign").exists()


@pytest.mark.parametrize("fields", ["", "x", "[1]", '[["body"]]', "{}", "[" * 5_000])
def test_a_strange_form_is_no_text(fields: str, fatima: User, sign_in: SignIn) -> None:
    assert sign_in(fatima).post("/controle/", {**FORM, "guard_fields": fields}).status_code == 200


def test_what_stood_before_is_not_pointed_at(fatima: User) -> None:
    assert not queries.check_texts(viewer=fatima, texts={"body": TEXT}, before=TEXT)


def test_what_tells_together_who_it_is_is_a_hint_when_it_is_new(fatima: User) -> None:
    told = "Een man van 34 uit Veere, vader van vijf kinderen."
    found = queries.check_texts(viewer=fatima, texts={"title": "Wat nu?", "body": told})
    assert found.together == ("34", "Veere", "vader van vijf")
    assert not found.places
    assert not queries.check_texts(viewer=fatima, texts={"body": f"{told} Kan dat?"}, before=told)


def test_places_count_as_browsers_do(fatima: User) -> None:
    [place] = queries.check_texts(viewer=fatima, texts={"body": f"😀\n{TEXT}"}).places
    assert (place.start, place.end, place.line) == (3 + TEXT.index(BSN), 3 + TEXT.index(BSN) + 9, 2)


def test_a_very_long_text_waits_until_it_is_saved(fatima: User) -> None:
    assert queries.check_texts(viewer=fatima, texts={"body": "a " * 40_000}).too_long


def test_a_report_holds_no_text_and_is_made_once(report: BlockReport, fatima: User) -> None:
    actions.report_block(author=fatima, place="forum:ask", texts={"body": TEXT}, reason=REASON)
    [row] = BlockReport.objects.values()
    assert BSN not in str(row)
    assert (row["field"], row["reason"], row["label"]) == ("Uitleg", REASON, "BSN")
    assert queries.check_texts(viewer=fatima, texts={"body": TEXT}).is_reported


@pytest.mark.parametrize(
    ("text", "reason"), [(TEXT, ""), (TEXT, f"BSN {BSN}"), ("Niets.", REASON), (TEXT + " a" * 30_000, REASON)]
)
def test_a_report_needs_a_block_and_a_clean_reason(fatima: User, text: str, reason: str) -> None:
    with pytest.raises(Refusal):
        actions.report_block(author=fatima, place="forum:ask", texts={"body": text}, reason=reason)
    assert not BlockReport.objects.exists()


def test_a_release_lets_the_writer_save_for_a_day(report: BlockReport, fatima: User, officer: User) -> None:
    actions.decide_block_report(officer=officer, report=report, release=True)
    pass_guard(writer=fatima, texts={"body": TEXT})
    assert not queries.check_texts(viewer=fatima, texts={"body": TEXT})
    with pytest.raises(Traceable):
        pass_guard(writer=officer, texts={"body": TEXT})
    Release.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": TEXT})


def test_what_is_not_released_stays_blocked(report: BlockReport, fatima: User, officer: User) -> None:
    actions.decide_block_report(officer=officer, report=report, release=False)
    again = actions.decide_block_report(officer=officer, report=report, release=True)
    assert again.state == BlockReport.State.DECLINED
    found = queries.check_texts(viewer=fatima, texts={"body": TEXT})
    assert (found.is_declined, found.is_reported, found.open_blocks) == (True, False, [])
    with pytest.raises(Traceable):
        pass_guard(writer=fatima, texts={"body": TEXT})


def test_what_was_declined_is_not_reported_again(
    report: BlockReport, fatima: User, noor: User, officer: User, sign_in: SignIn
) -> None:
    actions.decide_block_report(officer=officer, report=report, release=False)
    answer = sign_in(fatima).post("/controle/melding/", {**FORM, "block_reason": REASON})
    assert answer.status_code == 422
    assert "heeft dit bekeken" in answer.content.decode()
    assert BlockReport.objects.count() == 1
    other = {"body": TEXT.replace(BSN, "111222333"), "title": TEXT}
    actions.report_block(author=fatima, place="forum:ask", texts=other, reason=REASON)
    actions.report_block(author=noor, place="forum:ask", texts={"body": TEXT}, reason=REASON)
    assert BlockReport.objects.filter(state=BlockReport.State.OPEN).count() == 2


def test_what_is_released_is_not_reported_again(report: BlockReport, fatima: User, officer: User) -> None:
    actions.decide_block_report(officer=officer, report=report, release=True)
    with pytest.raises(Refusal):
        actions.report_block(author=fatima, place="forum:ask", texts={"body": TEXT}, reason=REASON)
    both = {"body": TEXT, "title": TEXT.replace(BSN, "111222333")}
    actions.report_block(author=fatima, place="forum:ask", texts=both, reason=REASON)
    assert BlockReport.objects.get(state=BlockReport.State.OPEN).field == "title"


def test_what_is_too_long_to_look_at_is_not_reported(fatima: User) -> None:
    half = "a " * 15_000
    for texts in ({"body": TEXT + half + half}, {"title": half, "body": TEXT + half}):
        with pytest.raises(Refusal):
            actions.report_block(author=fatima, place="forum:ask", texts=texts, reason=REASON)
    assert not BlockReport.objects.exists()


def test_who_asks_faster_than_anybody_types_waits(
    fatima: User, noor: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "CHECKS", Pace(times=2, seconds=60))
    client = sign_in(fatima)
    assert [client.post("/controle/", FORM).status_code for _time in range(3)] == [200, 200, 429]
    assert sign_in(noor).post("/controle/", FORM).status_code == 200


def test_a_pace_is_free_again_and_remembers_few(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("samenwijzer.privacy.pace.time.monotonic", lambda: now[0])
    monkeypatch.setattr(pace, "MOST_PEOPLE", 1)
    slow = Pace(times=1, seconds=10)
    assert [slow.allows(1), slow.allows(1)] == [True, False]
    now[0] = 10.0
    assert slow.allows(1)
    assert [slow.allows(2), slow.allows(1)] == [True, True]


def test_a_release_takes_two_and_a_right(report: BlockReport, fatima: User, noor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.decide_block_report(officer=noor, report=report, release=True)
    own = with_role(fatima, Role.PRIVACY_OFFICER)
    with pytest.raises(NotAllowed):
        actions.decide_block_report(officer=own, report=report, release=True)
    assert not Release.objects.exists()


def test_the_officer_decides_and_the_writer_hears_it(
    report: BlockReport, fatima: User, officer: User, sign_in: SignIn
) -> None:
    hers = sign_in(officer)
    assert REASON in hers.get("/").content.decode()
    page = hers.get("/beheer/meldingen/tegengehouden/").content.decode()
    assert REASON in page
    assert BSN not in page
    hers.post(f"/beheer/meldingen/tegengehouden/{report.pk}/", {"decision": "release"})
    his = sign_in(fatima)
    assert officer.name in his.get("/").content.decode()
    his.post(f"/aan-jou-gevraagd/melding/{report.pk}/", {"heard": "1"})
    report.refresh_from_db()
    assert report.heard_at is not None


def test_without_javascript_the_text_comes_back(fatima: User, sign_in: SignIn) -> None:
    answer = sign_in(fatima).post("/controle/melding/", {**FORM, "block_reason": REASON})
    assert TEXT in answer.content.decode()
    assert BlockReport.objects.count() == 1
    assert sign_in(fatima).post("/controle/melding/", FORM).status_code == 422


def test_without_javascript_words_are_replaced_and_not_yet_saved(fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    posted = {"title": "Mag dit?", "body": TEXT}
    carried = queries.check_texts(viewer=fatima, texts={"body": TEXT}).sealed()
    answer = client.post("/vragen/stel/", {**posted, "guard_found": carried, "guard_replace": "all"})
    assert answer.status_code == 422
    assert "Haar BSN is [weggelaten], kan dat?" in answer.content.decode()
    assert not Question.objects.exists()


def test_decided_reports_go_after_their_term(report: BlockReport, officer: User) -> None:
    actions.decide_block_report(officer=officer, report=report, release=True)
    term = next(one for one in TERMS if one.kind == "block_reports")
    later = timezone.now() + datetime.timedelta(days=2)
    assert (term.due(later), term.prune(later), term.prune(later)) == (1, 1, 0)
    assert not Release.objects.exists()


def test_twenty_reports_of_one_person_wait_at_most(fatima: User) -> None:
    numbers = [number for number in range(100_000_000, 100_002_000) if _passes(str(number))][:21]
    assert len(numbers) == 21
    texts = {"body": "\n".join(f"BSN {number} klopt niet." for number in numbers)}
    with pytest.raises(Refusal):
        actions.report_block(author=fatima, place="forum:ask", texts=texts, reason=REASON)
    assert not BlockReport.objects.exists()


def _passes(number: str) -> bool:
    return (
        sum(int(digit) * weight for digit, weight in zip(number, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        % 11
        == 0
    )


def test_who_may_not_decide_reads_who_may(officer: User, bram: User, sign_in: SignIn) -> None:
    answer = sign_in(bram).get("/beheer/meldingen/tegengehouden/")
    assert answer.status_code == 403
    assert f"Dit hoort bij de privacy officer: {officer.name}." in answer.text
