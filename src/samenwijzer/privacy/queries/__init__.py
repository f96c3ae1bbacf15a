"""What can be read about people's privacy."""

from samenwijzer.privacy.queries.backups import LAST_BACKUP, LastBackup, last_backup
from samenwijzer.privacy.queries.erasures import ErasureRow, erasure_list
from samenwijzer.privacy.queries.forgetting import ForgetPage, forget_page
from samenwijzer.privacy.queries.gone import GoneRow, gone_people
from samenwijzer.privacy.queries.own_data import OwnDataPage, own_data_page
from samenwijzer.privacy.queries.terms import TermRow, every_term, retention_page, term_days

__all__ = [
    "LAST_BACKUP",
    "ErasureRow",
    "ForgetPage",
    "GoneRow",
    "LastBackup",
    "OwnDataPage",
    "TermRow",
    "erasure_list",
    "every_term",
    "forget_page",
    "gone_people",
    "last_backup",
    "own_data_page",
    "retention_page",
    "term_days",
]
