"""What people write is shown as they meant it, and never runs."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from samenwijzer.ui.markdown import ALLOWED_SCHEMES, TAGS, plain, plain_with_places, render, with_contents


def nowhere(_kind: str, _external_id: str) -> str | None:
    return None


class Reader(HTMLParser):
    """Notes each element and attribute as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    return reader.seen


NASTY = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "<img src=x onerror=alert(1)>",
    '[x](https://x.nl "onmouseover=alert(1)")',
    "![x](javascript:alert(1))",
    "<a href='page:1' onclick='x'>y</a>",
    "[x](page:javascript:alert(1))",
    "|a|\n|-|\n|<script>|",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;",
    "[a]: javascript:alert(1)\n[a]",
    "<https://x.nl/'onclick='>",
]
SCRAPS = st.lists(
    st.one_of(
        st.sampled_from([*NASTY, "[", "](", ")", "<", ">", '"', "'", "page:", "\n\n", "# ", "`", "|"]),
        st.text(max_size=20),
    ),
    max_size=12,
).map("".join)


@given(SCRAPS)
@example("[x](page:1)<script>")
def test_nothing_that_runs_survives(text: str) -> None:
    for tag, attributes in elements(render(text, resolve=lambda _kind, _id: "/safe/")):
        assert tag in TAGS
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src", "id"}]
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", attributes.get("href") or "", re.IGNORECASE)
        assert scheme is None or scheme.group(1).lower() in ALLOWED_SCHEMES


@pytest.mark.parametrize("text", NASTY)
def test_known_attacks_stand_as_text(text: str) -> None:
    html = render(text, resolve=nowhere)
    assert not {tag for tag, _ in elements(html)} & {"script", "img", "svg", "iframe"}
    assert (
        "javascript:" not in "".join(str(attributes.get("href")) for _, attributes in elements(html)).lower()
    )


@given(st.text(max_size=200))
def test_plain_never_holds_a_line_end(text: str) -> None:
    assert "\n" not in plain(text)


def test_a_record_is_linked_by_its_external_id() -> None:
    found = {}

    def resolve(kind: str, external_id: str) -> str:
        found[kind] = external_id
        return "/bibliotheek/7/"

    html = render("Lees [de instructie](page:wi-1) en [vraag](question:é).", resolve=resolve)
    assert found == {"page": "wi-1", "question": "é"}
    assert '<a href="/bibliotheek/7/" class="nl-link">de instructie</a>' in html


def test_a_link_to_what_is_not_there_shows_its_text() -> None:
    html = render("Lees [de **oude** instructie](page:weg).", resolve=nowhere)
    assert "<a" not in html
    assert "de <strong>oude</strong> instructie" in html


def test_a_link_to_another_site_gives_nothing_away() -> None:
    html = render("[wet](https://wetten.overheid.nl/)", resolve=nowhere)
    assert 'rel="noopener noreferrer"' in html


def test_headings_continue_the_outline_of_the_page_without_holes() -> None:
    html = render("# Een\n\n### Drie\n\n# Weer een", resolve=nowhere, first_heading=2)
    assert [tag for tag, _ in elements(html)] == ["h2", "h3", "h2"]
    assert html.count("</h2>") == 2


def test_a_text_that_begins_deep_begins_at_the_first_level_allowed() -> None:
    assert render("#### Diep", resolve=nowhere, first_heading=3).startswith("<h3")


def test_a_table_can_be_scrolled_by_keyboard() -> None:
    region = elements(render("|a|b|\n|:-|-:|\n|1|2|", resolve=nowhere))[0]
    assert region[0] == "div"
    assert region[1]["tabindex"] == "0"
    assert region[1]["role"] == "region"
    assert region[1]["aria-label"]


def test_plain_gives_the_words_alone() -> None:
    assert plain("# Kop\n\n- *een*\n- [twee](page:1)\n\n|a|b|\n|-|-|\n|c|d|\n\n![plaatje](x.png)") == (
        "Kop een twee a b c d plaatje"
    )


def test_plain_keeps_what_someone_typed_as_a_sign() -> None:
    assert plain("5 < 6 & <b>7</b>") == "5 < 6 & <b>7</b>"


def test_the_words_know_where_each_heading_stands() -> None:
    text = "Vooraf.\n\n## Melding\n\nBel *eerst*.\n\n### Dieper\n\nLees.\n\n##\n\n## Tot & met\n\nKlaar."
    words, places = plain_with_places(text)
    assert [(words[at:], anchor) for at, anchor in places] == [
        ("Melding Bel eerst. Dieper Lees. Tot & met Klaar.", "deel-1"),
        ("Tot & met Klaar.", "deel-2"),
    ]


@given(
    st.lists(
        st.sampled_from(["# A", "## B", "### ", "# [x](page:y)", "tekst", "* punt", "| a |\n|---|", *NASTY])
    )
)
def test_headings_are_numbered_alike_on_the_page_and_in_search(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    words, places = plain_with_places(text)
    _html, contents = with_contents(render(text, resolve=nowhere))
    assert words == plain(text)
    assert [anchor for _, anchor in places] == [heading.id for heading in contents]
    assert all(words.startswith(heading.title, at) for (at, _), heading in zip(places, contents, strict=True))
