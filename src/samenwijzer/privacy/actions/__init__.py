"""What is done for people's privacy."""

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
from samenwijzer.privacy.actions.terms import change_terms, end_terms, end_terms_job

__all__ = [
    "CannotForget",
    "ask_own_data",
    "change_terms",
    "end_terms",
    "end_terms_job",
    "file_erasures",
    "filed_erasures",
    "forget_colleague",
    "forget_own_data",
    "forget_person",
    "make_own_data_job",
    "own_data_now",
    "prune_own_data",
    "wipe_remains_job",
]
