"""What is done to the index, and to the words that mean the same."""

from samenwijzer.search.actions._index import TooSlow, catch_up, heal, rebuild, repair_index, run_indexer

__all__ = ["TooSlow", "catch_up", "heal", "rebuild", "repair_index", "run_indexer"]
