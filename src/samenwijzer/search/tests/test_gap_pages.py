"""The pages of searches that helped nobody and of proposed synonyms, by their doors."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samenwijzer.accounts.models import Role, User
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search import actions
from samenwijzer.search.counting import Outcome
from samenwijzer.search.models import RuleKind, SearchGroup, SynonymProposal, SynonymRule
from samenwijzer.search.queries import proposal_tasks
from samenwijzer.spaces.tests.factories import again, make_guest, with_role
from samenwijzer.subjects.models import Subject, Synonym
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

GAPS, PROPOSALS, PROPOSE = (reverse(f"search:{name}") for name in ("gaps", "proposals", "propose_synonym"))
WASHER = "nieuwe wasmachine"


@pytest.fixture
def keeper(bram: User) -> User:
    return with_role(bram, Role.KNOWLEDGE_MANAGER)


@pytest.fixture
def gap(fatima: User, joost: User, noor: User, sanne: User, els: User) -> SearchGroup:
    for person in (fatima, joost, noor, sanne, els):
        actions.note_search(viewer=person, text=WASHER, outcome=Outcome(is_found=False))
    return SearchGroup.objects.get()


def actions_of_audit() -> Sequence[str]:
    return [*AuditLine.objects.filter(area="search").order_by("pk").values_list("action", flat=True)]


def propose(client: Client, words: str = WASHER, meaning: str = "bijzondere bijstand") -> int:
    return client.post(PROPOSE, {"words": words, "meaning": meaning}).status_code


def test_a_gap_becomes_a_synonym_or_a_question_in_one_step(
    gap: SearchGroup, joost: User, noor: User, keeper: User, sign_in: SignIn
) -> None:
    other = Subject.objects.create(name="afval", owner=noor)
    subject = Subject.objects.create(name="inrichting", owner=joost)
    Synonym.objects.create(subject=subject, term="wasmachines")
    Subject.objects.create(name="nobody's")
    client = sign_in(keeper)
    page = client.get(GAPS).content.decode()
    assert "5 mensen vonden niets" in page
    assert f"{reverse('search:add_synonym')}?words=nieuwe%20wasmachine" in page
    address = reverse("search:gap", args=[gap.pk])
    assert address in page
    page = client.get(address).content.decode()
    assert page.index(f'value="{joost.pk}"') < page.index(f'value="{noor.pk}"')
    assert "nobody" not in page
    start = {"step": "start", "title": gap.text, "asked": str(joost.pk)}
    question = client.post(reverse("forum:ask"), start).content.decode()
    assert WASHER in question
    assert f'value="{joost.pk}" checked' in " ".join(question.split()) or f'value="{joost.pk}"' in question
    assert other.owner == noor
    assert client.get(reverse("search:gap", args=[10**15])).status_code == 404


def test_what_is_settled_can_be_taken_back(gap: SearchGroup, keeper: User, sign_in: SignIn) -> None:
    client, door = sign_in(keeper), reverse("search:settle_gap", args=[gap.pk])
    said = client.post(door, follow=True).content.decode()
    assert 'name="again"' in said
    assert WASHER not in said
    client.post(door)
    assert WASHER in client.get(GAPS, {"show": "settled"}).content.decode()
    assert client.get(GAPS, {"show": "x"}).status_code == 422
    assert WASHER in client.post(door, {"again": "1"}, follow=True).content.decode()
    assert actions_of_audit() == ["search.gap.settled", "search.gap.reopened"]
    assert client.post(reverse("search:settle_gap", args=[10**15])).status_code == 422


def test_an_employee_gets_no_trace_and_more_gaps_ask_no_more(
    gap: SearchGroup, noor: User, keeper: User, sign_in: SignIn
) -> None:
    one = [GAPS, PROPOSALS, reverse("search:gap", args=[gap.pk])]
    for person in (noor, make_guest()):
        client = sign_in(person)
        assert all(client.get(address).status_code == 403 for address in one)
        for name in ("settle_gap", "decide_proposal"):
            assert client.post(reverse(f"search:{name}", args=[gap.pk])).status_code == 403
        assert "zoekvragen" not in client.get("/").content.decode().lower()
    assert SearchGroup.objects.get().settled_at is None
    client = sign_in(keeper)
    costs = []
    for number in (1, 12):
        SearchGroup.objects.bulk_create(
            SearchGroup(week=gap.week, words=f"{number} {row}", text="x", people=5, gap="nothing", missed=5)
            for row in range(number)
        )
        client.get(GAPS)
        with CaptureQueriesContext(connection) as spent:
            client.get(GAPS)
        costs.append(len(spent))
    assert costs[0] == costs[1] <= 12


def test_a_proposal_is_decided_about_and_its_proposer_hears_it(
    fatima: User, joost: User, keeper: User, sign_in: SignIn
) -> None:
    client, other = sign_in(fatima), sign_in(joost)
    assert f'value="{WASHER}"' in client.get(PROPOSE, {"words": WASHER}).content.decode()
    assert [propose(client), propose(client)] == [302, 302]
    assert propose(other, words=WASHER.upper()) == 422
    assert propose(other, words="kwijt", meaning="kwijtschelding") == 302
    assert propose(other, words="de het", meaning="bijstand") == 422
    first, second = SynonymProposal.objects.order_by("pk")
    assert [task.title for task in proposal_tasks(viewer=keeper)] == [str(second), str(first)]
    assert proposal_tasks(viewer=again(joost)) == []
    boss = sign_in(keeper)
    assert "2 voorstellen" in boss.get(reverse("search:synonyms")).content.decode()
    page = boss.get(PROPOSALS).content.decode()
    assert page.index(str(first)) < page.index(str(second))
    doors = [reverse("search:decide_proposal", args=[one.pk]) for one in (first, second)]
    boss.post(doors[0], {"decision": "accept", "kind": "said"})
    boss.post(doors[1], {"decision": "decline"})
    assert "besliste al" in boss.post(doors[0], {"decision": "decline"}, follow=True).content.decode()
    rule = SynonymRule.objects.get(words=WASHER)
    assert (rule.meaning, rule.kind) == ("bijzondere bijstand", RuleKind.SAID)
    assert actions_of_audit()[-3:] == [
        "search.synonym.added",
        "search.proposal.accepted",
        "search.proposal.declined",
    ]
    assert "Je synoniem is toegevoegd" in client.get("/").content.decode()
    for _double_click in range(2):
        client.post(reverse("search:proposal_heard", args=[first.pk]))
    other.post(reverse("search:proposal_heard", args=[first.pk]))
    assert "Je synoniem is toegevoegd" not in client.get("/").content.decode()
    assert "niet overgenomen" in other.get("/").content.decode()
    assert propose(client) == 422  # Search knows it now.


def test_a_guest_proposes_nothing_and_nobody_too_much(fatima: User, sign_in: SignIn) -> None:
    assert sign_in(make_guest()).get(PROPOSE).status_code == 403
    client = sign_in(fatima)
    said = [propose(client, words=f"woordje{number}") for number in range(11)]
    assert said == [302] * 10 + [422]
    assert propose(client, words="BSN 123456782") == 422
