"""The text of an article keeps its own numbers and shows what lies under what."""

from samenwijzer.documents.queries._law import law_html, law_title


def test_parts_lie_under_the_part_they_belong_to() -> None:
    html = law_html(
        "**Opdracht**\n\n1. Het college:\n   a. helpt:\n      1°. jeugd,\n   b. kiest\n   vlot.\n\n2. En."
    )
    assert html == (
        '<p class="nl-paragraph"><strong>Opdracht</strong></p>'
        '<ul role="list"><li>1. Het college:<ul role="list">'
        '<li>a. helpt:<ul role="list"><li>1°. jeugd,</li></ul></li>'
        "<li>b. kiest vlot.</li></ul></li><li>2. En.</li></ul>"
    )


def test_letters_without_a_number_above_them_are_a_list() -> None:
    html = law_html("In deze wet:\n\na. verzekeraar: x;\n\nb. verzekerde: y.")
    assert html.count("<li>") == 2
    assert html.startswith('<p class="nl-paragraph">In deze wet:</p><ul role="list">')


def test_the_article_that_the_source_repeats_in_front_is_left_out() -> None:
    assert law_html("Artikel 2.75 1 De gegevens.") == '<ul role="list"><li>1. De gegevens.</li></ul>'
    assert law_html("1 De gegevens.") == '<ul role="list"><li>1. De gegevens.</li></ul>'
    assert law_html("1 2 drie") == '<p class="nl-paragraph">1 2 drie</p>'
    assert law_html("Artikel 120 Een beding.") == '<p class="nl-paragraph">Een beding.</p>'
    assert "Artikel 5 lid" not in law_html("Artikel 4 lid")


def test_all_text_is_escaped() -> None:
    assert law_html("1. <b>x</b> **<i>** & y") == (
        '<ul role="list"><li>1. &lt;b&gt;x&lt;/b&gt; <strong>&lt;i&gt;</strong> &amp; y</li></ul>'
    )
    assert law_html("") == ""


def test_a_title_is_taken_apart() -> None:
    assert law_title("Wet langdurige zorg, artikel 1.1.1").law == "Wet langdurige zorg"
    assert law_title("Wet langdurige zorg, artikel 1.1.1").article == "1.1.1"
    assert law_title("Participatiewet, artikel 22a: Norm: twee").article == "22a"
    assert law_title("Iets anders").law == ""


def test_numbers_may_lie_under_letters() -> None:
    html = law_html("Categorieën:\n\na. eerste:\n   1. dit;\n   2. dat;\nb. tweede.")
    assert html == (
        '<p class="nl-paragraph">Categorieën:</p><ul role="list">'
        '<li>a. eerste:<ul role="list"><li>1. dit;</li><li>2. dat;</li></ul></li><li>b. tweede.</li></ul>'
    )


def test_a_reference_to_another_law_opens_at_its_source() -> None:
    html = law_html("Zie [artikel 1](jci1.3:c:BWBR0022704&artikel=1) en *de wet*.")
    assert 'href="https://wetten.overheid.nl/jci1.3:c:BWBR0022704&amp;artikel=1"' in html
    assert "<em>de wet</em>" in html


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    assert law_html("[klik](javascript:alert) en [hier](data:x)") == (
        '<p class="nl-paragraph">klik en hier</p>'
    )


def test_no_space_stands_before_a_comma() -> None:
    assert law_html("bedoeld in artikel 2.7 , en 2.69 ; dus") == (
        '<p class="nl-paragraph">bedoeld in artikel 2.7, en 2.69; dus</p>'
    )
