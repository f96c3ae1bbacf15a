"""The Dutch analyzer, the same for what is indexed and for what is asked. Pure functions, no Django."""

from samenwijzer.search.analyzer.fold import WORD, fold, words
from samenwijzer.search.analyzer.lexicon import is_word
from samenwijzer.search.analyzer.terms import (
    Term,
    fingerprint,
    is_prefix,
    stems,
    surfaces,
    term,
    term_of,
    terms,
)

__all__ = [
    "WORD",
    "Term",
    "fingerprint",
    "fold",
    "is_prefix",
    "is_word",
    "stems",
    "surfaces",
    "term",
    "term_of",
    "terms",
    "words",
]
