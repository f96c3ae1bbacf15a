"""What people adds to the exchange record of a person: the subjects somebody declares."""

from __future__ import annotations

from samenwijzer.kernel.modules import RecordKind
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.subjects.records import subjects_field

RECORDS = (
    RecordKind(
        type="person",
        order=20,
        searched_as=("people.person",),
        reread={"subject": "declared_subjects__subject", "department": "department"},
        fields={"subjects": subjects_field(DeclaredSubject, "person")},
    ),
)
