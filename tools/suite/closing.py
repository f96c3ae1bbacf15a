"""The closing run: pytest collects every outcome of every part as a test of its own.

So the last line of the whole run counts all of it, and a failed part cannot hide. Used as `-p suite.closing`.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


class RecordedFailure(Exception):
    """Carries the text that the part wrote down."""


class Outcome(pytest.Item):
    """One test of a part: it passes, fails or is skipped again as it did there."""

    def __init__(self, *, case: ET.Element, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case = case

    def runtest(self) -> None:
        skipped = self.case.find("skipped")
        if skipped is not None:
            pytest.skip(f"{self.parent_name()}: {skipped.get('message')}")
        for problem in (*self.case.iter("failure"), *self.case.iter("error")):
            raise RecordedFailure(problem.text or problem.get("message"))

    def parent_name(self) -> str:
        return self.path.stem.removesuffix("-itself")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, RecordedFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.parent_name()}: {self.name}"


class Outcomes(pytest.File):
    """The JUnit file of one part."""

    def collect(self) -> Iterator[Outcome]:
        for case in ET.parse(self.path).iter("testcase"):
            name = f"{case.get('classname')}::{case.get('name')}"
            yield Outcome.from_parent(self, name=name, case=case)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    if file_path.suffix == ".xml":
        outcomes: pytest.File = Outcomes.from_parent(parent, path=file_path)
        return outcomes
    return None
