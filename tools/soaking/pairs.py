"""A job of two writes with a pause between them, so that it can be killed in its midst."""

import time

from django.db import transaction

from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

FIRST, SECOND = "soak.first.written", "soak.second.written"


@job(seconds=30)
@transaction.atomic
def write_pair_job(number: int) -> None:
    audit.record(action=FIRST, actor=None, object=Ref("soak.pair", number))
    time.sleep(0.05)
    audit.record(action=SECOND, actor=None, object=Ref("soak.pair", number))
