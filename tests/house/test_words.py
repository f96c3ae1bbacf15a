"""Names that say nothing, unfinished marks, and the ways of telling that the house does not use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.reading import (
    ROOT,
    Rule,
    Source,
    breaches,
    exceptions,
    python_sources,
    sample,
    tracked_files,
)

EMPTY_FILE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "managers", "services"}
EMPTY_FILE_NAMES |= {"handlers", "handler", "temp", "stuff"}
EMPTY_PARTS = {"utils", "util", "helpers", "helper", "misc", "handler", "handlers", "temp"}
EMPTY_NAMES = {"data", "info", "tmp", "do_it", "process_data"}
ALLOWED_NAMES = exceptions("names")
LONGEST = 400
MARKS = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|coming[ ]soon|binnenkort[ ]beschikbaar")
UNFINISHED = {"NotImplementedError"}
TEXTS = {".py", ".html", ".css", ".js", ".md", ".toml", ".yml", ".txt", ".sh"}


def names_say_something(source: Source) -> Iterator[str]:
    if source.is_migration:
        return
    for word in Path(source.path).with_suffix("").parts:
        if word in EMPTY_FILE_NAMES:
            yield f"{word!r} says nothing: name the file after what it holds"
    for node, line in source.lines():
        for name in _given_names(node):
            parts = set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))
            if (name in EMPTY_NAMES or parts & EMPTY_PARTS) and name not in ALLOWED_NAMES:
                yield f"line {line}: {name!r} says nothing: name what it is"
        if isinstance(node, ast.ClassDef) and node.name.endswith("Manager"):
            yield f"line {line}: {node.name}: say what it does, or write filters on a QuerySet"


def _given_names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id


def a_file_fits_a_head(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if lines > LONGEST and not source.is_migration:
        yield f"{lines} lines: make a folder of it, with one file per verb or noun"


def nothing_is_unfinished(source: Source) -> Iterator[str]:
    for number, sentence in enumerate(source.text.splitlines(), start=1):
        if MARKS.search(sentence):
            yield f"line {number}: finish it, or leave it out"
    for node, line in source.lines() if source.path.endswith(".py") else ():
        if isinstance(node, ast.Raise) and node.exc and UNFINISHED & set(_words(node.exc)):
            yield f"line {line}: finish it, or leave it out"


def no_test_is_skipped(source: Source) -> Iterator[str]:
    for node, line in source.lines():
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {
            "pytest.mark.skip",
            "pytest.mark.xfail",
            "unittest.skip",
        }:
            yield f"line {line}: a skipped test proves nothing; mend it or take it out"


def actions_tell_their_story(source: Source) -> Iterator[str]:
    signals = {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed", "receiver"}
    generic = {"GenericForeignKey", "GenericRelation"}
    for node, line in source.lines():
        for word in _words(node) if isinstance(node, ast.Name | ast.Attribute | ast.ImportFrom) else ():
            if word in signals:
                yield f"line {line}: {word}: append to audit, changes, news or notices in the action"
            if word in generic:
                yield f"line {line}: {word}: point with a Ref from kernel.refs"


def _words(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.alias):
            yield inner.name


RULES = [
    names_say_something,
    a_file_fits_a_head,
    nothing_is_unfinished,
    no_test_is_skipped,
    actions_tell_their_story,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    found = breaches(rule)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (names_say_something, "forum/utils.py", ""),
        (names_say_something, "core/views.py", ""),
        (names_say_something, "forum/views.py", "def request_handler(): ..."),
        (names_say_something, "forum/views.py", "data = 1"),
        (names_say_something, "forum/models.py", "class QuestionManager: ..."),
        (a_file_fits_a_head, "forum/views.py", "x = 1\n" * 401),
        (nothing_is_unfinished, "forum/views.py", "# TO" + "DO: later"),
        (nothing_is_unfinished, "forum/views.py", "def f():\n    raise NotImplementedError"),
        (no_test_is_skipped, "forum/tests/test_views.py", "@pytest.mark.skip\ndef test_it(): ..."),
        (actions_tell_their_story, "forum/apps.py", "from django.db.models.signals import post_save"),
        (actions_tell_their_story, "forum/apps.py", "@receiver(x)\ndef hear(): ..."),
        (actions_tell_their_story, "forum/models.py", "about = fields.GenericForeignKey()"),
    ],
)
def test_rule_catches(rule: Rule, path: str, text: str) -> None:
    assert list(rule(sample(path, text)))


def test_every_excepted_name_is_still_given() -> None:
    given = {name for source in python_sources() for node, _ in source.lines() for name in _given_names(node)}
    assert set(ALLOWED_NAMES) - given == set()


def test_a_migration_may_be_long() -> None:
    assert not list(a_file_fits_a_head(sample("forum/migrations/0001_initial.py", "x = 1\n" * 401)))


def test_no_text_is_unfinished() -> None:
    texts = tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if path.suffix in TEXTS - {".py"} and "vendor" not in path.parts
    )
    found = breaches(nothing_is_unfinished, texts)
    assert not found, "\n".join(found)


def test_no_path_of_this_machine_is_tracked() -> None:
    places = [f"{ROOT}/", f"{Path.home()}/", f"{ROOT.parent}/"]
    found = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.stat().st_size < 2_000_000
        and any(place.encode() in path.read_bytes() for place in places if place.count("/") > 1)
    ]
    assert found == []
