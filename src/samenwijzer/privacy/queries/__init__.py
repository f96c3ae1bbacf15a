"""What can be read about people's privacy."""

from samenwijzer.privacy.queries.backups import LAST_BACKUP, LastBackup, last_backup
from samenwijzer.privacy.queries.block_reports import BlockReportRow, block_report_list, who_releases
from samenwijzer.privacy.queries.checking import check_texts
from samenwijzer.privacy.queries.erasures import ErasureRow, erasure_list
from samenwijzer.privacy.queries.forgetting import ForgetPage, forget_page
from samenwijzer.privacy.queries.gone import GoneRow, gone_people
from samenwijzer.privacy.queries.overrides import OverrideRow, override_list
from samenwijzer.privacy.queries.own_data import OwnDataPage, own_data_page
from samenwijzer.privacy.queries.redaction import JudgedText, Markable, judged_text, without_words
from samenwijzer.privacy.queries.terms import TermRow, every_term, retention_page, term_days
from samenwijzer.privacy.queries.text_reports import (
    Reported,
    TextToReport,
    WithheldRow,
    reports_of,
    tasks_of,
    text_to_report,
    withheld_list,
)

__all__ = [
    "LAST_BACKUP",
    "BlockReportRow",
    "ErasureRow",
    "ForgetPage",
    "GoneRow",
    "JudgedText",
    "LastBackup",
    "Markable",
    "OverrideRow",
    "OwnDataPage",
    "Reported",
    "TermRow",
    "TextToReport",
    "WithheldRow",
    "block_report_list",
    "check_texts",
    "erasure_list",
    "every_term",
    "forget_page",
    "gone_people",
    "judged_text",
    "last_backup",
    "override_list",
    "own_data_page",
    "reports_of",
    "retention_page",
    "tasks_of",
    "term_days",
    "text_to_report",
    "who_releases",
    "withheld_list",
    "without_words",
]
