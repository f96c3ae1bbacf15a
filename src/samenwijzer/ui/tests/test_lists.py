"""Lists of the administration: their order, what was picked, and undoing."""

import pytest
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from samenwijzer.ui.lists import MOST_PICKED, Confirm, chosen_order, picked, undo_of, undoable
from samenwijzer.ui.tests.test_components import drawn

COLUMNS = {"name": ("name",), "spaces": ("-space_count", "name")}


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", ("name", "pk")),
        ("name", ("name", "pk")),
        ("-name", ("-name", "pk")),
        ("-spaces", ("space_count", "-name", "pk")),
        ("password", ("name", "pk")),
        ("--name", ("name", "pk")),
    ],
)
def test_a_list_stands_in_the_order_that_was_asked(asked: str, order: tuple[str, ...]) -> None:
    request = RequestFactory().get("/", {"order": asked})
    assert chosen_order(request, COLUMNS, default="name") == order


def test_a_head_orders_and_turns_the_order_round() -> None:
    head = drawn('<c-column order="name" first>Naam</c-column>')
    assert 'aria-sort="ascending"' in head
    assert 'href="?soort=open&amp;order=-name"' in head
    assert "aria-sort" not in drawn('<c-column order="spaces">Ruimtes</c-column>')
    assert "<a " not in drawn("<c-column>Naam</c-column>")


def test_rows_are_picked_one_by_one_or_all_on_the_page() -> None:
    rows = {"picked": ["3", "x", "3", "9" * 40, "-1", "²"], "shown": ["3", "4"]}
    assert picked(RequestFactory().post("/", rows)) == [3]
    assert picked(RequestFactory().post("/", {**rows, "whole_page": "1"})) == [3, 4]
    many = {"picked": [str(number) for number in range(MOST_PICKED + 50)]}
    assert len(picked(RequestFactory().post("/", many))) == MOST_PICKED


def test_a_list_that_acts_works_without_javascript() -> None:
    html = drawn(
        '<c-bulk label="Doe" :choices="acts" action="/x/"><c-pick value="3" label="Els" /></c-bulk>',
        acts=[("block", "Blokkeer")],
    )
    assert 'method="post" action="/x/"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'type="checkbox" name="picked" value="3"' in html
    assert 'Kies <span lang="nl">Els</span>' in html
    assert '<option value="block">Blokkeer</option>' in html
    assert 'name="whole_page"' in html


def test_a_page_that_asks_names_ten_and_counts_the_rest() -> None:
    names = [f"Collega {number}" for number in range(23)]
    confirm = Confirm(
        title="Blokkeren?", sentence="…", button="Blokkeer", url="/", cancel_url="/", names=names
    )
    assert list(confirm.first_names) == names[:10]
    assert confirm.more == 13


def test_what_is_done_can_be_undone_with_a_button() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    storage = FallbackStorage(request)
    request._messages = storage  # type: ignore[attr-defined]
    undoable(request, "Els is geblokkeerd.", "/beheer/terug/", {"picked": [1, 2], "note": 'a"b'})
    undo = undo_of(next(iter(storage)))
    assert undo is not None
    assert undo.url == "/beheer/terug/"
    assert list(undo.fields) == [("picked", "1"), ("picked", "2"), ("note", 'a"b')]


def test_an_ordinary_notice_has_no_button() -> None:
    assert undo_of(Message(25, "Bewaard.")) is None
    assert undo_of(Message(25, "Bewaard.", extra_tags="safe")) is None


def test_a_notice_posts_what_undoes_it() -> None:
    html = drawn(
        '{% include "ui/messages.html" %}',
        messages=[Message(25, "Weg.", extra_tags='undo ["/terug/", [["picked", "1"]]]')],
    )
    assert '<form method="post" action="/terug/"' in html
    assert '<input type="hidden" name="picked" value="1">' in html
    assert "Maak ongedaan" in html


def test_progress_asks_again_until_it_is_done() -> None:
    under_way = drawn('<c-progress label="Verhuizen" done="3" total="9" url="/x/" />')
    assert 'hx-get="/x/" hx-trigger="every 1s"' in under_way
    assert 'max="9" value="3"' in under_way
    assert "Kijk opnieuw" in under_way
    done = drawn('<c-progress label="Verhuizen" done="9" total="9" url="/x/" finished />')
    assert "hx-get" not in done
    assert "aria-busy" not in done


def test_a_cell_names_its_column_so_that_a_row_can_be_a_card() -> None:
    heads = "".join(f"<c-column>{text}</c-column>" for text in ("Naam", '<a href="/">Soort "A"</a>'))
    pick = '<c-column><span class="sw-visually-hidden">Kies</span></c-column>'
    row = '<tr><td class="a">x</td><c-cell head>Els</c-cell><c-cell num>3</c-cell></tr>'
    html = drawn(
        f'<c-table caption="Mensen"><thead><tr>{pick}{heads}</tr></thead><tbody>{row}{row}</tbody></c-table>'
    )
    assert html.count('<td role="cell" class="a">x</td>') == 2
    assert html.count('role="rowheader"') == 2
    assert html.count('<td role="cell" data-label="Soort &quot;A&quot;"') == 2
    assert html.count('role="columnheader"') == 3
    assert 'role="table"' in html
    assert '<caption class="sw-visually-hidden">Mensen</caption>' in html


def test_a_table_of_two_columns_stays_a_table() -> None:
    html = drawn('<c-table caption="Lijst" titled><thead><tr><th>A</th><th>B</th></tr></thead></c-table>')
    assert "data-label" not in html
    assert '<caption class="utrecht-table__caption">Lijst</caption>' in html
