"""Whatever somebody sends to a form: a page, a redirect or a clear 4xx, and never a broken server."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwijzer.accounts.models import User
from samenwijzer.forum.tests.factories import make_answer, make_question, make_request
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true", "HX-Target": "thread"}
WORDS = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="\x00\u200f\u202e\ud7ff\ufeff👩‍👧<>&'\"{}%\\;", max_size=60),
    st.sampled_from(
        [
            "",
            " ",
            "\x00",
            "9" * 25,
            "-1",
            "1",
            "NaN",
            "<script>alert(1)</script>",
            "[a](javascript:alert(1))",
            "[a](question:" + "b" * 300 + ")",
            "[a](page:%00)",
            "> " * 200,
            "*" * 900,
            "[" * 900,
            "`" * 900,
            "| a | b |\n|---|---|\n" * 50,
            "a" * 20_001,
            str(uuid.UUID(int=0)),
        ]
    ),
)
FIELDS = ("title", "body", "space", "subject_1", "asked", "answer", "person", "reaction", "name", "step")
SENT = st.fixed_dictionaries(
    {},
    optional={field: st.one_of(WORDS, st.lists(WORDS, max_size=3)) for field in (*FIELDS, "sending", "next")},
)
DOORS = (
    "ask",
    "similar",
    "answer",
    "comment",
    "edit",
    "edit_answer",
    "ask_colleague",
    "react",
    "helped",
    "accept",
)


@pytest.fixture
def places(fatima: User, joost: User, sign_in: SignIn) -> tuple[Client, dict[str, str]]:
    question = make_question(fatima)
    answer = make_answer(fatima, question)
    request = make_request(make_question(joost), fatima)
    numbers = {
        "ask": [],
        "similar": [],
        "edit_answer": [answer.pk],
        "helped": [answer.pk],
        "accept": [answer.pk],
        "react": [request.pk],
    }
    return sign_in(fatima), {
        name: reverse(f"forum:{name}", args=numbers.get(name, [question.pk])) for name in DOORS
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("door", DOORS)
@given(sent=SENT, headers=st.sampled_from([{}, HTMX]))
def test_any_post_has_an_answer(
    places: tuple[Client, dict[str, str]], door: str, sent: dict[str, Any], headers: dict[str, str]
) -> None:
    client, addresses = places
    answer = client.post(addresses[door], sent, headers=headers)
    assert answer.status_code in {200, 302, 400, 403, 404, 422}
    if answer.status_code == 302:
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith("//")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(("show", "subject", "space", "page", "asked", "name")), WORDS))
def test_any_address_has_an_answer(places: tuple[Client, dict[str, str]], query: dict[str, str]) -> None:
    client, addresses = places
    for address in (reverse("forum:questions"), addresses["ask"], addresses["ask_colleague"]):
        assert client.get(address, query).status_code in {200, 422}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS.filter(lambda words: 0 < len(words.strip()) < 300), body=WORDS)
def test_what_was_typed_comes_back(places: tuple[Client, dict[str, str]], title: str, body: str) -> None:
    """The space is wrong, so the form comes back, and holds every character that can be stored."""
    client, addresses = places
    answer = client.post(addresses["ask"], {"title": title, "body": body, "space": "nergens"})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["title"].value() == title.encode("utf-8", "replace").decode()
    assert form["body"].value() == body.encode("utf-8", "replace").decode()


def test_thousands_of_fields_are_a_clear_no(places: tuple[Client, dict[str, str]]) -> None:
    client, addresses = places
    answer = client.post(addresses["ask"], {f"veld{n}": "x" for n in range(2_000)})
    assert answer.status_code == 400


def test_bytes_that_are_no_text_are_taken_as_they_can(places: tuple[Client, dict[str, str]]) -> None:
    client, addresses = places
    answer = client.post(
        addresses["answer"], b"body=%ff%fe%00abc%ed%a0%80", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in {302, 422}
