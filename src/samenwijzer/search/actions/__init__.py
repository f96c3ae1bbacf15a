"""What is done to the index, and to the words that mean the same."""

from samenwijzer.search.actions._index import TooSlow, catch_up, heal, rebuild, repair_index, run_indexer
from samenwijzer.search.actions._searches import (
    close_week,
    close_weeks_job,
    forget_recent,
    forget_searches,
    note_opened,
    note_search,
    prune_numbers,
    prune_proposals,
    prune_recent,
    settle_gap,
)

__all__ = [
    "TooSlow",
    "catch_up",
    "close_week",
    "close_weeks_job",
    "forget_recent",
    "forget_searches",
    "heal",
    "note_opened",
    "note_search",
    "prune_numbers",
    "prune_proposals",
    "prune_recent",
    "rebuild",
    "repair_index",
    "run_indexer",
    "settle_gap",
]
