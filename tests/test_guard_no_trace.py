"""By the doors of the guard nobody reports, sees or hears of a text that he may not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from samenwijzer.accounts.models import Override, Role, User
from samenwijzer.forum.models import Comment, Question
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question
from samenwijzer.kernel import clock
from samenwijzer.privacy.actions import report_block, report_text
from samenwijzer.privacy.models import BlockReport, TextReport
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import make_guest, with_role
from tests.cast import SignIn
from tests.every_door import Door, doors
from tests.test_every_door import _same_for_all
from tests.test_no_trace import ASKED, HTMX, SECRET

pytestmark = pytest.mark.django_db

NOBODYS = 987_654_321
TOLD = "waterhoen"  # What reporters say.
POSTED = {"note": "Graag kijken.", "act": "look", "typed": ASKED, "decision": "release"}
NAMING = [door for door in doors() if "<str:ref" in door.route]
JUDGING = ("beheer/meldingen/", "beheer/weghalen/", "controle/", "aan-jou-gevraagd/")
OFFICERS = [door for door in doors() if door.route.startswith(JUDGING)]


@pytest.fixture
def hidden(hidden_space: Space, fatima: User, joost: User) -> list[str]:
    """A text of each kind that stands in the hidden space, and the space itself."""
    question = make_question(fatima, f"Vraag {SECRET}?", space=hidden_space, body=f"Uitleg {SECRET}.")
    answer = make_answer(joost, question, f"Antwoord {SECRET}.")
    comment = make_comment(joost, question, answer)
    Comment.objects.update(body=f"Reactie {SECRET}.")
    return [
        f"forum.question:{question.pk}",
        f"forum.comment:{comment.pk}",
        f"spaces.space:{hidden_space.pk}",
    ]


def asked(client: Client, address: str) -> Iterator[Any]:
    yield client.get(address)
    yield client.get(address, headers=HTMX)
    yield client.post(address, POSTED)


@pytest.mark.parametrize("door", NAMING, ids=str)
@pytest.mark.parametrize("who", ["colleague", "administrator", "guest", "looking around"])
def test_what_is_hidden_is_as_what_never_was(
    who: str, door: Door, hidden: list[str], noor: User, bram: User, sign_in: SignIn
) -> None:
    client = sign_in(_person(who, noor, bram))
    if who == "looking around":
        assert client.post("/beheer/bekijk-als/", {"role": "privacy_officer"}).status_code == 302
    for reference in hidden:
        nowhere = f"{reference.partition(':')[0]}:{NOBODYS}"
        pairs = zip(
            asked(client, door.address(reference=reference)),
            asked(client, door.address(reference=nowhere)),
            strict=True,
        )
        for seen, unseen in pairs:
            assert seen.status_code == unseen.status_code
            assert seen.get("Location", "").replace(reference, nowhere) == unseen.get("Location", "")
            assert _same_for_all(seen).replace(reference, nowhere) == _same_for_all(unseen)
            assert SECRET not in seen.content.decode()
    assert not TextReport.objects.exists()
    assert not Question.objects.exclude(withheld_at=None).exists()


def _person(who: str, noor: User, bram: User) -> User:
    if who == "guest":
        return make_guest()
    return noor if who == "colleague" else with_role(bram, Role.ADMINISTRATOR)


@pytest.mark.parametrize("withheld", [False, True])
def test_of_a_text_in_a_closed_space_an_outsider_reports_nothing(
    withheld: bool,  # noqa: FBT001 - a parameter
    closed_space: Space,
    joost: User,
    noor: User,
    sign_in: SignIn,
) -> None:
    question = make_question(joost, f"Vraag {SECRET}?", space=closed_space)
    if withheld:
        Question.objects.update(withheld_at=clock.now())
    for answer in asked(sign_in(noor), f"/melden/forum.question:{question.pk}/"):
        assert answer.status_code == 404
    assert not TextReport.objects.exists()


def test_reports_releases_and_what_was_let_stand_are_shown_to_who_decides_alone(
    hidden: list[str], joost: User, noor: User, bram: User, sign_in: SignIn
) -> None:
    reported = report_text(reporter=joost, reference=hidden[0], note=f"Zie {TOLD}.")
    report_block(author=joost, place="forum:ask", texts={"title": "BSN 123456782"}, reason=f"Een {TOLD}.")
    blocked = BlockReport.objects.get()
    Override.objects.create(
        ref=hidden[0], writer=joost, labels=["PHONE"], reason=f"Het is {TOLD}.", at=clock.now()
    )
    said = {"guard_fields": '[["note", "Tekst"]]', **POSTED}
    addresses = {
        door.address(number=number, reference=hidden[0])
        for door in OFFICERS
        for number in (reported.pk, blocked.pk)
    }
    for person in (noor, with_role(bram, Role.ADMINISTRATOR), make_guest()):
        client = sign_in(person)
        for address in addresses:
            for answer in (client.get(address), client.post(address, said)):
                assert answer.status_code < 500
                text = answer.content.decode()
                assert joost.name not in text, (person, address)
                assert TOLD not in text, (person, address)
        assert TOLD not in client.get("/").content.decode()
    reported.refresh_from_db()
    blocked.refresh_from_db()
    assert (reported.state, blocked.state) == (TextReport.State.OPEN, BlockReport.State.OPEN)
    assert (reported.heard_at, blocked.heard_at) == (None, None)


ACTS: dict[str, Callable[[Client, str], Any]] = {
    "keep the allow list": lambda client, _ref: client.get("/beheer/toegestaan/"),
    "put something on it": lambda client, _ref: client.get("/beheer/toegestaan/nieuw/"),
    "see what is blocked": lambda client, _ref: client.get("/beheer/meldingen/tegengehouden/"),
    "see what is hidden": lambda client, _ref: client.get("/beheer/meldingen/teksten/"),
    "look at a hidden text": lambda client, ref: client.get(f"/beheer/meldingen/teksten/{ref}/"),
    "take words out": lambda client, ref: client.get(f"/beheer/weghalen/{ref}/"),
    "report a text one reads": lambda client, ref: client.get(f"/melden/{ref}/"),
}
MAY = {
    Role.ADMINISTRATOR: {"keep the allow list", "put something on it", "report a text one reads"},
    Role.PRIVACY_OFFICER: set(ACTS),
    Role.GUEST: set(),
}


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_by_these_doors(role: Role, joost: User, sanne: User, sign_in: SignIn) -> None:
    reference = f"forum.question:{make_question(joost).pk}"
    client = sign_in(make_guest() if role == Role.GUEST else with_role(sanne, role))
    statuses = {name: act(client, reference).status_code for name, act in ACTS.items()}
    may = MAY.get(role, {"report a text one reads"})
    assert {name for name, status in statuses.items() if status == 200} == may
    assert {status for name, status in statuses.items() if name not in may} <= {403, 404}
