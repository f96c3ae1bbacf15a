"""Why something was found that does not hold the very words that were asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from samenwijzer.search.found import Why
from samenwijzer.search.matching import Key, Matcher, Span


def why(
    matcher: Matcher, parts: Iterable[tuple[str, Sequence[Span]]], keywords: Sequence[str]
) -> tuple[Why, ...]:
    """Say for each word of the query that stands nowhere in the parts or keywords what was found instead."""
    written: dict[Key, str] = {}
    for text, spans in (*parts, *((keyword, matcher.spans(keyword)) for keyword in keywords)):
        for span in spans:
            for key in span.keys:
                written.setdefault(key, text[span.start : span.end])
    plain = {key.place for key in written if key.kind == "word"}
    reasons = [
        reason
        for place in range(len(matcher.asked))
        if place not in plain and (reason := _instead_of(place, matcher, written)) is not None
    ]
    return tuple(dict.fromkeys(reasons))


def _instead_of(place: int, matcher: Matcher, written: dict[Key, str]) -> Why | None:
    asked = matcher.asked[place].surface
    for number, meaning in enumerate(matcher.meanings):
        if meaning.begin <= place < meaning.end:
            found = {key.stem for key in written if key.meaning == number}
            if found.issuperset(term.whole for term in meaning.terms):
                words = " ".join(term.surface for term in matcher.asked[meaning.begin : meaning.end])
                kind: Literal["spelling", "synonym"] = "spelling" if meaning.kind == "spelling" else "synonym"
                return Why(kind=kind, asked=words, found=meaning.words)
    for key, word in written.items():
        if key.place == place and key.kind == "part":
            return Why(kind="part", asked=asked, found=word)
    leaves = {key.stem: word for key, word in written.items() if key.place == place and key.kind == "leaf"}
    if leaves and len(leaves) == len(set(matcher.asked[place].leaves)):
        return Why(kind="part", asked=asked, found=" ".join(dict.fromkeys(leaves.values())))
    return None
