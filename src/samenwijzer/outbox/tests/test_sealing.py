import datetime
import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from samenwijzer.kernel import storage
from samenwijzer.kernel.clock import now
from samenwijzer.outbox import audit, headfile, sealing
from samenwijzer.outbox.actions import prune_audit
from samenwijzer.outbox.models import AuditCheckpoint, AuditHead, AuditLine
from samenwijzer.outbox.tests.audit_room import FATIMA, found, kinds, run, seal_all, write
from samenwijzer.outbox.verifying import AuditFinding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_audit")]
TOMORROW = datetime.timedelta(days=1)


def test_lines_are_sealed_in_order_and_found_unbroken() -> None:
    write(7)
    assert seal_all(most=3) == 7
    assert list(AuditLine.objects.order_by("pk").values_list("sequence", flat=True)) == list(range(1, 8))
    assert list(audit.verify()) == [AuditFinding("sealed", count=7)]
    assert seal_all() == 0


def test_an_empty_audit_has_nothing_wrong() -> None:
    assert list(audit.verify()) == [AuditFinding("sealed", count=0)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("action", "forum.question.read"),
        ("area", "people"),
        ("object", "forum.question:99"),
        ("kind", "forum.answer"),
        ("result", "refused"),
        ("origin", "command"),
        ("address", "0" * 32),
        ("actor", "00000000000000000000000000000009"),
        ("at", "2020-01-01 00:00:00"),
        ("request_id", "another"),
        ("seal", "0" * 64),
        ("is_foreign", True),
    ],
)
def test_a_changed_field_is_found(field: str, value: Any) -> None:
    write(5)
    seal_all()
    run(f"UPDATE outbox_auditline SET {field} = %s WHERE sequence = 3", value)  # noqa: S608 - our own words
    assert ("changed", 3) in [(one.kind, one.first) for one in found()]


def test_a_line_that_loses_its_person_is_found() -> None:
    write(3)
    seal_all()
    run("UPDATE outbox_auditline SET actor = NULL WHERE sequence = 2")
    assert found() == [AuditFinding("changed", count=1, first=2, last=2)]


def test_lines_taken_out_of_the_middle_are_found() -> None:
    write(9)
    seal_all()
    run("DELETE FROM outbox_auditline WHERE sequence IN (4, 5)")
    assert found() == [AuditFinding("missing", count=2, first=4, last=5)]


def test_lines_taken_from_the_start_are_found() -> None:
    write(4)
    seal_all()
    run("DELETE FROM outbox_auditline WHERE sequence = 1")
    assert found() == [AuditFinding("missing", count=1, first=1, last=1)]


def test_a_tail_that_is_cut_off_is_found() -> None:
    write(6)
    seal_all()
    run("DELETE FROM outbox_auditline WHERE sequence > 4")
    assert found() == [AuditFinding("cut", count=2, first=5, last=6)]


def test_a_tail_that_is_cut_off_with_its_head_is_found_and_stays_found() -> None:
    write(4)
    seal_all()
    kept = AuditHead.objects.values("sequence", "seal", "signature", "key_id").get()
    write(2)
    seal_all()
    # Somebody who copied the head earlier puts it back: its signature is right.
    run("DELETE FROM outbox_auditline WHERE sequence > 4")
    AuditHead.objects.update(**kept)
    assert kinds() == ["cut"]
    headfile._written = ""  # The worker was started again meanwhile.
    write(3)
    seal_all()
    assert found() == [AuditFinding("missing", count=2, first=5, last=6)]


def test_everything_thrown_away_is_found() -> None:
    write(4)
    seal_all()
    for table in ("auditline", "audithead", "auditcheckpoint"):
        run(f"DELETE FROM outbox_{table}")  # noqa: S608 - our own words
    assert found() == [AuditFinding("cut", count=4, first=1, last=4)]


