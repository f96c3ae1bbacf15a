"""Every number that ranks, in this one place.

The score of a hit is BM25 summed over the words of the query, times the weight of its document (tier and
state), times freshness, times how much of its title was asked for.
"""

import datetime
import hashlib
import math

from samenwijzer.kernel.modules import SearchDocument

# How much a word counts by where it is found. A compound's parts count a little less than a whole word.
TITLE = 1.0
TITLE_PARTS = 0.8
KEYWORDS = 1.0
BODY = 1.0
BODY_PARTS = 0.3
BESIDE = 0.8
FIELDS = (
    ("title", TITLE),
    ("title_parts", TITLE_PARTS),
    ("keywords", KEYWORDS),
    ("body", BODY),
    ("body_parts", BODY_PARTS),
    ("beside", BESIDE),
)
PREFIXES = (("prefix", 1.0), ("prefix_keywords", 0.2))
"""How much the beginning of a word counts for a suggestion, in the title and in the keywords."""

OTHER_FIELDS = 0.25
"""A word counts for its best field, and this much for each other field it is also found in."""

SAYS_LITTLE = 0.5
"""A word whose rarity is less than this share of that of the rarest word of the query need not be there."""

LITTLE = 0.4
"""How much a word of `data/little.txt` counts: rare as it may be where little is written, it says nothing."""

PART_ALONE = 0.4
"""One part of a compound of the query that nobody wrote: *klacht* for *klachtenprocedure*."""

PARTS_TOGETHER = 0.6
"""A compound of the query that is found as loose words: *kostendelersnorm* in *de norm voor kostendelers*."""

HALF_TYPED = 2.5
"""A word that nobody wrote, found as the beginning of a word in a title."""

MEANINGS = {"both": 0.8, "abbreviation": 0.95, "said": 0.8, "one_way": 0.7, "spelling": 0.9}
"""How much another word counts beside the one that was typed, by why it may stand for it: *both*, *one_way*
and *said* are synonyms, an *abbreviation* is the same thing, a *spelling* is what was probably meant."""

TITLE_PHRASE = 4.5
"""The words of the query stand side by side in the title."""

PAIRS = (("title", 1, 1.0), ("body", 3, 0.5))
"""Two words of the query that follow each other do so in this field, with so many words between, at most."""

ALL_WORDS = 8.0
"""How many times more the words count of a document with all of them, when others are listed too."""

TITLE_COVERAGE = 14.0
"""How far a hit rises when its title says what was asked, all of it and nothing else."""

NOT_RAISED = {"service_without_answer"}
"""Tiers whose title raises nothing: a service without an agreed answer stands below those with one."""

TITLE_STEEPNESS = 2
"""A title of which half was asked for counts a quarter of one that was asked for whole."""

ASKED_STEEPNESS = 3
"""A title with half of what was asked counts an eighth of one with all of it."""

COVERED_WHOLE = 1.0
COVERED_PART = 0.85
COVERED_LOOSE = 0.6
COVERED_HYPHEN = 0.5
"""How much of a title's word is covered by the same word; by a part of it, or all its parts; by being a part
of a compound that was asked; by a segment before or after a hyphen."""

TIERS = {
    "service": 1.35,
    "instruction": 1.15,
    "accepted_answer": 1.05,
    "question": 1.0,
    "answer": 0.9,
    "person": 0.45,
    "law": 0.25,
    "service_without_answer": 0.22,
}
PARTS_AT_ONCE = 2
FURTHER_PARTS = 0.6
"""So many parts of one page, such as answers to one question, count whole; those after them count less."""

STATES = {"expired": 0.4, "replaced": 0.35}
OUTDATED = 1e-6
"""What is expired or replaced stands after all that is current."""

FRESH_DAYS = 540.0
"""Days in which the extra of a new document falls to a third."""

FRESH_EXTRA = 0.25

OPENED_EXTRA = 0.5
"""What is opened by very many people after they searched the same words rises by this share."""

OPENED_HALF = 20.0
"""So many people give half of that."""

KNOWN_WORDS = 0.3
"""A text of which a smaller share of the words stands anywhere names no colleagues: nobody wrote of it."""

LONG_TEXT = 4
"""From so many telling words on, a hit with two of them says something about who knows."""


def document_weight(document: SearchDocument) -> float:
    """What a document's tier and state make of its score, known at indexing; 1 for an unknown tier."""
    return TIERS.get(document.tier, 1.0) * STATES.get(document.state or "current", 1.0)


def fingerprint() -> str:
    """Changes when documents get another weight, which is written in the index."""
    return hashlib.sha256(repr((TIERS, STATES)).encode()).hexdigest()[:4]


def opened(people: int) -> float:
    """From 1 for what nobody opened for these words to 1.5; less than five people are not known."""
    return 1.0 + OPENED_EXTRA * people / (people + OPENED_HALF)


def freshness(day: int, today: datetime.date) -> float:
    """From 1 for what is old or has no date (`day` 0) to 1.25 for what is of today; `day` is an ordinal."""
    if not day:
        return 1.0
    age = max(0, today.toordinal() - day)
    return 1.0 + FRESH_EXTRA * math.exp(-age / FRESH_DAYS)
