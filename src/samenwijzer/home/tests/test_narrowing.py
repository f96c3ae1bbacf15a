"""The result page narrows, orders and explains what was found, and gives nothing away."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.home.queries import Wish
from samenwijzer.home.queries._reasons import reason
from samenwijzer.home.tests.conftest import Index
from samenwijzer.search.queries import Why
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import make_guest
from tests.cast import SignIn

RESULTS, SUGGESTIONS = reverse("home:search"), reverse("home:suggestions")


def text_of(page: str) -> str:
    """What a reader sees of the main part, on one line."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_what_an_address_says_that_nobody_knows_is_not_chosen() -> None:
    for given in (
        {},
        {"type": "person", "space": "Inkomen", "department": "-3", "subject": "9" * 30},
        {"type": "\x00", "space": "0", "period": "eeuw", "state": "open", "sort": "oudste"},
        {"space": "١٢", "subject": " ", "state": "", "sort": ""},
    ):
        assert Wish.read(given).is_plain, given
    wish = Wish.read({"type": "page", "space": "12", "period": "month", "state": "current", "sort": "newest"})
    assert (wish.chosen, wish.is_narrow) == (("space", "period", "state"), True)
    assert wish.address("gift & huis") == (
        f"{RESULTS}?q=gift+%26+huis&type=page&space=12&period=month&state=current&sort=newest"
    )
    assert wish.address("gift", type="", space=None, period="", state="") == f"{RESULTS}?q=gift&sort=newest"


def test_why_something_was_found_is_said_in_words() -> None:
    with translation.override("nl"):
        for why, words in (
            (Why(kind="synonym", asked="Pw", found="bijstand"), "‘bijstand’, dat hoort bij ‘Pw’"),
            (Why(kind="part", asked="norm", found="kostendelersnorm"), "‘kostendelersnorm’: ‘norm’ zit erin"),
            (Why(kind="part", asked="huisbezoek", found="bezoek"), "‘bezoek’: deel van ‘huisbezoek’"),
            (Why(kind="part", asked="woningnorm", found="woning norm"), "Gezocht als ‘woning norm’"),
        ):
            assert words in re.sub(r"<[^>]+>", "", reason(why))
        hostile = reason(Why(kind="synonym", asked="<b>{found}", found="{0}"))
    assert "<b>" not in hostile
    assert "{found}" in hostile


@pytest.fixture
def instruction(fatima: User, joost: User) -> Page:
    """An instruction of Inkomen about a subject, and two questions."""
    inkomen = Space.objects.get(default_for=fatima.department_id)
    wonen = make_subject("wonen")
    for author in (fatima, joost):
        make_question(author, f"Hoe werkt een traplift bij {author.name}?")
    return make_page("Traplift aanvragen", space=inkomen, body="Vraag een traplift aan.", subjects=(wonen,))


@pytest.mark.django_db
def test_filters_narrow_with_counts_and_can_be_taken_away(
    fatima: User, instruction: Page, sign_in: SignIn, index: Index
) -> None:
    index()
    client = sign_in(fatima)
    inkomen = instruction.space
    plain = client.get(RESULTS, {"q": "traplift"}).content.decode()
    assert "3 resultaten" in text_of(plain)
    assert f'<option value="{inkomen.pk}" lang="nl">Inkomen (2)</option>' in plain
    assert "Gekozen filters" not in plain
    chosen = {"space": str(inkomen.pk), "type": "page"}
    narrowed = client.get(RESULTS, {"q": "traplift", **chosen, "state": "current"}).content.decode()
    assert "1 resultaat" in text_of(narrowed)
    assert "Filters (2)" in text_of(narrowed)
    assert "Haal weg: Ruimte: Inkomen" in text_of(narrowed)
    assert f'href="{RESULTS}?q=traplift&amp;type=page&amp;state=current" id="without-space"' in narrowed
    assert f'href="{RESULTS}?q=traplift">Alles wissen' in narrowed
    posted = client.post(f"{RESULTS}?look", {"q": "traplift", "period": "week", "subject": ""})
    assert posted["Location"] == f"{RESULTS}?q=traplift&period=week"
    newest = text_of(client.get(RESULTS, {"q": "traplift", "sort": "newest"}).content.decode())
    assert newest.index("Hoe werkt een traplift") < newest.index("Traplift aanvragen")
    mended = text_of(client.get(RESULTS, {"q": "trapllift"}).content.decode())
    assert mended.count("We zochten ook op") == 1
    assert "Gezocht als" not in mended
    nothing = text_of(client.get(RESULTS, {"q": "traplift", "type": "answer"}).content.decode())
    assert "Niets past bij deze filters" in nothing
    assert "Wie weet dit?" in nothing


