"""A reported text is hidden from everyone but who wrote it and who judges it, until it is decided about."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from samenwijzer.accounts.access import Withheld
from samenwijzer.accounts.models import Role, User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum import access
from samenwijzer.forum.models import Answer, Question
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.privacy import actions, queries
from samenwijzer.privacy.actions.text_reports import MOST_OPEN
from samenwijzer.privacy.models import TextReport
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Member, Space
from samenwijzer.spaces.tests.factories import make_guest, with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
SAID = "iemand herkenbaar is in deze tekst"
UNTIL_THEN = "Tot de privacy officer heeft gekeken, zien alleen jij en de privacy officer hem."
FOR_NOW = "Alleen de schrijver en de privacy officer zien hem nu."
SECRET = "zilvervos"


@pytest.fixture
def officer(els: User) -> User:
    return with_role(els, Role.PRIVACY_OFFICER)


@pytest.fixture
def question(fatima: User) -> Question:
    space = Space.objects.get(default_for=fatima.department)
    return make_question(fatima, f"Vraag {SECRET}?", space=space, body=f"Uitleg {SECRET}.")


@pytest.fixture
def answer(question: Question, joost: User) -> Answer:
    return make_answer(joost, question, f"Antwoord {SECRET}.", accepted=True)


def report(reporter: User, reference: str, note: str = "") -> TextReport:
    return actions.report_text(reporter=reporter, reference=reference, note=note)


def shown(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_a_question_is_one_calm_sentence_to_others(
    question: Question, fatima: User, noor: User, sanne: User, officer: User, sign_in: SignIn
) -> None:
    address = f"/vragen/{question.pk}/"
    page = sign_in(noor).get(address).content.decode()
    assert f"/melden/forum.question:{question.pk}/" in page
    done = sign_in(noor).post(f"/melden/forum.question:{question.pk}/", {"note": "In de tweede regel."})
    assert done.status_code == 302
    for person in (noor, sanne):
        status, text = shown(sign_in(person), address)
        assert status == 403
        assert SAID in text
        assert SECRET not in text
        assert SECRET not in sign_in(person).get("/vragen/").content.decode()
    for person, sentence in ((fatima, UNTIL_THEN), (officer, FOR_NOW)):
        status, text = shown(sign_in(person), address)
        assert status == 200
        assert SECRET in text
        assert sentence in text
    assert AuditLine.objects.filter(action="privacy.text.reported", actor=None).count() == 1
    assert not AuditLine.objects.filter(result="refused").exists()


def test_its_author_changes_it_and_it_stays_hidden(
    question: Question, fatima: User, noor: User, sign_in: SignIn
) -> None:
    report(noor, f"forum.question:{question.pk}")
    space = question.space_id
    sent = {"title": "Mag een gift?", "body": "Zonder naam.", "space": str(space), "subject_1": ""}
    assert sign_in(fatima).post(f"/vragen/{question.pk}/wijzig/", sent).status_code == 302
    question.refresh_from_db()
    assert question.title == "Mag een gift?"
    assert question.withheld_at is not None
    assert sign_in(noor).get(f"/vragen/{question.pk}/").status_code == 403


def test_an_answer_leaves_its_place_and_counts_no_more(
    question: Question, answer: Answer, fatima: User, noor: User, sign_in: SignIn
) -> None:
    comment = make_comment(fatima, question, answer)
    report(noor, f"forum.answer:{answer.pk}")
    for person in (noor, fatima):
        status, text = shown(sign_in(person), f"/vragen/{question.pk}/")
        assert status == 200
        assert SAID in text
        assert f"Antwoord {SECRET}" not in text
        assert "Joost Verhagen" not in text
        assert f"reactie-{comment.pk}" not in text
        assert "1 antwoord" not in text
    assert "1 antwoord" not in sign_in(noor).get("/vragen/").content.decode()
    for door in ("geschiedenis", "hielp", "accepteer"):
        asked = sign_in(fatima).post if door != "geschiedenis" else sign_in(fatima).get
        assert asked(f"/vragen/antwoord/{answer.pk}/{door}/").status_code == 403
    assert f"Antwoord {SECRET}" in sign_in(answer.author).get(f"/vragen/{question.pk}/").content.decode()
    with pytest.raises(Withheld):
        access.answer_to_read(viewer=fatima, pk=answer.pk)


def test_a_comment_leaves_its_place(
    question: Question, joost: User, noor: User, officer: User, sign_in: SignIn
) -> None:
    comment = make_comment(joost, question)
    comment.body = f"Reactie {SECRET}."
    comment.save()
    report(noor, f"forum.comment:{comment.pk}")
    text = sign_in(noor).get(f"/vragen/{question.pk}/").content.decode()
    assert SAID in text
    assert f"Reactie {SECRET}" not in text
    for person in (joost, officer):
        assert f"Reactie {SECRET}" in sign_in(person).get(f"/vragen/{question.pk}/").content.decode()


def test_pages_services_profiles_and_descriptions_too(
    fatima: User, joost: User, noor: User, officer: User, sign_in: SignIn
) -> None:
    space = Space.objects.get(default_for=joost.department)
    Space.objects.filter(pk=space.pk).update(about=f"Over {SECRET}.")
    Member.objects.create(space=space, person=joost, role="manager")
    page = make_page(f"Pagina {SECRET}", space=space, author=joost)
    service = make_service(f"Dienst {SECRET}", answer="Zeg dit.")
    User.objects.filter(pk=joost.pk).update(about=f"Vraag mij naar {SECRET}.")
    places = {
        f"documents.page:{page.pk}": (f"/bibliotheek/{page.pk}/", 403, True),
        f"signpost.service:{service.pk}": (f"/wegwijzer/{service.pk}/", 403, False),
        f"accounts.user:{joost.pk}": (f"/collegas/{joost.pk}/", 200, True),
        f"spaces.space:{space.pk}": (f"/ruimtes/{space.pk}/", 200, True),
    }
    for reference, (address, status, joost_sees) in places.items():
        assert SECRET in sign_in(noor).get(address).content.decode(), reference
        report(noor, reference)
        found, text = shown(sign_in(noor), address)
        assert (found, SAID in text, SECRET in text.lower()) == (status, True, False), reference
        assert SECRET in sign_in(officer).get(address).content.decode(), reference
        assert (SECRET in sign_in(joost).get(address).content.decode()) == joost_sees, reference
    for address in ("/bibliotheek/", "/wegwijzer/", "/ruimtes/"):
        assert SECRET not in sign_in(noor).get(address).content.decode().lower(), address


def test_reported_twice_is_one_report_and_two_people_are_two(
    question: Question, noor: User, sanne: User, fatima: User
) -> None:
    reference = f"forum.question:{question.pk}"
    assert report(noor, reference) == report(noor, reference)
    report(sanne, reference)
    assert TextReport.objects.count() == 2
    with pytest.raises(Refusal, match="eigen tekst"):
        report(fatima, reference)


def test_the_note_passes_the_guard(question: Question, noor: User, sign_in: SignIn) -> None:
    answer = sign_in(noor).post(
        f"/melden/forum.question:{question.pk}/", {"note": "Het bsn is 123456782, kijk maar."}
    )
    assert answer.status_code == 422
    assert "123456782" in answer.content.decode()
    assert not TextReport.objects.exists()
    question.refresh_from_db()
    assert question.withheld_at is None


def test_nobody_hides_everything(noor: User, joost: User) -> None:
    space = Space.objects.get(default_for=joost.department)
    for number in range(MOST_OPEN):
        report(noor, f"forum.question:{make_question(joost, f'Vraag {number}?', space=space).pk}")
    with pytest.raises(Refusal, match="Bel de privacy officer"):
        report(noor, f"forum.question:{make_question(joost, 'Nog een?', space=space).pk}")


def test_only_what_one_reads_is_reported(
    noor: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    hidden = make_question(fatima, "Verborgen?", space=hidden_space)
    guest = make_guest()
    seen = make_question(fatima, "Open?", space=Space.objects.get(default_for=fatima.department))
    for person, reference in (
        (noor, f"forum.question:{hidden.pk}"),
        (noor, "forum.question:999999"),
        (noor, f"forum.question:{10**30}"),
        (noor, "accounts.department:1"),
        (noor, "x"),
        (guest, f"forum.question:{seen.pk}"),
        (guest, f"accounts.user:{joost.pk}"),
    ):
        for method in ("get", "post"):
            assert getattr(sign_in(person), method)(f"/melden/{reference}/").status_code == 404
        assert sign_in(person).get(f"/tekst/{reference}/").status_code == 404
    assert not TextReport.objects.exists()
    assert sign_in(noor).get(f"/tekst/forum.question:{seen.pk}/")["Location"] == f"/vragen/{seen.pk}/"


def test_the_officer_finds_it_sees_who_and_shows_it_again(
    answer: Answer, noor: User, officer: User, sign_in: SignIn
) -> None:
    reference = f"forum.answer:{answer.pk}"
    report(noor, reference, "Kijk naar het gezin.")
    client = sign_in(officer)
    assert f"/beheer/meldingen/teksten/{reference}/" in client.get("/").content.decode()
    assert reference in client.get("/beheer/meldingen/teksten/").content.decode()
    text = client.get(f"/beheer/meldingen/teksten/{reference}/").content.decode()
    for told in ("Noor de Wit", "Kijk naar het gezin.", "Joost Verhagen", f"Antwoord {SECRET}"):
        assert told in text
    Change.objects.all().delete()
    assert client.post(f"/beheer/meldingen/teksten/{reference}/").status_code == 302
    assert client.post(f"/beheer/meldingen/teksten/{reference}/").status_code == 302
    answer.refresh_from_db()
    assert answer.withheld_at is None
    assert {change.kind for change in Change.objects.all()} == {"forum.answer", "forum.question"}
    assert AuditLine.objects.filter(action="privacy.text.shown_again").count() == 1


def test_the_reporter_hears_it_and_says_that_he_read_it(
    answer: Answer, noor: User, officer: User, sign_in: SignIn
) -> None:
    made = report(noor, f"forum.answer:{answer.pk}")
    actions.show_again(reference=made.ref, actor=officer)
    client = sign_in(noor)
    home = client.get("/").content.decode()
    assert f"/aan-jou-gevraagd/tekst/{made.pk}/" in home
    assert SECRET not in home
    assert sign_in(officer).post(f"/aan-jou-gevraagd/tekst/{made.pk}/").status_code == 302
    assert f"/aan-jou-gevraagd/tekst/{made.pk}/" in client.get("/").content.decode()
    assert client.post(f"/aan-jou-gevraagd/tekst/{made.pk}/").status_code == 302
    assert f"/aan-jou-gevraagd/tekst/{made.pk}/" not in client.get("/").content.decode()


@pytest.mark.parametrize("door", ["/beheer/meldingen/teksten/", "/beheer/weghalen/"])
def test_others_find_no_door(door: str, answer: Answer, noor: User, bram: User, sign_in: SignIn) -> None:
    report(noor, f"forum.answer:{answer.pk}")
    admin = with_role(bram, Role.ADMINISTRATOR)
    for person in (noor, admin):
        client = sign_in(person)
        for method in ("get", "post"):
            found = getattr(client, method)(f"{door}forum.answer:{answer.pk}/")
            assert found.status_code == 403
            assert SECRET not in found.content.decode()
    with pytest.raises(NotAllowed):
        actions.show_again(reference=f"forum.answer:{answer.pk}", actor=admin)


def test_who_looks_as_a_privacy_officer_reads_no_hidden_text(
    answer: Answer, noor: User, bram: User, sign_in: SignIn
) -> None:
    report(noor, f"forum.answer:{answer.pk}")
    client = sign_in(with_role(bram, Role.ADMINISTRATOR))
    client.post("/beheer/bekijk-als/", {"role": "privacy_officer"})
    for address in (f"/vragen/{answer.question_id}/", f"/beheer/meldingen/teksten/forum.answer:{answer.pk}/"):
        assert f"Antwoord {SECRET}" not in client.get(address).content.decode()
    assert client.get("/beheer/meldingen/teksten/").status_code == 200


def test_the_lists_need_as_many_queries_for_many(
    fatima: User,
    noor: User,
    officer: User,
    sign_in: SignIn,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    space = Space.objects.get(default_for=fatima.department)
    for number in range(MOST_OPEN):
        report(noor, f"forum.question:{make_question(fatima, f'Vraag {number}?', space=space).pk}")
    reference = f"forum.question:{Question.objects.latest('pk').pk}"
    client = sign_in(officer)
    client.get("/")
    for address in (
        "/",
        "/aan-jou-gevraagd/",
        "/beheer/meldingen/teksten/",
        f"/beheer/meldingen/teksten/{reference}/",
        f"/beheer/weghalen/{reference}/",
        f"/vragen/{Question.objects.latest('pk').pk}/",
    ):
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            assert client.get(address).status_code == 200, address
    client = sign_in(noor)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert client.get(f"/melden/accounts.user:{fatima.pk}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_decide_once(
    question: Question, noor: User, sanne: User, officer: User, bram: User
) -> None:
    reference = f"forum.question:{question.pk}"
    report(noor, reference)
    report(sanne, reference)
    other = with_role(bram, Role.PRIVACY_OFFICER)
    done: list[bool] = []
    start = threading.Barrier(2)

    def decide(person: User) -> None:
        start.wait()
        done.append(actions.show_again(reference=reference, actor=person))
        connection.close()

    threads = [threading.Thread(target=decide, args=[person]) for person in (officer, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, True]
    assert AuditLine.objects.filter(action="privacy.text.shown_again").count() == 1
    assert TextReport.objects.filter(state="shown").count() == 2


def test_a_decided_report_goes_after_its_term(answer: Answer, noor: User, officer: User) -> None:
    made = report(noor, f"forum.answer:{answer.pk}")
    actions.show_again(reference=made.ref, actor=officer)
    made.refresh_from_db()
    assert made.decided_at is not None
    assert actions.prune_text_reports(before=made.decided_at) == 0
    TextReport.objects.update(decided_at="2020-01-01T00:00:00Z")
    assert actions.prune_text_reports(before=made.decided_at) == 1


def test_the_list_holds_what_an_import_hid(question: Question, officer: User) -> None:
    Question.objects.filter(pk=question.pk).update(withheld_at="2026-01-01T00:00:00Z")
    [row] = queries.withheld_list(viewer=officer).items
    assert (row.ref, row.reports) == (f"forum.question:{question.pk}", 0)
    assert row.title.startswith(f"Vraag van {question.author.name}, ")


def test_the_page_says_what_is_reported_and_that_it_was(
    question: Question, noor: User, sign_in: SignIn
) -> None:
    client, address = sign_in(noor), f"/melden/forum.question:{question.pk}/"
    assert f"Vraag van {question.author.name}, " in client.get(address).content.decode()
    answer = client.post(address, {"note": ""})
    assert answer["Location"] == f"/vragen/{question.pk}/"
    again = client.get(address).content.decode()
    assert "Je hebt dit al gemeld." in again
    assert question.author.name not in again
    assert "<textarea" not in again


def test_nobody_can_tell_from_the_audit_who_reported(question: Question, noor: User, sign_in: SignIn) -> None:
    sent = {"note": "Bel 06-12345678.", "not_traceable": "on", "traceable_reason": "Het nummer van de balie."}
    assert sign_in(noor).post(f"/melden/forum.question:{question.pk}/", sent).status_code == 302
    lines = AuditLine.objects.filter(object__startswith="privacy.text_report") | AuditLine.objects.filter(
        action="privacy.text.reported"
    )
    assert {line.action for line in lines} == {"privacy.text.reported", "accounts.warning.let_stand"}
    assert {(line.actor, line.address, line.request_id) for line in lines} == {(None, "", "")}


def test_reading_a_text_as_the_officer_is_noted(question: Question, officer: User, sign_in: SignIn) -> None:
    client = sign_in(officer)
    for address in ("/beheer/weghalen/", "/beheer/meldingen/teksten/"):
        assert client.get(f"{address}forum.question:{question.pk}/").status_code == 200
    lines = AuditLine.objects.filter(action="privacy.text.read")
    assert [(line.actor, line.object) for line in lines] == [
        (officer.public_id, f"forum.question:{question.pk}")
    ] * 2


def test_who_looks_as_the_officer_reads_no_name_and_no_reason(
    question: Question, noor: User, bram: User, sign_in: SignIn
) -> None:
    report(noor, f"forum.question:{question.pk}")
    actions.report_block(
        author=noor, place="forum:ask", texts={"body": "Haar BSN is 123456782."}, reason="Een bestelnummer."
    )
    client = sign_in(with_role(bram, Role.ADMINISTRATOR))
    client.post("/beheer/bekijk-als/", {"role": "privacy_officer"})
    for address in ("/beheer/meldingen/tegengehouden/", "/beheer/meldingen/waarschuwingen/"):
        shown = client.get(address).content.decode()
        assert noor.name not in shown
        assert "bestelnummer" not in shown
