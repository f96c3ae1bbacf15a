"""A page of the library: its state first, its owner, its text made safe."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.models import Page
from samenwijzer.documents.queries import page_addresses
from samenwijzer.documents.tests.factories import make_article, make_page, make_subject
from samenwijzer.kernel import clock
from samenwijzer.spaces.models import Space
from tests.cast import SignIn
from tests.turns import ALL

BODY = """Vooraf.

## Van melding tot gesprek
Bel de inwoner.

### Bellen
Rustig.

## Voorschot & betalen
Zie [de norm](page:wi-norm), [niets](page:wi-weg) en [de wet](https://wetten.overheid.nl/x).

| a | b |
|---|---|
| c | d |
"""


@pytest.fixture
def client(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


@pytest.fixture
def space(inkomen: Department) -> Space:
    return inkomen.default_space


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 24))


def read(client: Client, page: Page) -> str:
    answer = client.get(f"/bibliotheek/{page.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_state_owner_and_dates(client: Client, space: Space, joost: User) -> None:
    page = make_page(
        "Aanvraag behandelen",
        space=space,
        author=joost,
        subjects=(make_subject("zelfstandigen"),),
        review_on=datetime.date(2027, 5, 1),
    )
    text = read(client, page)
    for words in (
        "Actueel",
        "Joost Verhagen",
        f'href="/collegas/{joost.pk}/"',
        "12 januari 2026",
        "voor <time",
        "1 mei 2027",
        "Elke collega kan dit zien",
        "zelfstandigen",
        "Stel een vraag hierover",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("review_on", "shown"), [(None, "current"), ("2026-11-25", "current"), ("2026-11-24", "review")]
)
def test_review_is_due_when_its_date_has_come(
    client: Client, space: Space, review_on: str | None, shown: str
) -> None:
    day = datetime.date.fromisoformat(review_on) if review_on else None
    page = make_page("Stuk", space=space, review_on=day)
    assert client.get(f"/bibliotheek/{page.pk}/").context["page"].state == shown


def test_a_replaced_page_leads_to_its_successor(client: Client, space: Space) -> None:
    new = make_page("Kostendelersnorm", space=space)
    old = make_page("Kostendelersnorm (2024)", space=space, state="replaced", replaced_by=new)
    text = read(client, old)
    assert "Deze werkinstructie is vervangen" in text
    assert f'href="/bibliotheek/{new.pk}/"' in text


def test_the_title_of_a_successor_in_a_hidden_space_is_not_told(
    space: Space, hidden_space: Space, noor: User, sign_in: SignIn
) -> None:
    new = make_page("Geheim stuk", space=hidden_space)
    old = make_page("Oud stuk", space=space, state="replaced", replaced_by=new)
    text = read(sign_in(noor), old)
    assert "Deze werkinstructie is vervangen" in text
    assert "Geheim stuk" not in text
    assert f"/bibliotheek/{new.pk}/" not in text


def test_an_expired_page_says_so_on_top(client: Client, space: Space) -> None:
    text = read(client, make_page("Huisbezoek", space=space, state="expired"))
    assert text.index("Deze werkinstructie is verlopen") < text.index("Zo doe je het.")


def test_the_contents_lead_to_the_highest_headings(client: Client, space: Space) -> None:
    page = make_page("Stuk", space=space, body=BODY)
    shown = client.get(f"/bibliotheek/{page.pk}/").context["page"]
    assert [(part.id, part.title) for part in shown.contents] == [
        ("deel-1", "Van melding tot gesprek"),
        ("deel-2", "Voorschot & betalen"),
    ]
    text = read(client, page)
    assert text.count('id="deel-1"') == 1
    assert text.count('href="#deel-1"') == 2
    assert "Voorschot &amp; betalen" in text
    assert "&amp;amp;" not in text


def test_links_lead_to_what_the_viewer_may_read(client: Client, space: Space) -> None:
    norm = make_page("Norm", space=space, external_id="wi-norm")
    text = read(client, make_page("Stuk", space=space, body=BODY))
    assert f'href="/bibliotheek/{norm.pk}/"' in text
    assert "niets" in text
    assert "page:wi" not in text


@pytest.mark.parametrize("kind", ["instruction", "law"])
@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "## <img src=x onerror=alert(1)>\n\n## Twee",
        "[x](javascript:alert(1)) [y](data:text/html,z) ![z](https://example.org/z.png)",
        "1. <svg onload=alert(1)>\n   a. **<b onclick=alert(2)>**",
        "# a <h2 id='x'>",
        "",
        "\U0001f98a" * 5000,
        "> " * 2000,
        "[" * (200_000 if ALL else 40_000),
        ("1. a\n" + "   a. b\n      1°. c\n") * (3_000 if ALL else 1_000),
    ],
)
def test_a_hostile_or_huge_text_is_shown_as_text(client: Client, space: Space, body: str, kind: str) -> None:
    text = read(client, make_page("Stuk", space=space, body=body, kind=kind))
    main = text[text.index("<article") : text.index("</article>")]
    for danger in ("<script", "<img", "onerror=alert(1)>\n", 'href="javascript', 'href="data', "<b on"):
        assert danger not in main.replace("&lt;", "")
    assert main.count("<svg") == main.count("sw-icon")


@pytest.mark.parametrize("address", ["", "erbij/"])
def test_a_hidden_page_does_not_exist_for_others(
    noor: User, hidden_space: Space, sign_in: SignIn, address: str
) -> None:
    page = make_page("Geheim stuk", space=hidden_space)
    answer = sign_in(noor).get(f"/bibliotheek/{page.pk}/{address}")
    missing = sign_in(noor).get(f"/bibliotheek/999999/{address}")
    assert answer.status_code == missing.status_code == 404
    assert "Geheim stuk" not in answer.content.decode()
    assert hidden_space.name not in answer.content.decode()


@pytest.mark.parametrize("address", ["", "erbij/"])
def test_a_page_in_a_closed_space_names_the_space_and_nothing_of_the_page(
    noor: User, joost: User, closed_space: Space, sign_in: SignIn, address: str
) -> None:
    page = make_page("Besproken casus", space=closed_space)
    answer = sign_in(noor).get(f"/bibliotheek/{page.pk}/{address}")
    assert answer.status_code == 403
    text = answer.content.decode()
    assert closed_space.name in text
    assert joost.name in text
    assert "Besproken casus" not in text


def test_a_member_reads_a_closed_page_and_sees_who_else_can(
    joost: User, closed_space: Space, sign_in: SignIn
) -> None:
    text = read(sign_in(joost), make_page("Besproken casus", space=closed_space))
    assert "Alleen " in text
    assert f"/ruimtes/{closed_space.pk}/" in text


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_a_page_that_is_not_there_is_not_found(client: Client, pk: str) -> None:
    assert client.get(f"/bibliotheek/{pk}/").status_code == 404


def test_an_owner_who_is_forgotten_keeps_a_name_and_no_page(
    client: Client, space: Space, joost: User
) -> None:
    page = make_page("Stuk", space=space, author=joost)
    User.objects.filter(pk=joost.pk).update(name="Oud-collega", forgotten_at=clock.now())
    text = read(client, page)
    assert "Oud-collega" in text
    assert f"/collegas/{joost.pk}/" not in text


def test_an_owner_who_left_is_named_and_leads_nowhere(client: Client, space: Space, joost: User) -> None:
    page = make_page("Stuk", space=space, author=joost)
    User.objects.filter(pk=joost.pk).update(is_active=False)
    text = read(client, page)
    assert joost.name in text
    assert f"/collegas/{joost.pk}/" not in text


def test_a_page_without_owner_says_so(client: Client, space: Space) -> None:
    assert "nog geen eigenaar" in read(client, make_page("Stuk", space=space))


def test_an_article_shows_its_law_its_date_and_its_source(client: Client) -> None:
    text = read(client, make_article("Participatiewet", "22a", "1. Het college:\n   a. beslist."))
    for words in ("Participatiewet", "22a", "15 maart 2022", 'href="https://wetten.overheid.nl/x"'):
        assert words in text
    assert "Eigenaar" not in text


def test_the_source_of_a_page_is_a_web_address_or_nothing(client: Client, space: Space) -> None:
    page = make_page("Stuk", space=space, source_url="javascript:alert(1)")
    assert "javascript" not in read(client, page)


def test_a_full_page_asks_little(
    client: Client, space: Space, joost: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new = make_page("Nieuw", space=space)
    body = BODY + "[v](question:v-1) [s](service:sv-1)"
    subjects = tuple(make_subject(f"onderwerp {number}") for number in range(20))
    page = make_page(
        "Oud", space=space, author=joost, body=body, subjects=subjects, state="replaced", replaced_by=new
    )
    with django_assert_max_num_queries(10):
        read(client, page)


def test_what_lies_near_is_a_page_and_a_fragment(client: Client, space: Space) -> None:
    page = make_page("Stuk", space=space)
    address = f"/bibliotheek/{page.pk}/erbij/"
    assert "<h1" in client.get(address).content.decode()
    part = client.get(address, headers={"hx-request": "true", "hx-target": "related"}).content.decode()
    assert "<h1" not in part


def test_addresses_are_given_only_of_what_the_viewer_may_read(
    space: Space, hidden_space: Space, noor: User, joost: User
) -> None:
    page = make_page("Open", space=space, external_id="wi-open")
    secret = make_page("Geheim", space=hidden_space, external_id="wi-geheim")
    both = {"wi-open", "wi-geheim"}
    assert page_addresses(viewer=noor, external_ids=both) == {"wi-open": f"/bibliotheek/{page.pk}/"}
    assert set(page_addresses(viewer=joost, external_ids=both)) == both
    assert secret.pk


def test_the_page_is_complete_in_english(client: Client, space: Space) -> None:
    client.cookies["samenwijzer-language"] = "en"
    text = read(client, make_page("Stuk", space=space, state="expired"))
    assert "This instruction has expired" in text
    assert "Ask about this" in text
