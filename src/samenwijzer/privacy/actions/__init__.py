"""What is done for people's privacy."""

from samenwijzer.privacy.actions.block_reports import decide_block_report, hear_block_report, report_block
from samenwijzer.privacy.actions.erasures import file_erasures, filed_erasures
from samenwijzer.privacy.actions.forgetting import (
    CannotForget,
    forget_colleague,
    forget_person,
    wipe_remains_job,
)
from samenwijzer.privacy.actions.own_data import (
    ask_own_data,
    forget_own_data,
    make_own_data_job,
    own_data_now,
    prune_own_data,
)
from samenwijzer.privacy.actions.redaction import CannotRedact, redact_text, wipe_redacted_job
from samenwijzer.privacy.actions.redactions import file_redactions, redact_again
from samenwijzer.privacy.actions.terms import change_terms, end_terms, end_terms_job
from samenwijzer.privacy.actions.text_reports import (
    CannotReport,
    forget_reports,
    mark_heard,
    note_look,
    prune_text_reports,
    report_text,
    show_again,
)

__all__ = [
    "CannotForget",
    "CannotRedact",
    "CannotReport",
    "ask_own_data",
    "change_terms",
    "decide_block_report",
    "end_terms",
    "end_terms_job",
    "file_erasures",
    "file_redactions",
    "filed_erasures",
    "forget_colleague",
    "forget_own_data",
    "forget_person",
    "forget_reports",
    "hear_block_report",
    "make_own_data_job",
    "mark_heard",
    "note_look",
    "own_data_now",
    "prune_own_data",
    "prune_text_reports",
    "redact_again",
    "redact_text",
    "report_block",
    "report_text",
    "show_again",
    "wipe_redacted_job",
    "wipe_remains_job",
]