def test_a_head_that_was_made_up_or_lost_is_found() -> None:
    write(2)
    seal_all()
    run("UPDATE outbox_audithead SET sequence = 1")
    assert kinds() == ["head"]
    run("DELETE FROM outbox_audithead")
    assert kinds() == ["head"]
    storage.keep_outside(headfile.NAME, b"{")
    assert kinds() == ["head", "file"]


def test_two_lines_that_changed_places_are_found() -> None:
    write(5)
    seal_all()
    run("UPDATE outbox_auditline SET sequence = -2 WHERE sequence = 2")
    run("UPDATE outbox_auditline SET sequence = 2 WHERE sequence = 4")
    run("UPDATE outbox_auditline SET sequence = 4 WHERE sequence = -2")
    assert {(one.kind, one.first) for one in found()} >= {("changed", 2), ("changed", 4)}


def test_contents_that_changed_places_are_found() -> None:
    write(5)
    seal_all()
    run("UPDATE outbox_auditline SET object = 'forum.question:2' WHERE sequence = 4")
    run("UPDATE outbox_auditline SET object = 'forum.question:4' WHERE sequence = 2")
    assert [(one.kind, one.first) for one in found()] == [("changed", 2), ("changed", 4)]


def test_a_line_put_in_by_another_way_is_found() -> None:
    write(2)
    seal_all()
    AuditLine.objects.create(action="forum.question.asked", area="forum", result="ok", actor=FATIMA.public_id)
    write(1)
    seal_all()
    assert found() == [AuditFinding("foreign", count=1, first=3, last=3)]
    AuditLine.objects.filter(sequence=3).update(is_foreign=False)
    assert found() == [AuditFinding("changed", count=1, first=3, last=3)]


def test_a_line_changed_before_it_was_sealed_is_found() -> None:
    write(2)
    run("UPDATE outbox_auditline SET result = 'refused' WHERE object = 'forum.question:2'")
    seal_all()
    assert found() == [AuditFinding("foreign", count=1, first=2, last=2)]


def test_lines_that_wait_for_more_than_a_minute_are_told() -> None:
    write(2)
    assert kinds() == []
    AuditLine.objects.update(at=now() - datetime.timedelta(seconds=90))
    assert found() == [AuditFinding("unsealed", count=2)]


def test_another_key_is_told_and_seals_nothing(settings: Any) -> None:
    write(2)
    seal_all()
    settings.AUDIT_KEY = "another"
    write(1)
    assert seal_all() == 0
    assert list(audit.verify()) == [AuditFinding("key")]


def test_pruning_is_not_tampering() -> None:
    write(12)
    seal_all()
    assert sealing.cut(before=now() + TOMORROW, most=5) == 5
    assert sealing.cut(before=now() + TOMORROW, most=2) == 2
    assert list(audit.verify()) == [AuditFinding("sealed", count=5)]
    write(2)
    seal_all()
    assert list(audit.verify()) == [AuditFinding("sealed", count=7)]


def test_pruning_all_leaves_a_chain_that_goes_on() -> None:
    write(6)
    seal_all()
    assert prune_audit(before=now() + TOMORROW) == 6
    assert AuditLine.objects.get().action == "outbox.audit.pruned"
    seal_all()
    assert AuditLine.objects.get().sequence == 7
    assert list(audit.verify()) == [AuditFinding("sealed", count=1)]
    assert prune_audit(before=now() - TOMORROW) == 0


def test_only_what_is_older_goes_and_never_what_is_not_sealed() -> None:
    old = now() - datetime.timedelta(days=400)
    write(3)
    for line in AuditLine.objects.all():
        line.at = old
        line.seal = sealing.mark(line)
        line.save()
    write(2)
    assert prune_audit(before=now() - datetime.timedelta(days=365)) == 0
    seal_all()
    assert prune_audit(before=now() - datetime.timedelta(days=365)) == 3
    seal_all()
    assert list(audit.verify()) == [AuditFinding("sealed", count=3)]


