import datetime
import threading

import pytest
from django.db import connection, transaction

from samenwijzer.kernel.clock import now
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.outbox.models import Change

FIRST, SECOND, THIRD = (Ref("forum.question", number) for number in (1, 2, 3))
postgresql_alone = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one transaction write at a time"
)


def refs(position: str = changes.START) -> list[Ref]:
    return [line.ref for line in changes.after(position, limit=100)]


@pytest.mark.django_db(transaction=True)
def test_changes_are_read_in_order_from_a_position() -> None:
    changes.append(FIRST)
    middle = changes.latest()
    changes.append(SECOND, THIRD)
    assert refs() == [FIRST, SECOND, THIRD]
    assert refs(middle) == [SECOND, THIRD]
    assert refs(changes.latest()) == []
    assert changes.reached(changes.latest(), middle)
    assert not changes.reached(middle, changes.latest())
    assert changes.after(changes.START, limit=1)[0].position == middle


@pytest.mark.django_db(transaction=True)
def test_the_lines_after_a_position_are_counted() -> None:
    assert changes.waiting(changes.START) == 0
    changes.append(FIRST)
    middle = changes.latest()
    changes.append(SECOND, THIRD)
    assert [changes.waiting(place) for place in (changes.START, middle, changes.latest())] == [3, 2, 0]


@pytest.mark.django_db(transaction=True)
def test_an_empty_log_begins_at_the_start() -> None:
    assert changes.latest() == changes.committed() == changes.START
    assert changes.complete_since(changes.START)
    assert changes.oldest_waiting(changes.START) is None


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_read() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        changes.append(FIRST)
        raise RuntimeError
    changes.append(SECOND)
    assert refs() == [SECOND]


@pytest.mark.django_db(transaction=True)
def test_a_trimmed_log_says_who_must_begin_anew() -> None:
    changes.append(FIRST, SECOND)
    behind = changes.after(changes.START, limit=1)[0].position
    upto = changes.latest()
    Change.objects.update(at=now() - datetime.timedelta(days=40))
    changes.append(THIRD)
    assert changes.trim(before=now() - datetime.timedelta(days=30)) == 1
    assert changes.trim(before=now() - datetime.timedelta(days=30)) == 0
    assert not changes.complete_since(changes.START)
    assert not changes.complete_since(behind)
    assert changes.complete_since(upto)
    assert refs(upto) == refs() == [THIRD]


@pytest.mark.django_db(transaction=True)
def test_the_oldest_waiting_line_tells_how_far_a_reader_is_behind() -> None:
    changes.append(FIRST)
    waiting = changes.oldest_waiting(changes.START)
    assert waiting is not None
    assert now() - waiting < datetime.timedelta(seconds=10)
    changes.append(SECOND, FIRST)
    assert sorted(changes.refs_waiting(changes.START, limit=9)) == sorted([FIRST, SECOND, FIRST])
    assert len(changes.refs_waiting(changes.START, limit=2)) == 2
    assert changes.refs_waiting(changes.latest(), limit=9) == []


@postgresql_alone
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_commits_late_is_not_passed_over() -> None:
    written, may_commit = threading.Event(), threading.Event()

    def commit_late() -> None:
        try:
            with transaction.atomic():
                changes.append(FIRST)
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    late = threading.Thread(target=commit_late)
    late.start()
    assert written.wait(10)
    changes.append(SECOND)
    # The second was committed first; giving it out now would let a reader pass over the first for ever.
    assert refs() == []
    assert changes.refs_waiting(changes.START, limit=9) == [SECOND]
    assert changes.latest() == changes.START
    goal = changes.committed()
    assert goal != changes.START
    may_commit.set()
    late.join()
    assert refs() == [FIRST, SECOND]
    assert changes.reached(changes.latest(), goal)


@postgresql_alone
@pytest.mark.django_db(transaction=True)
def test_a_backup_of_another_server_does_not_hold_back_what_follows() -> None:
    changes.append(FIRST)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_change SET xid = '900000000000'::xid8")
    changes.append(SECOND)
    assert refs() == [SECOND]
    assert changes.renumber_restored() == 1
    assert refs() == [SECOND, FIRST]
    assert changes.committed() == changes.latest()
    assert changes.renumber_restored() == 0
