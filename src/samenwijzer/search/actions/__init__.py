"""What is done to the index, and to the words that mean the same."""

from samenwijzer.search.actions._index import TooSlow, catch_up, heal, rebuild, repair_index, run_indexer
from samenwijzer.search.actions._proposals import (
    accept_proposal,
    decline_proposal,
    hear_proposal,
    propose_synonym,
)
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
from samenwijzer.search.actions._synonyms import add_rule, add_rules, change_rule, remove_rules

__all__ = [
    "TooSlow",
    "accept_proposal",
    "add_rule",
    "add_rules",
    "catch_up",
    "change_rule",
    "close_week",
    "close_weeks_job",
    "decline_proposal",
    "forget_recent",
    "forget_searches",
    "heal",
    "hear_proposal",
    "note_opened",
    "note_search",
    "propose_synonym",
    "prune_numbers",
    "prune_proposals",
    "prune_recent",
    "rebuild",
    "remove_rules",
    "repair_index",
    "run_indexer",
    "settle_gap",
]
