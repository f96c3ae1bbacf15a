"""Index and database side by side."""

from samenwijzer.search.comparing import Comparison, compare

__all__ = ["Comparison", "compare_index"]


def compare_index() -> Comparison:
    """Compare the index with the database, for `samenwijzer check`; reads everything."""
    return compare()