def test_tampering_after_pruning_is_found() -> None:
    write(10)
    seal_all()
    sealing.cut(before=now() + TOMORROW, most=4)
    run("UPDATE outbox_auditline SET result = 'refused' WHERE sequence = 5")
    run("DELETE FROM outbox_auditline WHERE sequence = 8")
    assert [(one.kind, one.first) for one in found()] == [("changed", 5), ("missing", 8)]


def test_deleting_is_not_made_right_by_a_made_up_checkpoint() -> None:
    write(10)
    seal_all()
    sealing.cut(before=now() + TOMORROW, most=4)
    run("DELETE FROM outbox_auditline WHERE sequence < 7")
    line = AuditLine.objects.get(sequence=7)
    AuditCheckpoint.objects.create(sequence=6, seal=line.seal, lines=2, at=now(), signature="0" * 64)
    assert [(one.kind, one.first) for one in found()] == [("checkpoint", 6), ("missing", 5)]
    AuditCheckpoint.objects.all().delete()
    assert [(one.kind, one.first) for one in found()] == [("missing", 1)]


def test_lines_put_back_from_before_a_checkpoint_are_found() -> None:
    write(4)
    seal_all()
    line = AuditLine.objects.get(sequence=2)
    sealing.cut(before=now() + TOMORROW, most=3)
    line.save(force_insert=True)
    assert found() == [AuditFinding("returned", count=1, last=3)]


def test_a_line_that_was_tampered_with_is_not_pruned_away() -> None:
    write(6)
    seal_all()
    run("UPDATE outbox_auditline SET result = 'refused' WHERE sequence = 3")
    assert prune_audit(before=now() + TOMORROW) == 2
    seal_all()
    assert [(one.kind, one.first) for one in found()] == [("changed", 3)]


def test_an_address_stands_in_no_line_and_is_known_again() -> None:
    token = audit.origin.set(audit.Origin("page", "r", "192.0.2.7"))
    try:
        write(2)
    finally:
        audit.origin.reset(token)
    first, second = AuditLine.objects.values()
    assert "192.0.2.7" not in str(first)
    assert first["address"] == second["address"] != ""


@pytest.mark.django_db(transaction=True)
def test_a_sealer_that_is_killed_leaves_nothing_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(6)
    assert sealing.seal_waiting(most=2) == 2

    def die(head: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(sealing, "keep_head", die)
        sealing.seal_waiting(most=2)
    assert AuditLine.objects.filter(sequence__isnull=False).count() == 2
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(sealing, "keep_head_again", lambda: die(None))  # After the commit.
        sealing.seal_waiting(most=2)
    assert seal_all() == 2
    assert list(audit.verify()) == [AuditFinding("sealed", count=6)]


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain() -> None:
    write(60)
    start = threading.Barrier(3)

    def seal() -> None:
        try:
            start.wait(10)
            for _ in range(40):
                with suppress(OperationalError):  # Locked for long: the worker tries again too.
                    sealing.seal_waiting(most=3)
        finally:
            connections.close_all()

    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    start.wait(10)
    write(20)
    for sealer in sealers:
        sealer.join()
    seal_all()
    assert list(audit.verify()) == [AuditFinding("sealed", count=80)]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one transaction write at a time")
@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_committed_late_takes_a_later_place() -> None:
    written, may_commit = threading.Event(), threading.Event()

    def commit_late() -> None:
        try:
            with transaction.atomic():
                write(1, "forum.question.late")
                written.set()
                may_commit.wait(10)
        finally:
            connection.close()

    late = threading.Thread(target=commit_late)
    late.start()
    assert written.wait(10)
    write(3)
    assert seal_all() == 3
    may_commit.set()
    late.join()
    assert seal_all() == 1
    line = AuditLine.objects.get(action="forum.question.late")
    assert (line.sequence, line.pk) == (4, min(AuditLine.objects.values_list("pk", flat=True)))
    assert list(audit.verify()) == [AuditFinding("sealed", count=4)]
