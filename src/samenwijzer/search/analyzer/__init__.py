"""The Dutch analyzer, the same for what is indexed and for what is asked. Pure functions, no Django."""

from samenwijzer.search.analyzer.fold import fold, words
from samenwijzer.search.analyzer.lexicon import is_word
from samenwijzer.search.analyzer.terms import (
    Term,
    fingerprint,
    is_prefix,
    stems,
    surfaces,
    term,
    terms,
)

__all__ = [
    "Term",
    "fingerprint",
    "fold",
    "is_prefix",
    "is_word",
    "stems",
    "surfaces",
    "term",
    "terms",
    "words",
]
