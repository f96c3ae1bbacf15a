"""Reads about who people are."""

from samenwijzer.accounts.queries._presence import Presence, presence
from samenwijzer.accounts.queries._tree import departments_under

__all__ = ["Presence", "departments_under", "presence"]
