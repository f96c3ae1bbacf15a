"""A backup from before a redaction is put right when it is put back, with the secret key of then."""

from pathlib import Path

import pytest

from samenwijzer.backup.tests.test_backup import (  # noqa: F401 - fixtures
    another,
    furnish,
    furnished,
    run,
    template,
)
from tests.installation import Installation

WRITE_A_NAME = """
from samenwijzer.forum.models import Question, Revision
from samenwijzer.kernel import clock
question = Question.objects.first()
question.title = "Mag Kwibus Zonderling dat?"
question.save()
Revision.objects.create(
    question=question,
    title="Eerst",
    body="Van Kwibus Zonderling.",
    editor=question.author,
    edited_at=clock.now(),
)
"""
REDACT = """
from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.forum.models import Question
from samenwijzer.privacy.actions import redact_text
officer = User.objects.get(external_id="p-2")
officer.role_bits = role_bits({Role.PRIVACY_OFFICER})
officer.save()
number = Question.objects.get(title__contains="Kwibus").pk
redact_text(reference=f"forum.question:{number}", marked=(), typed=["Kwibus Zonderling"], actor=officer)
"""


@pytest.mark.long
def test_what_was_taken_out_of_a_text_since_is_taken_out_again(
    furnished: Installation,  # noqa: F811
    tmp_path: Path,
) -> None:
    archive = tmp_path / "a.tgz"
    furnish(furnished, WRITE_A_NAME)
    run(furnished, "backup", str(archive))
    furnish(furnished, REDACT)
    outside = tmp_path / "data" / "files" / "outside-backups"
    assert len(list((outside / "redactions").iterdir())) == 1
    key = (tmp_path / "data" / "secret-key").read_bytes()
    (outside / "erasures").mkdir(exist_ok=True)
    moved = outside.rename(tmp_path / "lists") / "erasures"
    with another(tmp_path / "to", "sqlite") as new:
        told = run(new, "restore", str(archive), "--erasures", str(moved))
        assert "From 0 texts words were taken out again" in told
        assert "1 redactions were made with another secret key" in told
    with another(tmp_path / "again", "sqlite") as new:
        kept = new.folder / "data" / "secret-key"
        kept.parent.mkdir(mode=0o700)
        kept.touch(mode=0o600)
        kept.write_bytes(key)
        told = run(new, "restore", str(archive), "--erasures", str(moved))
        assert "From 1 texts words were taken out again" in told
        assert "another secret key" not in told
        furnish(
            new,
            "from samenwijzer.forum.models import Question, Revision\n"
            "assert not Question.objects.filter(title__contains='Kwibus').exists()\n"
            "assert not Revision.objects.filter(body__contains='Kwibus').exists()\n"
            "assert Question.objects.filter(title='Mag [weggehaald] dat?').exists()",
        )
