"""Every role, every place in a space, every state of that space: what each act comes to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.accounts.models import User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import search_sources
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from samenwijzer.spaces.tests.factories import again, make_guest, with_role
from tests.cast import SignIn
from tests.rights_table import Cell, expected

pytestmark = pytest.mark.django_db

EXPECTED = expected()
WORDS = {200: "yes", 302: "yes", 403: "no", 404: "gone", 422: "not now"}
EMPLOYEES = [role for role in OrganisationRole if role != OrganisationRole.GUEST]
Act = Callable[[Client, dict[str, int]], Any]


def _get(name: str, key: str = "space") -> Act:
    return lambda client, ids: client.get(reverse(name, args=[ids[key]]))


def _post(name: str, key: str = "space", /, **sent: Any) -> Act:
    def act(client: Client, ids: dict[str, int]) -> Any:
        values = {field: ids.get(str(value), value) for field, value in sent.items()}
        return client.post(reverse(name, args=[ids[key]] if key else []), values)

    return act


ACTS: dict[str, Act] = {
    "read the space": _get("spaces:space"),
    "see who can see it": _get("spaces:readers"),
    "read a question": _get("forum:question", "question"),
    "report a question": lambda client, ids: client.post(
        reverse("privacy:report", args=[f"forum.question:{ids['question']}"])
    ),
    "read a page": _get("documents:page", "page"),
    "ask a question": _post("forum:ask", "", title="Hoe werkt dit?", space="space"),
    "answer": _post("forum:answer", "question", body="Zo werkt dit."),
    "comment": _post("forum:comment", "question", body="Dank je wel."),
    "say that an answer helped": _post("forum:helped", "answer"),
    "choose the best answer": _post("forum:accept", "answer"),
    "change a question of another": _post("forum:edit", "question", title="Anders", space="space"),
    "join": _post("spaces:join"),
    "ask for access": _post("spaces:ask_access", kind="join", note="Graag."),
    "see people and roles": _get("spaces:manage"),
    "invite": _post("spaces:invite", name="Noor", person="noor", role="reader"),
    "add a team or department": _post("spaces:add_group", group="department", role="reader"),
    "change a role": _post("spaces:role", "member", role="editor"),
    "take somebody out": _post("spaces:take_out", "member"),
    "hand over": _post("spaces:hand_over", name="Noor", person="noor"),
    "change the space": _post(
        "spaces:change", name="Anders", kind="circle", about="", visibility="visibility"
    ),
    "archive": _post("spaces:archive"),
    "take into use again": _post("spaces:unarchive"),
    "remove": _post("spaces:remove", confirmed="1"),
}
ADMINISTRATION: dict[str, Act] = {
    "see all spaces": lambda client, _ids: client.get(reverse("spaces:administer")),
    "see one of them": _get("spaces:administer_space"),
    "name an owner": _post("spaces:add_owner", name="Noor", person="noor"),
    "give a place": _post("spaces:put_in", name="Noor", person="noor", role="reader"),
    "archive many": _post("spaces:administer_many", "", act="archive", picked="space"),
    "look as a role": lambda client, _ids: client.post(reverse("spaces:view_as"), {"role": "guest"}),
}


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"


@pytest.fixture
def space(joost: User, fatima: User) -> Space:
    """A space with an owner, a member and something of everything."""
    found = Space.objects.create(name="Casuïstiek", visibility=Visibility.CLOSED)
    Member.objects.create(space=found, person=joost, role=Role.MANAGER)
    Member.objects.create(space=found, person=fatima, role=Role.CONTRIBUTOR)
    return found


def _furnished(space: Space, state: str, joost: User, fatima: User, noor: User) -> dict[str, int]:
    question = make_question(fatima, space=space)
    ids = {
        "space": space.pk,
        "question": question.pk,
        "answer": make_answer(joost, question).pk,
        "page": make_page("Werkwijze", space=space).pk,
        "member": Member.objects.get(space=space, person=fatima).pk,
        "noor": noor.pk,
    }
    space.visibility = Visibility.CLOSED if state == "archived" else Visibility(state)
    space.archived_at = clock.now() if state == "archived" else None
    space.save()
    return ids


def _outcome(act: Act, client: Client, ids: dict[str, Any]) -> str:
    """Do it, say what came of it, and take it back."""
    point = transaction.savepoint()
    try:
        status = act(client, ids).status_code
    finally:
        transaction.savepoint_rollback(point)
    return WORDS[status]


def _person(role: OrganisationRole, sanne: User) -> User:
    return make_guest() if role == OrganisationRole.GUEST else with_role(sanne, role)


@pytest.mark.parametrize("role", list(OrganisationRole))
@pytest.mark.parametrize(
    ("state", "place"),
    sorted({(cell.state, cell.place) for cell in EXPECTED}),
)
def test_what_a_place_in_a_space_allows(
    role: OrganisationRole,
    state: str,
    place: str,
    space: Space,
    joost: User,
    fatima: User,
    noor: User,
    sanne: User,
    sign_in: SignIn,
) -> None:
    side = "guest" if role == OrganisationRole.GUEST else "employee"
    allowed = EXPECTED.get(Cell(state, side, place))
    if allowed is None:
        assert (side, place) == ("guest", "manager")
        return
    person = _person(role, sanne)
    ids: dict[str, Any] = _furnished(space, state, joost, fatima, noor)
    ids |= {"visibility": space.visibility, "department": f"department-{joost.department_id}"}
    if place != "none":
        Member.objects.create(space=space, person=person, role=place)
    client = sign_in(person)
    found = {name: _outcome(act, client, ids) for name, act in ACTS.items()}
    found["know that it exists"] = _said(space.name in client.get("/ruimtes/?show=all").content.decode())
    if state == "archived":
        shown = client.get("/ruimtes/?show=archived").content.decode()
        found["know that it exists"] = _said(found["know that it exists"] == "yes" or space.name in shown)
    page = search_sources()["documents.page"]
    found["find what is in it"] = _said(ids["page"] in page.visible([ids["page"]], again(person)))
    assert {act: outcome for act, outcome in found.items() if outcome != allowed[act]} == {}
    assert set(found) == set(allowed)


@pytest.mark.parametrize("role", list(OrganisationRole))
def test_what_administering_allows(
    role: OrganisationRole,
    space: Space,
    joost: User,
    fatima: User,
    noor: User,
    sanne: User,
    sign_in: SignIn,
) -> None:
    ids = _furnished(space, "hidden", joost, fatima, noor)
    client = sign_in(_person(role, sanne))
    may = "yes" if role == OrganisationRole.ADMINISTRATOR else "no"
    found = {name: _outcome(act, client, ids) for name, act in ADMINISTRATION.items()}
    assert found == dict.fromkeys(ADMINISTRATION, may)
    # Administering a space is no place in it.
    assert client.get(reverse("spaces:space", args=[space.pk])).status_code == 404


def test_the_table_is_whole() -> None:
    acts = {*ACTS, "know that it exists", "find what is in it"}
    assert len(EXPECTED) == 4 * (5 + 4)
    assert all(set(outcomes) == acts for outcomes in EXPECTED.values())


def _said(is_so: bool) -> str:  # noqa: FBT001 - one fact
    return "yes" if is_so else "no"
