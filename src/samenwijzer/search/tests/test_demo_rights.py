"""In the demo, with the sources of all domains: Noor finds no trace of spaces that are not hers."""

import json
from pathlib import Path

import pytest

import samenwijzer.exchange
from samenwijzer.accounts.models import User
from samenwijzer.exchange.importing import import_files
from samenwijzer.people.queries import experts
from samenwijzer.search.actions import rebuild
from samenwijzer.search.queries import compare_index, search, similar, suggest, ties
from samenwijzer.spaces.models import Space, Visibility, roles_of

DEMO = Path(samenwijzer.exchange.__file__).parent / "data" / "demo.jsonl"
pytestmark = pytest.mark.django_db


def _records() -> list[dict[str, str]]:
    return [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]


def test_noor_finds_no_trace_of_spaces_that_are_not_hers() -> None:
    assert not import_files(paths=[DEMO], dry_run=False).refused
    rebuild()
    assert compare_index().is_equal
    noor = User.objects.get(external_id="p-noor")
    others = set(
        Space.objects.exclude(visibility=Visibility.OPEN)
        .exclude(pk__in=list(roles_of(noor)))
        .values_list("external_id", flat=True)
    )
    closed = [record for record in _records() if record.get("space") in others]
    ids = {record["id"] for record in closed}
    ids |= {record["id"] for record in _records() if record.get("question") in ids}
    titles = {record["title"] for record in closed}
    assert len(others) >= 4
    assert closed
    for record in closed:
        member = User.objects.filter(memberships__space__external_id=record["space"]).first()
        assert ids & {hit.external_id for hit in search(record["title"], viewer=member, limit=50).hits}
        for viewer in (noor, None):
            for text in (record["title"], record["body"][:300], record["title"].split()[0]):
                found = search(text, viewer=viewer, limit=1000, facets=True)
                assert not ids & {hit.external_id for hit in found.hits}
                assert found.total == len(found.hits) == sum(found.facets.types.values())
                assert not titles & {one.title for one in suggest(text, viewer=viewer)}
                assert not titles & {one.title for one in similar(text, viewer=viewer, limit=50)}
                assert not titles & {tie.text for hit in ties(text, viewer=viewer) for tie in hit.ties}
                reasons = " ".join(why for one in experts(text, viewer=viewer) for why in one.why)
                assert not any(title in reasons for title in titles)
