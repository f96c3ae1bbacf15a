"""Reads of the signpost, as plain values."""

from samenwijzer.signpost.queries._list import (
    Choice,
    Letter,
    ServiceFilter,
    ServiceList,
    ServiceRow,
    service_list,
)
from samenwijzer.signpost.queries._related import Nearby, related
from samenwijzer.signpost.queries._service import (
    AgreedAnswer,
    LawLink,
    Named,
    ServicePage,
    Step,
    agreed_answer,
    service_addresses,
    service_page,
    where_services_hold,
)

__all__ = [
    "AgreedAnswer",
    "Choice",
    "LawLink",
    "Letter",
    "Named",
    "Nearby",
    "ServiceFilter",
    "ServiceList",
    "ServicePage",
    "ServiceRow",
    "Step",
    "agreed_answer",
    "related",
    "service_addresses",
    "service_list",
    "service_page",
    "where_services_hold",
]
