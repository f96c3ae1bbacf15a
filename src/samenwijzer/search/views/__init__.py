"""The doors of search, for who keeps it."""

from samenwijzer.search.views._gaps import gap, gaps, settle_gap
from samenwijzer.search.views._proposals import decide_proposal, proposal_heard, proposals, propose_synonym
from samenwijzer.search.views._synonyms import (
    add_synonym,
    put_back_synonyms,
    starter_set,
    synonym,
    synonyms,
    try_new_synonym,
    try_synonym,
)

__all__ = [
    "add_synonym",
    "decide_proposal",
    "gap",
    "gaps",
    "proposal_heard",
    "proposals",
    "propose_synonym",
    "put_back_synonyms",
    "settle_gap",
    "starter_set",
    "synonym",
    "synonyms",
    "try_new_synonym",
    "try_synonym",
]
