"""What the measuring of the colleague search stands on: a dump is read safely, and made the same again."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.archive import MIXES, write
from benchmarks.dump import Store, Unsafe, rows
from benchmarks.experts import figures, most_posts, sum_of_bm25

SMALL = replace(MIXES["even"], people=30, questions=60)


def test_a_dump_that_declares_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "Posts.xml"
    file.write_text('<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><posts><row Id="&a;"/></posts>')
    with pytest.raises(Unsafe):
        list(rows(file))
    file.write_text('<posts>\n<row Id="1" Title="Één &amp; twee"/><row Id="2"/></posts>', encoding="utf-8")
    assert list(rows(file)) == [{"Id": "1", "Title": "Één & twee"}, {"Id": "2"}]


def test_a_made_archive_is_the_same_each_time_and_hides_what_is_asked(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, mix=SMALL, seed=5)
    assert (tmp_path / "one/Posts.xml").read_bytes() == (tmp_path / "two/Posts.xml").read_bytes()
    store = Store(tmp_path / "one", tmp_path / "store")
    asked = store.asked(10, seed=1)[-1]
    read = store.read_on(asked.at)
    assert read
    assert asked.id not in {pk for pk, _parent in read}
    assert asked.who in most_posts(store, asked)
    assert set(sum_of_bm25(store, asked)) <= set(most_posts(store, asked))
    store.db.close()


def test_figures_of_places() -> None:
    assert figures([1, 2, 0, 10]) == {"mrr": 0.4, "hit1": 0.25, "hit5": 0.5}
    assert figures([])["mrr"] == 0
