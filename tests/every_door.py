"""Every address of the site, read from the URL configuration, so that a new one is tested without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

SOURCES = Path(__file__).parent.parent / "src" / "samenwijzer"
NUMBER = re.compile(r"<int:\w+>")
REFERENCE = re.compile(r"<str:\w+>")
# What stands in the place of a regular expression that no example can be made of.
EXAMPLES = {
    r"account/^confirm-email/[^/]+/$": "account/confirm-email/MTox/",
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": "account/confirm-email/MTox/",
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "account/password/reset/key/1-x/",
    r"^account/confirm-email/[^/]+/$": "account/confirm-email/MTox/",
}
# Which kind of thing the number in an address names; the longest beginning counts.
KINDS = {
    "vragen/": "forum.question",
    "vragen/antwoord/": "forum.answer",
    "vragen/verzoek/": "forum.request",
    "bibliotheek/": "documents.page",
    "wegwijzer/": "signpost.service",
    "ruimtes/": "spaces.space",
    "collegas/": "people.person",
    "collegas/ik/onderwerpen/": "people.declared",
    "collegas/ik/bewijs/": "subjects.subject",
    "collegas/bevestiging/": "people.confirmation",
    "beheer/": "administration.thing",
    "beheer/vergeten/": "people.person",
    "beheer/import/": "exchange.import",
    "beheer/export/": "exchange.export",
    "team/": "accounts.team",
    "beheer/onderwerpen/": "subjects.subject",
    "beheer/synoniemen/": "search.synonym",
    "beheer/synoniemen/voorstellen/": "search.proposal",
    "beheer/zoekvragen/": "search.gap",
    "aan-jou-gevraagd/synoniem/": "search.proposal",
    "vragen/ruimte/": "spaces.space",
    "bibliotheek/ruimte/": "spaces.space",
    "ruimtes/lid/": "spaces.member",
    "ruimtes/verzoek/": "spaces.request",
    "afdelingen/": "accounts.department",
    "teams/": "accounts.team",
    "aan-jou-gevraagd/eigenaar/": "journeys.ownership",
    "aan-jou-gevraagd/bevestiging/": "people.confirmation",
    "aan-jou-gevraagd/onderwerp/": "people.choice",
    "aan-jou-gevraagd/melding/": "privacy.block_report",
    "aan-jou-gevraagd/tekst/": "privacy.text_report",
}
_READ = re.compile(r"(?:GET|POST|query)\.get(?:list)?\(\s*\"(\w+)\"")
_FORM_FIELD = re.compile(r"^    (\w+) = (?:forms\.\w+Field|Words|Sending)\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Door:
    """A route of the URL configuration. `kind` says what its number names, and is empty without one."""

    route: str
    kind: str

    def address(self, *, number: int = 1, reference: str = "forum.question:1") -> str:
        path = EXAMPLES.get(self.route, self.route)
        return "/" + REFERENCE.sub(reference, NUMBER.sub(str(number), path))

    def __str__(self) -> str:
        return self.route or "home"


def doors() -> list[Door]:
    """Return every door. Raises KeyError when a number or an expression in a route is not known here."""
    return [Door(route, _kind(route)) for route in dict.fromkeys(_routes(get_resolver(), ""))]


def field_names() -> list[str]:
    """Return the name of every field that some door reads, from its forms and from its own reading."""
    names = {"login", "password", "oldpassword", "password1", "password2", "email", "next", "remember"}
    for path in SOURCES.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            names.update(_READ.findall(text))
            names.update(_FORM_FIELD.findall(text))
    return sorted(names | {"subject_1", "subject_2", "subject_3"})


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, route)
        elif isinstance(entry.pattern, RegexPattern):
            EXAMPLES[route]  # A new expression needs an example.
            yield route
        else:
            yield route


def _kind(route: str) -> str:
    if not NUMBER.search(route):
        return ""
    return KINDS[max((start for start in KINDS if route.startswith(start)), key=len)]
