"""The words that mean the same, as who keeps them works on them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search import actions, asking, starter, synonyms
from samenwijzer.search.actions import rebuild
from samenwijzer.search.models import RecentSearch, RuleKind, SynonymRule
from samenwijzer.search.queries import search
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

LIST = "/beheer/synoniemen/"
NEW = f"{LIST}nieuw/"
WASHER: dict[str, Any] = {"words": "wasmachine", "meaning": "bijzondere bijstand", "kind": "said"}


@pytest.fixture
def keeper(joost: User) -> User:
    joost.role_bits = role_bits({Role.KNOWLEDGE_MANAGER})
    joost.save()
    return joost


@pytest.fixture
def client(keeper: User, sign_in: SignIn) -> Client:
    return sign_in(keeper)


def make_rule(
    words: str = "wasmachine", meaning: str = "bijzondere bijstand", kind: str = "said"
) -> SynonymRule:
    return SynonymRule.objects.create(words=words, meaning=meaning, kind=kind)


def lines() -> list[str]:
    return list(AuditLine.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.django_db
def test_the_database_keeps_a_rule_sound() -> None:
    make_rule("Pw", "Participatiewet", "abbreviation")
    for words, meaning, kind in (
        ("", "bijstand", "both"),
        ("bijstand", "", "both"),
        ("Bijstand", "bijstand", "both"),
        ("bijstand", "norm", "andersom"),
        ("PW", "participatiewet", "one_way"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_rule(words, meaning, kind)
    make_rule("Participatiewet", "Pw", "one_way")


@pytest.mark.django_db
def test_nobody_else_comes_in(fatima: User, sign_in: SignIn) -> None:
    rule = make_rule("bijzonder geheim")
    client = sign_in(fatima)
    for address in (LIST, NEW, f"{LIST}{rule.pk}/", f"{LIST}startset/"):
        for answer in (client.get(address), client.post(address, WASHER)):
            assert answer.status_code == 403
            assert "bijzonder geheim" not in answer.content.decode()
    for address in (f"{NEW}proberen/", f"{LIST}{rule.pk}/proberen/", f"{LIST}terug/"):
        assert client.post(address, WASHER).status_code == 403
    assert "Synoniemen" not in client.get("/").content.decode()
    for act in (
        lambda: actions.add_rule(**WASHER, actor=fatima),
        lambda: actions.change_rule(rule_id=rule.pk, seen="", **WASHER, actor=fatima),
        lambda: actions.remove_rules(rule_ids=[rule.pk], actor=fatima),
        lambda: actions.add_rules(rules=[("a", "b", "both")], actor=fatima),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert SynonymRule.objects.get() == rule


@pytest.mark.django_db
def test_a_synonym_is_added_changed_removed_and_put_back(client: Client) -> None:
    answer = client.post(NEW, {**WASHER, "words": "  Kapotte   wasmachine "}, follow=True)
    assert "Kapotte wasmachine" in answer.content.decode()
    row = SynonymRule.objects.get()
    assert row.rule == ("Kapotte wasmachine", "bijzondere bijstand", RuleKind.SAID)
    assert synonyms.meanings(asking.read("kapotte wasmachine").terms)
    address = f"{LIST}{row.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    assert seen is not None
    changed = {**WASHER, "seen": seen[1]}
    assert client.post(address, changed).status_code == 302
    assert client.post(address, changed).status_code == 302, "a double click changes it once"
    assert client.post(address, {**WASHER, "kind": "both", "seen": seen[1]}).status_code == 422
    picked = {"act": "remove", "picked": [row.pk]}
    client.post(LIST, picked)
    assert SynonymRule.objects.exists(), "it asks first"
    shown = client.post(LIST, {**picked, "confirmed": "1"}, follow=True).content.decode()
    assert not SynonymRule.objects.exists()
    assert not synonyms.meanings(asking.read("wasmachine").terms)
    removed = re.search(r'name="removed" value="([^"]+)"', shown)
    assert removed is not None
    for _ in range(2):
        client.post(f"{LIST}terug/", {"removed": removed[1]})
    assert SynonymRule.objects.get().rule == tuple(WASHER.values())
    client.post(f"{LIST}terug/", {"removed": f"{removed[1]}x"})
    assert lines() == [f"search.synonym.{done}" for done in ("added", "changed", "removed", "added")]


WRONG = [
    ("words", {"words": ""}),
    ("words", {"words": "a" * 401}),
    ("words", {"words": "🙂🙂"}),
    ("words", {"words": "niet de en het"}),
    ("meaning", {"meaning": " "}),
    ("meaning", {"meaning": "Wasmachine"}),
    ("meaning", {"meaning": "wasmachines"}),
    ("kind", {"kind": ""}),
    ("kind", {"kind": "andersom"}),
    ("words", {"words": "BEËINDIGD"}),
    ("words", {"words": "Participatiewet", "meaning": "pw", "kind": "one_way"}),
]


@pytest.mark.django_db
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(client: Client) -> None:
    make_rule("beëindigd")
    make_rule("Pw", "Participatiewet", "abbreviation")
    for field, typed in WRONG:
        answer = client.post(NEW, {**WASHER, **typed})
        assert answer.status_code == 422, typed
        assert f"id_{field}-error" in answer.content.decode(), typed
    assert SynonymRule.objects.count() == 2
    assert client.post(NEW, {**WASHER, "words": "bijstand", "meaning": "wasmachine"}).status_code == 302
    assert client.post(NEW, WASHER).status_code == 302, "a circle harms nobody"


@pytest.mark.django_db
def test_a_colleague_who_was_first_is_not_overwritten(keeper: User) -> None:
    row = make_rule("wasmachine")
    old = synonyms.digest(row.rule)
    actions.change_rule(rule_id=row.pk, seen=old, **{**WASHER, "words": "droger"}, actor=keeper)
    with pytest.raises(Refusal, match="droger"):
        actions.change_rule(rule_id=row.pk, seen=old, **{**WASHER, "words": "oven"}, actor=keeper)
    actions.remove_rules(rule_ids=[row.pk], actor=keeper)
    with pytest.raises(Refusal):
        actions.change_rule(rule_id=row.pk, seen=old, **WASHER, actor=keeper)


@pytest.mark.django_db
def test_the_list_asks_no_more_for_more_rules(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actions.add_rules(rules=starter.rules(), actor=None)
    with django_assert_max_num_queries(12):
        found = client.get(LIST, {"order": "-kind", "page": "2"}).content.decode()
    assert found.count('name="picked"') == 50
    shown = client.get(LIST, {"q": "wasmachine", "kind": "said"}).content.decode()
    assert "nieuwe wasmachine" in shown
    assert "koelkast" not in shown


@pytest.mark.django_db
def test_the_starter_set_adds_what_is_missing_and_twice_adds_nothing(client: Client) -> None:
    make_rule("PW", "participatiewet", "abbreviation")
    number = len(starter.rules())
    assert number >= 150
    shown = client.get(f"{LIST}startset/").content.decode()
    assert f"{number - 1} " in shown
    for _ in range(2):
        assert client.post(f"{LIST}startset/").status_code == 302
        assert SynonymRule.objects.count() == number
    assert lines().count("search.synonym.added") == number - 1


def test_each_rule_of_the_starter_set_says_something() -> None:
    for words, meaning, kind in starter.rules():
        said, meant = (synonyms.stems(synonyms.read(side)) for side in (words, meaning))
        assert said, words
        assert meant, meaning
        assert said != meant, words
        assert len(said) > 1 or len(words.split()) == 1, f"of {words!r} one word is left"
        assert kind in RuleKind.values
    sides = [frozenset((words.casefold(), meaning.casefold())) for words, meaning, _ in starter.rules()]
    assert len(set(sides)) == len(sides)


@pytest.mark.django_db
def test_the_preview_shows_what_comes_in_and_only_what_the_viewer_may_read(
    client: Client, keeper: User, noor: User, hidden_space: Space, sign_in: SignIn
) -> None:
    space = Space.objects.get(default_for=keeper.department)
    make_page("Bijzondere bijstand aanvragen", space=space)
    make_page("Wasmachine in de kelder", space=space)
    make_page("Bijzondere bijstand, verborgen", space=hidden_space)
    rebuild()
    noor.role_bits = role_bits({Role.KNOWLEDGE_MANAGER})
    noor.save()
    asked = (keeper, "wasmachine kapot"), (keeper, "iets anders"), (noor, "van Noor: wasmachine")
    for person, text in asked:
        RecentSearch.objects.create(person=person, text=text, at=clock.now())
    tried = {**WASHER, "tried": "oude wasmachine"}
    shown = client.post(f"{NEW}proberen/", tried).content.decode()
    assert shown.count("sw-preview__hit--new") == 4, "two pages in each of two searches"
    assert shown.count("Bijzondere bijstand, verborgen") == 2
    for text in ("wasmachine kapot", "oude wasmachine"):
        assert f"‘{text}’" in shown
    for text in ("iets anders", "van Noor"):
        assert text not in shown
    other = client.post(f"{NEW}proberen/", {**WASHER, "words": "kapotte wasmachine"}).content.decode()
    assert "‘wasmachine kapot’" in other
    assert "sw-preview__hit--new" not in other, "it holds a word, and is another search"
    assert "verborgen" not in sign_in(noor).post(f"{NEW}proberen/", tried).content.decode()
    assert not SynonymRule.objects.exists()
    assert search("wasmachine", viewer=keeper).total == 1
    row = make_rule("wasmachine")
    synonyms.look_again()
    changed = client.post(f"{LIST}{row.pk}/proberen/", {**tried, "meaning": "kelder"}).content.decode()
    assert changed.count("sw-preview__hit--gone") == 4
    blocked = client.post(f"{NEW}proberen/", {**WASHER, "tried": "BSN 123456782"}).content.decode()
    assert "123456782" not in blocked.partition('id="preview"')[2]


@pytest.mark.django_db
def test_subjects_name_each_other(keeper: User) -> None:
    make_subject("Bijzondere bijstand", "wasgeld")
    synonyms.look_again()
    assert [one.words for one in synonyms.meanings(asking.read("wasgeld").terms)] == ["Bijzondere bijstand"]
    assert [one.words for one in synonyms.meanings(asking.read("bijzondere bijstand").terms)] == ["wasgeld"]


HOSTILE = ("\x00", "a" * 10_000, "🙂" * 300, '"><script>x</script>', "{{ x }} AND (OR *:~2^ %00\r\n")


@pytest.mark.django_db
def test_nothing_that_is_sent_breaks_a_page(client: Client) -> None:
    row = make_rule('"><script>x</script>', "{{ request }}", "both")
    synonyms.look_again()
    fields = ("words", "meaning", "kind", "tried", "seen", "q", "removed", "picked", "act")
    for text in HOSTILE:
        answers = [client.get(address, dict.fromkeys(fields, text[:2_000])) for address in (LIST, NEW)]
        posted = (NEW, f"{LIST}{row.pk}/proberen/", f"{LIST}terug/")
        answers += [client.post(address, dict.fromkeys(fields, text)) for address in posted]
        answers.append(client.post(f"{NEW}proberen/", {**WASHER, "tried": text}))
        for answer in answers:
            assert answer.status_code in {200, 302, 422}
            assert "<script>x" not in answer.content.decode()
    for number in (0, 10**30):
        assert client.get(f"{LIST}{number}/").status_code == 404
        assert client.post(LIST, {"act": "remove", "picked": [number]}).status_code == 302
