"""What the home page, the result page and the box show, as plain values."""

from samenwijzer.home.queries._results import outcome, result_page
from samenwijzer.home.queries._start import start_page, tasks
from samenwijzer.home.queries._suggestions import Suggested, searched_before, suggestions
from samenwijzer.home.queries._wish import TYPES, Wish

__all__ = [
    "TYPES",
    "Suggested",
    "Wish",
    "outcome",
    "result_page",
    "searched_before",
    "start_page",
    "suggestions",
    "tasks",
]