@pytest.mark.django_db
@pytest.mark.usefixtures("instruction")
def test_a_page_asks_as_often_whatever_was_chosen(fatima: User, sign_in: SignIn, index: Index) -> None:
    index()
    client = sign_in(fatima)
    numbers = {"space": "1", "department": "1", "subject": "1"}
    costs = {}
    choices: tuple[dict[str, str], ...] = (
        {},
        numbers,
        {**numbers, "period": "year", "state": "current", "type": "page", "sort": "newest"},
        {"space": "99999", "department": "99999", "subject": "99999"},
        {"sort": "newest", "page": "7"},
    )
    for chosen in choices:
        with CaptureQueriesContext(connection) as spent:
            assert client.get(RESULTS, {"q": "traplift", **chosen}).status_code == 200
        costs[str(chosen)] = len(spent)
    assert max(costs.values()) <= 12, costs


@pytest.mark.django_db
def test_noor_finds_no_trace_in_filters_counts_suggestions_or_spelling(
    fatima: User, noor: User, hidden_space: Space, closed_space: Space, sign_in: SignIn, index: Index
) -> None:
    secret = make_subject("zeppelinfraude")
    make_page("Traplift als dekmantel", space=hidden_space, author=fatima, subjects=(secret,))
    make_question(fatima, "Wie volgt de kwartsietbende met een traplift?", space=closed_space)
    make_question(fatima, "Hoe werkt een traplift?")
    index()
    client = sign_in(noor)
    searches: tuple[dict[str, str], ...] = (
        {"q": "traplift"},
        {"q": "traplift", "sort": "newest", "period": "year"},
        {"q": "traplift", "type": "page"},
        {"q": "kwartsietbenda"},
        {"q": "dekmantal traplift"},
    )
    for asked in searches:
        page = text_of(client.get(RESULTS, asked).content.decode())
        for trace in (hidden_space.name, closed_space.name, "kwartsietbende", "dekmantel", secret.name):
            assert trace not in page, (asked, trace)
    assert "1 resultaat" in text_of(client.get(RESULTS, {"q": "traplift"}).content.decode())
    answers = {
        text_of(client.get(RESULTS, {"q": "traplift", "space": str(number)}).content.decode())
        for number in (hidden_space.pk, closed_space.pk, 987654)
    }
    assert len(answers) == 1
    for typed in ("kwartsietb", "dekm", hidden_space.name, "trapl"):
        offered = json.loads(client.post(SUGGESTIONS, {"q": typed}).content)["suggestions"]
        assert [one["text"] for one in offered] == ["Hoe werkt een traplift?"] * (typed == "trapl")


@pytest.mark.django_db
def test_suggestions_stand_in_groups_and_a_guest_gets_no_subjects(
    fatima: User, instruction: Page, sign_in: SignIn, index: Index
) -> None:
    make_subject("traplift en lift")
    index()
    offered = json.loads(sign_in(fatima).post(SUGGESTIONS, {"q": "trapl"}).content)["suggestions"]
    assert [one["group"] for one in offered] == ["Onderwerpen", "Pagina’s", "Vragen", "Vragen"]
    assert offered[0] == {"text": "traplift en lift", "group": "Onderwerpen", "url": "", "note": ""}
    offered = json.loads(sign_in(make_guest()).post(SUGGESTIONS, {"q": "trapl"}).content)["suggestions"]
    assert offered == []


@pytest.mark.django_db
def test_who_writes_a_name_meets_that_colleague_once_and_asks_nothing_yet(
    fatima: User, joost: User, sign_in: SignIn, index: Index
) -> None:
    for number in range(3):
        make_question(fatima, f"Wat vond Joost Verhagen van traplift {number}?")
    User.objects.filter(pk=joost.pk).update(department=fatima.department, working_day_bits=127)
    index()
    for name in ("Joost Verhagen", "joost verhaagen"):
        page = sign_in(fatima).get(RESULTS, {"q": name}, follow=True).content.decode()
        assert page.partition("<main")[2].count(f'href="/collegas/{joost.pk}/"') == 1
        assert re.search(r'<textarea[^>]*id="ask-title"[^>]*></textarea>', page)


@pytest.mark.django_db
def test_no_result_leads_to_proposing_a_word(fatima: User, sign_in: SignIn, index: Index) -> None:
    index()
    page = sign_in(fatima).get(RESULTS, {"q": "qwxzvk & co"}).content.decode()
    assert 'href="/zoeken/synoniem-voorstellen/?words=qwxzvk%20%26%20co"' in page
