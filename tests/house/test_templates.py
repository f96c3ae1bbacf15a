"""What may stand in a template: addresses that exist, and nothing the content security policy refuses."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.reading import Rule, Source, breaches, sample, templates

URL_TAG = re.compile(r"\{%-?\s*url\s+(['\"])(?P<name>[^'\"]+)\1")
REFUSED = {
    re.compile(r"\sstyle\s*=", re.IGNORECASE): "an inline style is refused by the policy: write a class",
    re.compile(r"<style\b", re.IGNORECASE): "styles live in the style sheets",
    re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE): "scripts live in files: give it a src",
    re.compile(
        r"<[^>]*\son(?!ly\b)[a-z]+\s*=", re.IGNORECASE
    ): "an inline handler is refused by the policy: write an element",
    re.compile(r"\bhx-on\b", re.IGNORECASE): "hx-on evaluates script: write an element",
    re.compile(r"=\s*['\"]\s*(?:js|javascript):", re.IGNORECASE): "js: evaluates script: write an element",
    re.compile(r"hx-trigger\s*=\s*\"[^\"]*\["): "a trigger filter evaluates script: write an element",
    re.compile(r"(?:src|href|action)\s*=\s*\"(?:https?:)?//(?!\{)"): "nothing is fetched from elsewhere",
}


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern) and entry.name:
            yield space + entry.name
        elif isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)


def addresses_exist(source: Source) -> Iterator[str]:
    known = set(names())
    for found in URL_TAG.finditer(source.text):
        if found["name"] not in known:
            yield f"no address is named {found['name']!r}"


def nothing_evaluates(source: Source) -> Iterator[str]:
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", source.text, flags=re.DOTALL)
    for pattern, instead in REFUSED.items():
        if pattern.search(text):
            yield instead


@pytest.mark.parametrize("rule", [addresses_exist, nothing_evaluates], ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    found = breaches(rule, templates())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (addresses_exist, "<a href=\"{% url 'forum:no-such-page' 1 %}\">"),
        (nothing_evaluates, '<p style="color: red">'),
        (nothing_evaluates, "<style>p {}</style>"),
        (nothing_evaluates, "<script>alert()</script>"),
        (nothing_evaluates, '<button onclick="go()">'),
        (nothing_evaluates, '<button hx-on:click="go()">'),
        (nothing_evaluates, '<a href="javascript:go()">'),
        (nothing_evaluates, '<div hx-vals="js:{a: 1}">'),
        (nothing_evaluates, '<div hx-trigger="click[ctrlKey]">'),
        (nothing_evaluates, '<img src="https://example.org/x.png">'),
    ],
)
def test_rule_catches(rule: Rule, text: str) -> None:
    assert list(rule(sample("forum/templates/forum/x.html", text)))


def test_ordinary_markup_passes() -> None:
    text = '<script src="{% static "x.js" %}" defer></script><c-button hx-get="/x/" only="1">x</c-button>'
    assert not list(nothing_evaluates(sample("forum/templates/forum/x.html", text)))
