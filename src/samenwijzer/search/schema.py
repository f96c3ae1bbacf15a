"""What the index holds of a document, field by field.

All text goes in as terms of our own analyzer, joined by spaces: Tantivy only has to cut at white space.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import tantivy

from samenwijzer.kernel.modules import SearchDocument
from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term, fingerprint, surfaces, terms

VERSION = 6
"""Raise it when a field changes: every index is then made anew."""

TIERS = tuple(weights.TIERS)
POSITION_REF = "~position"
"""The ref of documents that nobody may read: the highest number among them says how far the log was read."""

LONGEST_BODY = 200_000
"""Characters of a body that are indexed; the rest is left out."""

_RAW, _WHITE = "raw", "white"


def version() -> str:
    """Stands in the name of a generation: another schema, analyzer, word list or weight is another index."""
    return f"{VERSION}-{fingerprint()}-{weights.fingerprint()}"


@cache
def schema() -> tantivy.Schema:
    """The fields. *Parts* are those of compounds; bytes are only stored.

    *prefix* is for suggestions, *spelled* has the words as they were written, for what is mistyped.
    """
    build = tantivy.SchemaBuilder()
    build.add_text_field("ref", stored=True, tokenizer_name=_RAW, index_option="basic")
    for name in ("type", "state"):
        build.add_text_field(name, fast=True, tokenizer_name=_RAW, index_option="basic")
    for name in ("readers", "prefix", "prefix_keywords", "spelled", "tied"):
        build.add_text_field(name, tokenizer_name=_WHITE, index_option="basic")
    for name in ("title", "body"):
        build.add_text_field(name, tokenizer_name=_WHITE, index_option="position")
    for name in ("title_parts", "keywords", "body_parts", "beside"):
        build.add_text_field(name, tokenizer_name=_WHITE, index_option="freq")
    for name in ("number", "tier_code"):
        build.add_unsigned_field(name, fast=True)
    for name in ("kind", "space", "department", "subjects"):
        build.add_unsigned_field(name, fast=True, indexed=True)
    build.add_integer_field("day", fast=True, indexed=True)
    build.add_float_field("weight", fast=True)
    for name in ("data", "text", "digest"):
        build.add_bytes_field(name, stored=True)
    build.add_unsigned_field("is_outdated", fast=True)
    return build.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Must follow every opening of an index: Tantivy forgets its tokenizers."""
    white = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_WHITE, white)


def kind_code(kind: str) -> int:
    """A number for a kind such as "forum.question", the same in every process."""
    return int.from_bytes(hashlib.blake2b(kind.encode(), digest_size=7).digest(), "big")


def to_tantivy(document: SearchDocument) -> tantivy.Document:
    """Analyze a document and lay it in the fields."""
    body = document.body[:LONGEST_BODY]
    title_terms = list(terms(document.title))
    keyword_terms = [term for keyword in document.keywords for term in terms(keyword)]
    body_terms = list(terms(body))
    beside_terms = list(terms(document.beside[:LONGEST_BODY]))
    fields: dict[str, Any] = {
        "ref": str(document.ref),
        "type": document.type,
        "readers": " ".join(document.readers),
        "title": _wholes(title_terms),
        "title_parts": _parts(title_terms),
        "keywords": _wholes(keyword_terms) + " " + _parts(keyword_terms),
        "body": _wholes(body_terms),
        "body_parts": _parts(body_terms),
        "beside": _wholes(beside_terms) + " " + _parts(beside_terms),
        "prefix": _prefixes([document.title], title_terms),
        "prefix_keywords": _prefixes(document.keywords, keyword_terms),
        "spelled": " ".join(
            {word for text in (document.title, *document.keywords, body) for word in surfaces(text)}
        ),
        "kind": kind_code(document.ref.kind),
        "number": document.ref.id,
        "tier_code": TIERS.index(document.tier) if document.tier in TIERS else len(TIERS),
        "day": document.on.toordinal() if document.on else 0,
        "weight": weights.document_weight(document),
        "is_outdated": int(document.state in weights.STATES),
        "data": json.dumps(_data(document), ensure_ascii=False).encode("utf-8", "replace"),
        "text": body.encode("utf-8", "replace"),
        "digest": digest(document),
    }
    optional = {"space": document.space_id, "department": document.department_id, "state": document.state}
    fields |= {name: value for name, value in optional.items() if value is not None}
    if document.ties:
        fields["tied"] = " ".join(["1", *sorted({f"person:{tie.person_id}" for tie in document.ties})])
    many = {"subjects": sorted(set(document.subjects))} if document.subjects else {}
    values = {name: [value] for name, value in fields.items()} | many
    return tantivy.Document.from_dict(values, schema())


def digest(document: SearchDocument) -> bytes:
    """Sixteen bytes that differ when anything of a document differs that the index holds."""
    plain = [_data(document), document.body[:LONGEST_BODY], document.beside, sorted(document.readers)]
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def position_document(position: str, number: int) -> tantivy.Document:
    """The document that says how far the change log has been read; it commits with the rest or not at all."""
    fields = {"ref": [POSITION_REF], "number": [number], "data": [position.encode()]}
    return tantivy.Document.from_dict(fields, schema())


def _wholes(found: list[Term]) -> str:
    return " ".join(term.whole for term in found)


def _parts(found: list[Term]) -> str:
    return " ".join(part for term in found for part in term.parts)


def _prefixes(texts: Iterable[str], found: list[Term]) -> str:
    typed = {tail for term in found for tail in term.tails}
    typed.update(word for text in texts for word in surfaces(text))
    return " ".join(sorted(typed))


def _data(document: SearchDocument) -> dict[str, Any]:
    return {
        "external_id": document.external_id,
        "type": document.type,
        "tier": document.tier,
        "title": document.title,
        "url": document.url,
        "state": document.state,
        "on": document.on.isoformat() if document.on else None,
        "space": document.space_id,
        "department": document.department_id,
        "keywords": document.keywords,
        "subjects": sorted(set(document.subjects)),
        "places": document.places,
        "ties": [
            [tie.person_id, tie.kind, tie.on.isoformat() if tie.on else None, tie.text]
            for tie in document.ties
        ],
    }
