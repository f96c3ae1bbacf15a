"""Reads on the index.

Everything that comes out was asked with the viewer's reader tokens and read back through the rights of its
source, so that a stale index shows nothing that the database would not.

None of these raises on any text; a missing or damaged index gives empty answers and a warning in the log.
"""

from samenwijzer.search.found import (
    NO_FACETS,
    NO_FILTERS,
    Facets,
    Filters,
    Hit,
    Results,
    Sort,
    Suggestion,
    TiedHit,
    Why,
)
from samenwijzer.search.queries._comparing import Comparison, compare_index
from samenwijzer.search.queries._preview import PreviewHit, PreviewSearch, preview
from samenwijzer.search.queries._proposals import (
    Proposal,
    look_again,
    proposal_tasks,
    proposals,
    waiting_proposals,
)
from samenwijzer.search.queries._search import search
from samenwijzer.search.queries._searches import (
    Recent,
    SearchGap,
    SubjectToAsk,
    opened_for,
    recent_searches,
    recent_texts_for_preview,
    search_gap,
    search_gaps,
    subjects_to_ask,
)
from samenwijzer.search.queries._similar import similar
from samenwijzer.search.queries._suggest import suggest
from samenwijzer.search.queries._synonyms import RuleRow, rule_list, rules_to_start_with
from samenwijzer.search.queries._ties import tied_to, ties, ties_about, ties_for_each, ties_of_each

__all__ = [
    "NO_FACETS",
    "NO_FILTERS",
    "Comparison",
    "Facets",
    "Filters",
    "Hit",
    "PreviewHit",
    "PreviewSearch",
    "Proposal",
    "Recent",
    "Results",
    "RuleRow",
    "SearchGap",
    "Sort",
    "SubjectToAsk",
    "Suggestion",
    "TiedHit",
    "Why",
    "compare_index",
    "look_again",
    "opened_for",
    "preview",
    "proposal_tasks",
    "proposals",
    "recent_searches",
    "recent_texts_for_preview",
    "rule_list",
    "rules_to_start_with",
    "search",
    "search_gap",
    "search_gaps",
    "similar",
    "subjects_to_ask",
    "suggest",
    "tied_to",
    "ties",
    "ties_about",
    "ties_for_each",
    "ties_of_each",
    "waiting_proposals",
]
