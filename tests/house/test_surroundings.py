"""What lies around the code: dependencies, lock files, settings and their documentation."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.reading import ROOT, Source, breaches, python_sources, sample, tracked_files

VARIABLE = re.compile(r"(?:SAMENWIJZER_[A-Z0-9_]+|[A-Z0-9]+_URL)")
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<marker>\s*;[^\\]*)?", re.MULTILINE)
ADDRESS = re.compile(r"https?://|--(?:extra-)?index-url|\"resolved\"")
FEWEST_WORDS = 2


def settings_are_documented(source: Source) -> Iterator[str]:
    """A variable is written in the code as one whole string."""
    if source.is_test:
        return
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for node, line in source.lines():
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and VARIABLE.fullmatch(value) and f"`{value}`" not in documented:
            yield f"line {line}: describe `{value}` in docs/operations.md"


def unexplained_dependencies(pyproject: str) -> list[str]:
    """Each stands on a line of its own, with a comment that says what it does here."""
    inside, found = False, []
    for line in pyproject.splitlines():
        if re.fullmatch(r"(?:dependencies|[a-z0-9]+) = \[", line):
            inside = True
        elif line.startswith("]") or (inside and line.startswith("[")):
            inside = False
        elif inside and re.match(r"\s+\"[a-z]", line):
            requirement, _, reason = line.partition("#")
            if len(reason.split()) < FEWEST_WORDS and re.search(r"[<>=~]=", requirement):
                found.append(line.strip())
    return found


def addresses(lock: str) -> list[str]:
    return [line for line in lock.splitlines() if ADDRESS.search(line) and not line.startswith("#")]


def pins(lock: str) -> set[tuple[str, str, str]]:
    return {(found["name"], found["version"], found["marker"] or "") for found in PINNED.finditer(lock)}


def test_every_setting_is_documented() -> None:
    product = [source for source in python_sources() if not source.path.startswith("tests/")]
    found = breaches(settings_are_documented, tuple(product))
    assert not found, "\n".join(found)


def test_an_undocumented_setting_is_caught() -> None:
    text = 'import os\nos.environ["SAMENWIJZER_NO_SUCH_SETTING"]'
    assert list(settings_are_documented(sample("config/environment.py", text)))


def test_every_dependency_has_its_reason() -> None:
    assert unexplained_dependencies((ROOT / "pyproject.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("line", ['    "left-pad>=1",', '    "left-pad>=1", # Pads'])
def test_a_dependency_without_reason_is_caught(line: str) -> None:
    assert unexplained_dependencies(f"dependencies = [\n{line}\n]")


def test_lock_files_hold_no_addresses() -> None:
    locks = [path for path in tracked_files() if path.suffix == ".lock" or path.name == "package-lock.json"]
    assert locks
    assert [f"{path.name}: {line}" for path in locks for line in addresses(path.read_text())] == []


@pytest.mark.parametrize(
    "line",
    ['    "resolved": "x.tgz",', "django @ https://example.org/django.whl", "--index-url mirror"],
)
def test_an_address_in_a_lock_is_caught(line: str) -> None:
    assert addresses(line)


def test_the_lock_of_the_tests_holds_that_of_the_product() -> None:
    base, dev = (pins((ROOT / "requirements" / f"{name}.lock").read_text()) for name in ("base", "dev"))
    assert base
    assert base <= dev


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[^a-z0-9.-]", requirement)[0] for requirement in wanted}
    assert names <= {name for name, _, _ in pins((ROOT / "requirements" / "dev.lock").read_text())}


def test_npm_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    wanted = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d[\w.-]*", version)] == []


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md" and "src" not in path.parts]
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert broken == []
