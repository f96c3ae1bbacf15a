"""What the index holds of a page, and whom it ties to its subject."""

import datetime

from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.search_source import PAGES
from samenwijzer.documents.tests.factories import make_article, make_page, make_subject
from samenwijzer.kernel.modules import Tie
from samenwijzer.spaces.models import Space


def test_a_page_is_found_by_its_own_words_and_those_of_its_subjects(inkomen: Department, joost: User) -> None:
    page = make_page(
        "Kostendelersnorm",
        space=inkomen.default_space,
        external_id="wi-norm",
        body="## Kop\nZie [de folder](page:wi-folder).",
        author=joost,
        subjects=(make_subject("norm", "kosten delen"),),
        state="expired",
    )
    (found,) = PAGES.documents([page.pk])
    day = datetime.date(2026, 1, 12)
    assert (found.external_id, found.type, found.tier, found.state) == (
        "wi-norm",
        "page",
        "instruction",
        "expired",
    )
    assert (found.body, found.places) == ("Kop Zie de folder.", ((0, "deel-1"),))
    assert found.subjects == (page.subjects.get().pk,)
    assert found.keywords == ("norm", "kosten delen")
    assert found.readers == frozenset({"all", f"space:{found.space_id}"})
    assert found.on == day
    assert found.space_id == inkomen.default_space.pk
    assert found.department_id == inkomen.pk
    assert found.ties == (Tie(person_id=joost.pk, kind="wrote", on=day, text="Kostendelersnorm"),)
    assert found.url == f"/bibliotheek/{page.pk}/"


def test_who_keeps_a_page_current_knows_it_until_it_must_be_looked_at_again(
    inkomen: Department, joost: User, noor: User
) -> None:
    page = make_page("Kostendelersnorm", space=inkomen.default_space, author=joost)
    page.owner, page.review_on = noor, datetime.date(2027, 3, 1)
    page.save()
    (found,) = PAGES.documents([page.pk])
    kept = Tie(person_id=noor.pk, kind="kept", on=datetime.date(2027, 3, 1), text="Kostendelersnorm")
    assert found.ties[1:] == (kept,)
    page.state = "expired"
    page.save()
    (found,) = PAGES.documents([page.pk])
    assert [tie.kind for tie in found.ties] == ["wrote"]


def test_an_article_of_law_has_no_author_to_ask(db: None) -> None:
    (found,) = PAGES.documents([make_article("Participatiewet", "7").pk])
    assert (found.tier, found.ties, found.state) == ("law", (), "current")


def test_only_members_read_what_lives_in_a_hidden_space(hidden_space: Space, joost: User, noor: User) -> None:
    page = make_page("Geheim", space=hidden_space)
    (found,) = PAGES.documents([page.pk])
    assert found.readers == frozenset({f"space:{hidden_space.pk}"})
    assert not PAGES.visible([page.pk], noor)
    assert not PAGES.visible([page.pk], None)
    assert list(PAGES.visible([page.pk], joost)) == [page.pk]


def test_many_pages_are_read_with_few_queries(
    inkomen: Department, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    space = inkomen.default_space
    made = [make_page(f"Stuk {n}", space=space, subjects=(make_subject(f"s{n}", "x"),)).pk for n in range(20)]
    assert list(PAGES.ids()) == made
    with django_assert_num_queries(4):
        assert len(list(PAGES.documents([*made, 10**6]))) == 20
