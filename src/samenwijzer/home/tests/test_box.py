"""The box: it posts, its results can be shared, and whatever is typed there gets an answer."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwijzer.accounts.models import User
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.home.tests.conftest import Index
from samenwijzer.signpost.models import Service
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
RESULTS = reverse("home:search")


def found(client: Client, text: str, **more: str) -> str:
    response = client.get(RESULTS, {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_the_box_answers_with_an_address_that_can_be_shared(fatima: User, sign_in: SignIn) -> None:
    response = sign_in(fatima).post(RESULTS, {"q": "  uitkering   zelfstandige "})
    assert response.status_code == 302
    assert response["Location"] == f"{RESULTS}?q=uitkering+zelfstandige"


def test_agreed_words_stand_in_the_yellow_bar(fatima: User, sign_in: SignIn, index: Index) -> None:
    Service.objects.create(name="Briefadres", answer="U kunt een **briefadres** aanvragen.")
    index()
    page = found(sign_in(fatima), "briefadres")
    assert "sw-say" in page
    assert "<strong>briefadres</strong> aanvragen" in page


def test_the_words_of_a_colleague_do_not(fatima: User, joost: User, sign_in: SignIn, index: Index) -> None:
    make_answer(joost, make_question(fatima, "Hoe werkt een traplift?"), "Omhoog en omlaag.", accepted=True)
    index()
    page = found(sign_in(fatima), "traplift")
    assert "Omhoog en omlaag." in page
    assert "sw-say" not in page


def test_a_colleague_can_be_asked_from_the_results(
    fatima: User, joost: User, sign_in: SignIn, index: Index
) -> None:
    make_answer(joost, make_question(fatima, "Hoe werkt een traplift?"), "Omhoog en omlaag.", accepted=True)
    index()
    client = sign_in(fatima)
    page = found(client, "traplift")
    assert f'name="asked" value="{joost.pk}"' in page
    start = client.post(reverse("forum:ask"), {"step": "start", "title": "traplift", "asked": joost.pk})
    assert start.status_code == 200
    assert "traplift" in start.content.decode()
    assert "Joost Verhagen" in start.content.decode()


def test_nothing_found_ends_in_asking_and_in_people_to_call(
    fatima: User, bram: User, sign_in: SignIn, index: Index
) -> None:
    User.objects.filter(pk=bram.pk).update(working_day_bits=127)
    index()
    page = found(sign_in(fatima), "qwxzvk")
    assert ">qwxzvk</textarea>" in page
    assert "Bram Koster" in page
    small = found(sign_in(fatima), "de het een")
    assert "Deze woorden zeggen te weinig" in small
    assert "Nog niets over" not in small


@pytest.mark.parametrize("typed", ["Grijze Merel", "grijze meerl"])
def test_who_looks_for_a_colleague_by_name_finds_him_first(
    fatima: User, sign_in: SignIn, index: Index, typed: str
) -> None:
    merel = User.objects.create_user(email="merel@example.org", name="Grijze Merel")
    index()
    said = "Je zocht een collega: Grijze Merel"
    page = found(sign_in(fatima), typed)
    assert page.index(said) < page.index(f'href="/collegas/{merel.pk}/"')
    assert "Nog niets over" not in page
    make_question(fatima, f"Waarover zingt een {typed}?")
    index()
    page = found(sign_in(fatima), typed)
    assert page.index(said) < page.index(f'href="/collegas/{merel.pk}/"') < page.index("Waarover zingt")


def test_without_words_there_is_a_way_to_the_colleagues(fatima: User, sign_in: SignIn) -> None:
    assert "Zoek bij Collega’s" in found(sign_in(fatima), "")


def test_what_is_typed_stays_when_it_is_too_long(fatima: User, sign_in: SignIn) -> None:
    for answer in (
        sign_in(fatima).post(RESULTS, {"q": "kwartsiet " * 60}),
        sign_in(fatima).get(RESULTS, {"q": "kwartsiet " * 60}),
    ):
        assert answer.status_code == 422
        assert answer.content.decode().count("kwartsiet") >= 60


def test_noor_sees_no_trace_of_a_hidden_space(
    fatima: User, noor: User, hidden_space: Space, sign_in: SignIn, index: Index
) -> None:
    make_question(fatima, "Wie volgt de kwartsietbende?", space=hidden_space)
    index()
    assert "Wie volgt de" in found(sign_in(fatima), "kwartsietbende")
    page = found(sign_in(noor), "kwartsietbende")
    assert "Wie volgt de" not in page
    assert "Fatima" not in page
    assert "Toezicht" not in page
    suggestions = reverse("home:suggestions")
    for viewer, count in ((fatima, 1), (noor, 0)):
        answer = sign_in(viewer).post(suggestions, {"q": "kwartsietb"})
        suggested = json.loads(answer.content)["suggestions"]
        assert [one["group"] for one in suggested] == ["Vragen"] * count


def test_pages_stay_within_their_queries_however_many_rows(
    fatima: User, joost: User, sign_in: SignIn, index: Index
) -> None:
    client = sign_in(fatima)
    costs = []
    for number in range(2):
        for row in range(10):
            question = make_question(fatima, f"Traplift {number} {row}?")
            make_answer(joost, question, "Omhoog.", accepted=row % 2 == 0)
            Service.objects.create(name=f"Traplift {number} {row}", answer="U kunt een traplift krijgen.")
        index()
        cost = {}
        for address in (reverse("home:start"), f"{RESULTS}?q=traplift"):
            client.get(address)
            with CaptureQueriesContext(connection) as spent:
                client.get(address)
            cost[address] = len(spent)
        costs.append(cost)
    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= 12, costs[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=500)
    | st.sampled_from(["<script>alert(1)</script>", "\x00", "😀" * 90, "AND OR", '"', "*"]),
    kind=st.text(max_size=8),
    page=st.text(max_size=8) | st.integers().map(str),
)
def test_no_text_breaks_the_box(fatima: User, sign_in: SignIn, text: str, kind: str, page: str) -> None:
    client = sign_in(fatima)
    asked = {"q": text, "type": kind, "page": page}
    for answer in (
        client.get(RESULTS, asked),
        client.post(RESULTS, asked),
        client.post(reverse("home:suggestions"), asked),
    ):
        assert answer.status_code in {200, 302, 422}
        is_page = answer.get("Content-Type", "").startswith("text/html")
        assert not (is_page and b"<script>alert" in answer.content)
