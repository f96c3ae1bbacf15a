"""What search keeps beside its index."""

from samenwijzer.search.models._searches import (
    LONGEST_WORDS,
    CountedOpening,
    CountedSearch,
    Gap,
    OpenedFor,
    RecentSearch,
    SearchGroup,
    SynonymProposal,
    WeekKey,
)
from samenwijzer.search.models._synonyms import RuleKind, SynonymRule

__all__ = [
    "LONGEST_WORDS",
    "CountedOpening",
    "CountedSearch",
    "Gap",
    "OpenedFor",
    "RecentSearch",
    "RuleKind",
    "SearchGroup",
    "SynonymProposal",
    "SynonymRule",
    "WeekKey",
]
