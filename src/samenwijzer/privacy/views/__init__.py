"""The doors of privacy."""

from samenwijzer.privacy.views.checking import block_heard, block_reports, check, decide_block, report_block
from samenwijzer.privacy.views.forgetting import erasures, forget, gone
from samenwijzer.privacy.views.overrides import overrides
from samenwijzer.privacy.views.own_data import own_data, own_data_file, own_data_file_of, own_data_of
from samenwijzer.privacy.views.terms import retention
from samenwijzer.privacy.views.texts import redact, report, text, text_heard, withheld, withheld_text

__all__ = [
    "block_heard",
    "block_reports",
    "check",
    "decide_block",
    "erasures",
    "forget",
    "gone",
    "overrides",
    "own_data",
    "own_data_file",
    "own_data_file_of",
    "own_data_of",
    "redact",
    "report",
    "report_block",
    "retention",
    "text",
    "text_heard",
    "withheld",
    "withheld_text",
]
