"""What the home page, the result page and the box show, as plain values."""

from samenwijzer.home.queries._results import TYPES, box_address, outcome, result_page
from samenwijzer.home.queries._start import start_page, tasks
from samenwijzer.home.queries._suggestions import kind_of

__all__ = ["TYPES", "box_address", "kind_of", "outcome", "result_page", "start_page", "tasks"]
