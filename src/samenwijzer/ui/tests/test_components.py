"""Components: what they promise to the pages that use them."""

import datetime
from dataclasses import dataclass

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from django_cotton.compiler_regex import CottonCompiler

from samenwijzer.kernel import clock
from samenwijzer.kernel.paging import Page
from samenwijzer.ui.days import week
from samenwijzer.ui.templatetags.ui import STATES, device, dialled, leading, sentences, when, when_short


def drawn(markup: str, **context: object) -> str:
    """Draw a template as a page would, in Dutch."""
    request = RequestFactory().get("/lijst/?soort=open&page=2")
    request.user = type("Visitor", (), {"is_authenticated": False, "pk": None})()
    with translation.override("nl"):
        return str(engines["django"].from_string(CottonCompiler().process(markup)).render(context, request))


class Question(forms.Form):
    title = forms.CharField(label="Je vraag", help_text="Eén zin is genoeg.", max_length=20)
    body = forms.CharField(label="Uitleg", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Een"), ("b", "Twee")], widget=forms.RadioSelect)
    follow = forms.BooleanField(label="Volg", required=False)


def test_a_field_ties_label_hint_and_error_to_its_control() -> None:
    html = drawn('<c-field :field="form.title" />', form=Question({"title": ""}))
    assert '<label class="utrecht-form-label" for="id_title">Je vraag</label>' in html
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title-hint"' in html
    assert 'id="id_title-error"' in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(mag leeg)" in drawn('<c-field :field="form.body" />', form=Question())


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = drawn(
        '<c-field :field="form.title" />',
        form=Question({"title": '"><script>alert(1)</script> en veel meer'}),
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_choices_are_one_group_with_a_legend() -> None:
    html = drawn('<c-field :field="form.kind" />', form=Question())
    assert html.count("<fieldset") == 1
    assert "<legend" in html
    assert html.count('type="radio"') == 2
    assert 'for="id_kind_0"' in html


def test_the_summary_of_errors_links_to_each_field() -> None:
    html = drawn('<c-errors :form="form" />', form=Question({}))
    assert 'role="alert"' in html
    assert 'href="#id_title"' in html
    assert 'href="#id_kind"' in html
    assert "autofocus" in html


def test_the_summary_says_that_all_is_kept_only_where_it_is() -> None:
    class WithSecret(Question):
        secret = forms.CharField(widget=forms.PasswordInput)

    kept = "Wat je typte, staat er nog."
    assert kept in drawn('<c-errors :form="form" />', form=Question({}))
    assert kept not in drawn('<c-errors :form="form" />', form=WithSecret({}))


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn('<c-errors :form="form" />', form=Question()).strip() == ""


def test_a_form_posts_with_a_token() -> None:
    html = drawn('<c-form action="/x/">in</c-form>')
    assert 'method="post"' in html
    assert "csrfmiddlewaretoken" in html
    assert "csrfmiddlewaretoken" not in drawn('<c-form method="get">in</c-form>')


@pytest.mark.parametrize("value", STATES)
def test_a_state_is_icon_and_word(value: str) -> None:
    html = drawn('<c-state value="' + value + '" />')
    assert "<svg" in html
    assert str(STATES[value].word) not in {"", "None"}
    assert html.rpartition("</svg>")[2].removesuffix("\n").removesuffix("</span>").strip()


def test_a_slip_in_a_state_is_seen_at_once() -> None:
    with pytest.raises(KeyError):
        drawn('<c-state value="curent" />')


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "van buiten" not in drawn("<c-card>in</c-card>", title="van buiten")


def test_a_button_is_a_link_when_it_leads_somewhere() -> None:
    assert drawn('<c-button href="/x/">Ga</c-button>').startswith("<a ")
    assert 'type="submit"' in drawn('<c-button name="act" value="1">Ga</c-button>')
    assert 'name="act"' in drawn('<c-button name="act" value="1">Ga</c-button>')


@dataclass(frozen=True, slots=True)
class Someone:
    name: str = "Joost <b>Verhoef</b>"
    initials: str = "JV"
    url: str = "/collegas/1/"
    role: str = "Wmo-consulent"
    presence_text: str = "Werkt vandaag"
    presence_kind: str = "here"
    why: tuple[str, ...] = ("Gaf 9 antwoorden", "Schreef de instructie.")
    phone: str = "+31 (0)6 12-34"


def test_a_person_has_a_name_a_reason_and_a_way_to_reach() -> None:
    html = drawn('<c-person :person="person" />', person=Someone())
    assert "Joost &lt;b&gt;Verhoef" in html
    assert "Gaf 9 antwoorden. Schreef de instructie." in html
    assert 'href="tel:+3106' in html
    assert 'aria-label="Bel Joost' in html
    assert "Werkt vandaag" in html


def test_paging_keeps_the_rest_of_the_query() -> None:
    html = drawn('<c-paging :page="page" />', page=Page(items=(), number=2, size=10, total=45))
    assert 'href="?soort=open&amp;page=1"' in html
    assert 'href="?soort=open&amp;page=3"' in html
    assert "Pagina 2 van 5" in html


def test_one_page_needs_no_paging() -> None:
    assert drawn('<c-paging :page="page" />', page=Page(items=(), number=1, size=10, total=4)).strip() == ""


def test_dates_are_said_in_dutch() -> None:
    with translation.override("nl"):
        assert ">3 november 2026</time>" in when(datetime.date(2026, 11, 3))
        assert ">3 november 2026, 09.10 uur</time>" in when("2026-11-03T09:10:00+01:00")
        assert ">3 november 2026</time>" in when("2026-11-03")
        assert when(None) == ""


def test_near_dates_are_said_shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime.datetime(2026, 11, 3, 9, 10, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 3))
    with translation.override("nl"):
        assert ">vandaag, 09.10 uur</time>" in when_short(moment)
        assert ">gisteren</time>" in when_short(datetime.date(2026, 11, 2))
        assert ">3 januari</time>" in when_short(datetime.date(2026, 1, 3))
        assert ">3 januari 2025</time>" in when_short(datetime.date(2025, 1, 3))


def test_a_week_shows_weekend_days_only_when_worked() -> None:
    with translation.override("nl"):
        days = week(working_days=["mon", "sat"], today=datetime.date(2026, 11, 23))
    assert [day.short for day in days] == ["ma", "di", "wo", "do", "vr", "za"]
    assert [day.works for day in days] == [True, False, False, False, False, True]
    assert days[0].today


@pytest.mark.parametrize(
    ("phone", "number"), [("+31 (0)20-1", "+310201"), ("toestel 4127", "4127"), ("", "")]
)
def test_a_number_is_dialled_without_its_looks(phone: str, number: str) -> None:
    assert dialled(phone) == number


def test_a_label_leads_to_its_error() -> None:
    assert leading("Titel") == "Titel:"
    assert leading("Wat is je vraag?") == "Wat is je vraag?"


def test_reasons_become_sentences() -> None:
    assert sentences(["Een", "Twee."]) == "Een. Twee."
    assert sentences("Drie") == "Drie"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux) Firefox/130", "Firefox, Linux"),
    ],
)
def test_a_device_is_named_in_words(agent: str, words: str) -> None:
    assert device(agent) == words
