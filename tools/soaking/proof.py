"""What must hold when everything runs again."""

import time
from collections import Counter
from collections.abc import Iterator

from django.db import close_old_connections
from django_tasks_db.models import DBTaskResult

from samenwijzer.documents.models import Page
from samenwijzer.forum.models import Answer
from samenwijzer.outbox.models import AuditLine
from samenwijzer.search.actions import TooSlow, catch_up
from samenwijzer.search.queries import compare_index, search
from soaking.pairs import FIRST, SECOND, write_pair_job
from soaking.work import Acknowledged

PATIENCE = 90.0  # seconds for the last job and for the index


def missing(done: Acknowledged) -> Iterator[str]:
    """Give a sentence for each promise that was not kept."""
    close_old_connections()
    yield from _jobs(done)
    yield from _rows(done)
    yield from _index(done)


def _jobs(done: Acknowledged) -> Iterator[str]:
    ours = DBTaskResult.objects.filter(task_path=write_pair_job.module_path)
    end = time.monotonic() + PATIENCE
    while ours.exclude(status__in=["SUCCESSFUL", "FAILED"]).exists() and time.monotonic() < end:
        time.sleep(0.2)
    counts = Counter(ours.values_list("status", flat=True))
    if set(counts) - {"SUCCESSFUL"}:
        yield f"jobs did not all end well: {dict(counts)}"
    if counts.total() < len(done.jobs):
        yield f"{len(done.jobs)} jobs were put in the queue, {counts.total()} are known"
    lines = AuditLine.objects.filter(action__in=[FIRST, SECOND]).values_list("action", "object")
    pairs = Counter(lines)
    for number in done.jobs:
        first, second = (pairs[action, f"soak.pair:{number}"] for action in (FIRST, SECOND))
        if first < 1 or first != second:
            yield f"job {number} was done half: {first} first and {second} second writes"


def _rows(done: Acknowledged) -> Iterator[str]:
    bodies = Answer.objects.filter(body__startswith="Het antwoord is zq").values_list("body", flat=True)
    answers = Counter(body.removeprefix("Het antwoord is ").removesuffix(".") for body in bodies)
    for word in done.answers:
        if not answers[word]:
            yield f"an acknowledged answer is not in the database: {word}"
    yield from (f"an answer stands {count} times: {word}" for word, count in answers.items() if count > 1)
    stored = set(Page.objects.filter(external_id__startswith="soak-").values_list("external_id", flat=True))
    if lost := done.pages.keys() - stored:
        yield f"{len(lost)} imported pages are not in the database"


def _index(done: Acknowledged) -> Iterator[str]:
    try:
        catch_up(timeout=PATIENCE)
    except TooSlow:
        yield f"the index is behind after {PATIENCE:.0f} seconds"
        return
    for word in (*done.answers, *done.pages.values()):
        if not search(word, viewer=None, limit=1).total:
            yield f"search does not find {word}"
    comparison = compare_index()
    if not comparison.is_equal:
        yield f"index and database differ: {comparison}"
