"""No text makes search fail."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwijzer.search.asking import LONGEST_TEXT
from samenwijzer.search.building import rebuild
from samenwijzer.search.queries import Filters, search, similar, suggest, ties
from samenwijzer.search.tests.shelf import Shelf

pytestmark = pytest.mark.django_db
STRANGE = [
    "",
    " ",
    "\n\t",
    "de het een van",
    "AND OR NOT",
    "bijstand AND (auto",
    '"bijstand auto',
    "title:bijstand",
    "*",
    "?*~^[]{}()!:\\/",
    "bijstand*",
    "bijstand~2^9",
    "🦆 🦆🦆 bijstand 👩‍👩‍👧",
    "\x00\x01\x07bijstand\x1b[31m",
    "\ud800\udfff",
    "bijstand " * 120_000,
    "b" * 1_000_000,
    "-" * 5000 + "’" * 5000,
    "re-" * 500,
    "a.b.c.d.e." * 300,
    "<script>alert(1)</script>",
    "'; DROP TABLE outbox_change; --",
    "ﬁets ĳs ß Ⅷ ２０２６",
    "١٢٣ кошка 猫 ไทย",
    "&lt;mark&gt;",
    "," * 10_000,
    "komma," * 2_000,
    "kostendelrsnorm " + "uitkeirng," * 1_000,
    " ".join(f"verkeerdgespeld{letter}{letter}woordje" for letter in "abcdefghijklmnopqrstuvwxyz" * 4),
    "\u202eomgekeerd\u202c \ufeff\u200b\u2028",
    "een twee\ud83d drie",
]


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    shelf.put("Bijstand en een auto", "Een auto van acht jaar oud mag. <mark>")
    rebuild()
    return shelf


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_gives_an_answer(filled: Shelf, text: str) -> None:
    found = search(text, viewer=None)
    assert len(found.query) <= LONGEST_TEXT
    suggest(text, viewer=None)
    similar(text, viewer=None)
    ties(text, viewer=None)


def test_a_word_between_strange_marks_is_found(filled: Shelf) -> None:
    for text in ('"bijstand auto', "🦆 bijstand 👩‍👩‍👧", "\x00bijstand\x1b[31m", "bijstand*"):
        assert search(text, viewer=None).total == 1


@pytest.mark.parametrize("limit", [0, -1, 1, 10**9])
@pytest.mark.parametrize("offset", [-5, 0, 10**9])
def test_no_page_is_too_far(filled: Shelf, limit: int, offset: int) -> None:
    assert len(search("bijstand", viewer=None, limit=limit, offset=offset).hits) <= 1


def test_an_unknown_type_finds_nothing(filled: Shelf) -> None:
    assert search("bijstand", viewer=None, filters=Filters(types=("zeppelin",))).hits == ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=500), st.text(alphabet="bijstand auto-'*\"()~^:\\", max_size=80)))
def test_no_text_is_too_strange(filled: Shelf, text: str) -> None:
    for hit in search(text, viewer=None).hits:
        assert hit.snippet.replace("<mark>", "").replace("</mark>", "").count("<") == 0
    suggest(text, viewer=None)
    similar(text, viewer=None)
    ties(text, viewer=None)
