"""Who reads the site in English hears what colleagues wrote in the language of the organisation."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from samenwijzer.accounts.models import Location, Municipality, Team, User
from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.kernel import clock
from samenwijzer.people.tests.factories import declare
from samenwijzer.search.building import rebuild
from samenwijzer.search.models import RecentSearch, SearchGroup, SynonymProposal, SynonymRule
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.spaces.tests.factories import with_role
from tests.cast import SignIn
from tests.test_no_trace import DOORS, SECRET, Ids, furnish

pytestmark = pytest.mark.django_db

ALONE = {"br", "hr", "img", "input", "link", "meta", "use", "path", "rect", "source", "wbr"}
# The question of a page that asks, and what the reader himself typed.
SENTENCES = ("Remove ", "Move everybody of ", "Results for ")
NOT_HEARD = {"title", "script", "style", "svg"}


@pytest.fixture
def ids(els: User, joost: User, settings: Settings, tmp_path: Path) -> Ids:
    """Have one of everything, with the word in each name and each text."""
    settings.INDEX_DIR = tmp_path / "index"
    cache.clear()
    department, space = joost.department, Space.objects.get(default_for=joost.department)
    assert department is not None
    Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    team = Team.objects.create(name=f"Team {SECRET}", department=department, manager=joost)
    Member.objects.create(space=space, team=team, role=Role.READER)
    location = Location.objects.create(name=f"Kantoor {SECRET}", about=f"Ingang {SECRET}.")
    municipality = Municipality.objects.create(name=f"Gemeente {SECRET}")
    found = furnish(space, person=joost, colleague=joost, indexed=False)
    declared = declare(joost, f"onderwerp {SECRET}", f"synoniem {SECRET}")
    type(department).objects.filter(pk=department.pk).update(name=f"Afdeling {SECRET}")
    Space.objects.filter(pk=space.pk).update(name=f"Ruimte {SECRET}", team=team)
    User.objects.filter(pk=joost.pk).update(
        function=f"Functie {SECRET}",
        about=f"Vraag {SECRET}.",
        spoken_languages=[f"taal {SECRET}"],
        team=team,
        location=location,
        municipality=municipality,
    )
    service = make_service(
        f"Dienst {SECRET}",
        answer=f"Zeg {SECRET}.",
        department=department,
        for_whom=f"Voor {SECRET}.",
        subjects=(declared.subject,),
    )
    proposal = SynonymProposal.objects.create(
        words=f"Term {SECRET}", meaning="Inhoud", proposer=joost, at=clock.now()
    )
    RecentSearch.objects.create(person=joost, text=f"Eerder {SECRET}", at=clock.now())
    gap = SearchGroup.objects.create(
        week=clock.today(), words=SECRET, text=f"Gezocht {SECRET}", people=5, gap="nothing", missed=5
    )
    rule = SynonymRule.objects.create(words=f"Woord {SECRET}", meaning=f"Betekenis {SECRET}", kind="both")
    rebuild()
    return found | {
        "signpost.service": service.pk,
        "accounts.team": team.pk,
        "accounts.department": department.pk,
        "subjects.subject": declared.subject_id,
        "search.synonym": rule.pk,
        "search.gap": gap.pk,
        "search.proposal": proposal.pk,
        "people.declared": declared.pk,
    }


def test_what_people_wrote_is_marked_as_theirs(ids: Ids, joost: User, sign_in: SignIn) -> None:
    person = with_role(joost, OrganisationRole.ADMINISTRATOR, OrganisationRole.PRIVACY_OFFICER)
    User.objects.filter(pk=person.pk).update(language="en")
    client = sign_in(User.objects.get(pk=person.pk))
    heard, wrong = 0, []
    for door in DOORS:
        for reference in ("forum.question", "documents.page", "signpost.service"):
            address = door.address(
                number=ids.get(door.kind, ids["people.person"]), reference=f"{reference}:{ids[reference]}"
            )
            if reference != "forum.question" and "<str:" not in door.route:
                continue
            answer = client.get(address, {"q": SECRET, "name": "joost", "as": "team"})
            if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                continue
            texts = _Texts(answer.content.decode())
            heard += texts.right
            wrong += [f"{address}: {text}" for text in texts.wrong]
    assert not wrong, "\n".join(wrong)
    assert heard > 60


class _Texts(HTMLParser):
    """Collects the texts with the word that stand in a language, and those that do not stand in theirs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.right, self.wrong = 0, list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE:
            before = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, words: str) -> None:
        if (
            SECRET not in words
            or words.lstrip().startswith(SENTENCES)
            or {tag for tag, _lang in self.open} & NOT_HEARD
        ):
            return
        if self.open[-1][1] == "nl":
            self.right += 1
        else:
            self.wrong.append(" ".join(words.split()))
