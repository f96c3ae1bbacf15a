"""Who may not read a space finds no trace of it: by any address, fragment, list, search, count or profile."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from samenwijzer.accounts.access import VIEWING_AS
from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.accounts.models import User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question, make_request
from samenwijzer.kernel import clock
from samenwijzer.search.building import rebuild
from samenwijzer.spaces.middleware import LEAVING, READING
from samenwijzer.spaces.models import Member, MembershipRequest, RequestKind, Role, Space, Visibility
from samenwijzer.spaces.tests.factories import again, make_guest, with_role
from tests.cast import SignIn
from tests.every_door import Door, doors
from tests.turns import ALL, turn

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
CLOSED = {403, 404}
DOORS = [door for door in doors() if not door.route.startswith("account/")]
SECRET = "zilvervos"  # In everything that lives in the space.
ASKED = "kraaiennest"  # Beside it, and what is searched for.
FIELDS = dict.fromkeys(("q", "title", "name", "body", "note"), ASKED)
# What writing on does not touch: sessions, and the note of who was turned away.
BESIDE = {"sessions.session", "usersessions.usersession", "outbox.auditline"}

# Kinds of things that live in a space: where it is hidden or closed, their doors are as well.
IN_A_SPACE = (
    "forum.question",
    "forum.answer",
    "forum.request",
    "documents.page",
    "spaces.space",
    "spaces.member",
    "spaces.request",
)

Ids = dict[str, int]


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    cache.clear()


def furnish(
    space: Space,
    *,
    person: User,
    colleague: User,
    word: str = SECRET,
    beside: str = f" {ASKED}",
    indexed: bool = True,
) -> Ids:
    """Put one of each kind of thing in a space, and give the number of each. All of them hold the word."""
    question = make_question(person, f"Vraag {word}{beside}?", space=space, body=f"Uitleg {word}.")
    answer = make_answer(colleague, question, f"Antwoord {word}{beside}.", accepted=True)
    make_comment(colleague, question, answer)
    page = make_page(f"Pagina {word}{beside}", space=space, author=colleague, owner=colleague)
    space.about = f"Over {word}."
    space.save()
    member, _is_new = Member.objects.get_or_create(
        space=space, person=colleague, defaults={"role": Role.MANAGER}
    )
    wanted = MembershipRequest.objects.create(
        space=space,
        person=person,
        kind=RequestKind.MANAGEMENT,
        role=Role.MANAGER,
        note=word,
        made_by=colleague,
        made_at=clock.now(),
    )
    if indexed:
        rebuild()
    return {
        "forum.question": question.pk,
        "forum.answer": answer.pk,
        "forum.request": make_request(question, colleague).pk,
        "documents.page": page.pk,
        "spaces.space": space.pk,
        "spaces.member": member.pk,
        "spaces.request": wanted.pk,
        "people.person": colleague.pk,
        "accounts.department": colleague.department_id or 1,
    }


def answers(
    client: Client, ids: Ids, *, some: Sequence[Door] = DOORS, with_htmx: bool = True
) -> Iterator[tuple[str, Any]]:
    """Ask at every door, in every way, for what lives in the space; and for all that it shows.

    A door that is closed is not asked for a part as well, but in the long run.
    """
    sent = {**FIELDS, "space": str(ids["spaces.space"]), "step": "start"}
    references = [f"{kind}:{number}" for kind, number in ids.items() if kind != "spaces.member"]
    for door in some:
        number = ids.get(door.kind, 1)
        for address in {door.address(number=number, reference=one) for one in references}:
            found = client.get(address, sent)
            yield f"get {address}", found
            yield f"post {address}", client.post(address, sent)
            if found.status_code in CLOSED and not ALL:
                continue
            yield f"get all {address}", client.get(address)
            if with_htmx:
                ask = client.post if found.status_code == 405 else client.get
                yield f"part {address}", ask(address, sent, headers=HTMX)


def traces(client: Client, ids: Ids, words: list[str], *, some: Sequence[Door] = DOORS) -> list[str]:
    """Name every door behind which one of the words stood, or that broke."""
    found = []
    for name, answer in answers(client, ids, some=some):
        text = answer.getvalue().decode(errors="replace").lower() + str(answer.headers)
        found += [f"{name}: {word}" for word in words if word.lower() in text]
        if answer.status_code >= 500:
            found.append(f"{name}: {answer.status_code}")
    return found


def test_an_outsider_finds_no_trace_of_a_hidden_space(
    noor: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    ids = furnish(hidden_space, person=fatima, colleague=joost)
    assert traces(sign_in(noor), ids, [SECRET, hidden_space.name]) == []


def test_of_a_closed_space_an_outsider_learns_name_and_owner(
    noor: User, joost: User, fatima: User, closed_space: Space, sign_in: SignIn
) -> None:
    ids = furnish(closed_space, person=fatima, colleague=joost)
    assert traces(sign_in(noor), ids, [SECRET]) == []


@pytest.mark.parametrize("visibility", list(Visibility))
def test_a_guest_of_another_space_finds_no_trace(
    visibility: str, joost: User, fatima: User, els: User, closed_space: Space, sign_in: SignIn
) -> None:
    closed_space.visibility = visibility
    closed_space.save()
    ids = furnish(closed_space, person=fatima, colleague=joost)
    guest = make_guest()
    others = Space.objects.create(name="Gastenkring", visibility=Visibility.CLOSED)
    Member.objects.create(space=others, person=guest, role=Role.CONTRIBUTOR)
    Member.objects.create(space=others, person=els, role=Role.MANAGER)
    words = [SECRET, closed_space.name, joost.name, fatima.name, joost.email]
    client = sign_in(guest)
    number = list(Visibility).index(Visibility(visibility))
    some = DOORS if visibility == Visibility.HIDDEN else turn(DOORS, number, of=2)
    assert traces(client, ids, words, some=some) == []
    assert els.name in client.get(f"/ruimtes/{others.pk}/").content.decode()


@pytest.mark.parametrize(("number", "how"), list(enumerate(["blocked", "left", "past his last day"])))
def test_who_may_not_sign_in_any_more_finds_nothing_at_all(
    number: int, how: str, joost: User, fatima: User, sanne: User, closed_space: Space, sign_in: SignIn
) -> None:
    ids = furnish(closed_space, person=fatima, colleague=joost)
    person = make_guest() if how == "past his last day" else sanne
    Member.objects.create(space=closed_space, person=person, role=Role.EDITOR)
    client = sign_in(person)
    assert SECRET in client.get(f"/vragen/{ids['forum.question']}/").content.decode()
    if how == "past his last day":
        person.guest_until = clock.today() - datetime.timedelta(days=1)
    else:
        person.is_active = False
        person.left_at = clock.now() if how == "left" else None
    person.save()
    some = turn(DOORS, number, of=3)
    assert traces(client, ids, [SECRET, closed_space.name, joost.name], some=some) == []
    assert client.get("/").status_code == 302


def _rows() -> dict[str, int]:
    return {
        table._meta.label_lower: table._default_manager.count()
        for table in apps.get_models()
        if table._meta.label_lower not in BESIDE
    }


@pytest.mark.parametrize("role", list(OrganisationRole))
def test_who_looks_as_a_role_breaks_no_page_and_writes_nothing(
    role: OrganisationRole, bram: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    ids = furnish(hidden_space, person=fatima, colleague=joost)
    client = sign_in(with_role(bram, OrganisationRole.ADMINISTRATOR))
    assert client.post("/beheer/bekijk-als/", {"role": role.value}).status_code == 302
    assert client.session[VIEWING_AS] == role.value
    before, person = _rows(), again(bram)
    wrong = []
    some = turn(DOORS, list(OrganisationRole).index(role), of=2)
    for name, answer in answers(client, ids, some=some, with_htmx=False):
        reads = answer.wsgi_request.method == "GET"
        view = answer.wsgi_request.resolver_match.view_name
        if view in LEAVING:
            client.post("/beheer/bekijk-als/", {"role": role.value})
        elif answer.status_code >= 500 or (not reads and answer.status_code != 403 and view not in READING):
            wrong.append(f"{name}: {answer.status_code}")
        if SECRET in answer.getvalue().decode(errors="replace").lower():
            wrong.append(f"{name}: a trace")
    assert wrong == []
    assert _rows() == before
    assert again(bram).role_bits == person.role_bits


def test_looking_as_a_role_ends_with_a_button(bram: User, sign_in: SignIn) -> None:
    client = sign_in(with_role(bram, OrganisationRole.ADMINISTRATOR))
    client.post("/beheer/bekijk-als/", {"role": "guest"})
    assert client.get("/beheer/ruimtes/").status_code == 403
    assert "/beheer/bekijk-als/stop/" in client.get("/").content.decode()
    client.post("/beheer/bekijk-als/stop/")
    assert client.get("/beheer/ruimtes/").status_code == 200


def test_only_an_administrator_looks_as_a_role(noor: User, sign_in: SignIn) -> None:
    client = sign_in(noor)
    assert client.get("/beheer/bekijk-als/").status_code == 403
    assert client.post("/beheer/bekijk-als/", {"role": "administrator"}).status_code == 403
    session = client.session
    session[VIEWING_AS] = "administrator"  # Even when it stood there.
    session.save()
    assert client.get("/beheer/ruimtes/").status_code == 403
