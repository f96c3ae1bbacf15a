"""What each room may hold: views, actions, queries and models (`docs/where-things-go.md`)."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.reading import Function, Rule, Source, breaches, exceptions, python_sources, sample

FOLDER_ROOMS = {("actions",), ("queries",), ("models",), ("views",)}
NOT_ATOMIC = exceptions("actions-not-atomic")
WITHOUT_VIEWER = exceptions("queries-without-viewer")


def views_fetch_through_access(source: Source) -> Iterator[str]:
    if source.room != "views" or source.is_test:
        return
    for node, line in source.lines():
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield f"line {line}: a view gets its objects from access.py, and its lists from queries.py"


def actions_are_called_by_name(source: Source) -> Iterator[str]:
    for function in _actions(source):
        arguments = function.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            yield f"{function.name}: an action takes keywords only, so put `*` first"


def actions_are_atomic(source: Source) -> Iterator[str]:
    for function in _actions(source):
        if not _is_atomic(function) and source.name_of(function) not in NOT_ATOMIC:
            yield f"{function.name}: an action writes all or nothing, so decorate it @transaction.atomic"


def queries_take_a_viewer(source: Source) -> Iterator[str]:
    if source.room != "queries" or source.is_test:
        return
    for function in source.public_functions():
        takes_viewer = "viewer" in {argument.arg for argument in function.args.kwonlyargs}
        if not takes_viewer and source.name_of(function) not in WITHOUT_VIEWER:
            yield f"{function.name}: a query takes `*, viewer`, or stands with a reason in the exceptions"


def http_stays_at_the_door(source: Source) -> Iterator[str]:
    if source.room not in {"actions", "queries", "models", "search_source"} or source.is_test:
        return
    for node, line in source.lines():
        named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in named:
            if name.startswith(("django.http", "django.shortcuts", "django.views", "django_htmx")):
                yield f"line {line}: {name} belongs in views.py; raise a Refusal here"


def a_folder_shows_one_face(source: Source) -> Iterator[str]:
    for node, line in source.lines():
        if not isinstance(node, ast.ImportFrom) or source.is_test:
            continue
        parts = tuple((node.module or "").split("."))
        own = ("samenwijzer", *source.parts[:2])
        if parts[0] == "samenwijzer" and parts[2:3] in FOLDER_ROOMS and parts[3:] and parts[:3] != own:
            yield f"line {line}: import it from {'.'.join(parts[:3])}, which shows what is public"


def _is_atomic(function: Function) -> bool:
    """Say whether it is one transaction; a job calls actions, which are."""
    decorators = {ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list}
    return function.name.endswith("_job") or "transaction.atomic" in decorators


def _actions(source: Source) -> Iterator[Function]:
    if source.room == "actions" and not source.is_test:
        yield from source.public_functions()


RULES = [
    views_fetch_through_access,
    actions_are_called_by_name,
    actions_are_atomic,
    queries_take_a_viewer,
    http_stays_at_the_door,
    a_folder_shows_one_face,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    found = breaches(rule)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (views_fetch_through_access, "forum/views.py", "def show(r): return Question.objects.get()"),
        (views_fetch_through_access, "forum/views/ask.py", "rows = Question.objects"),
        (actions_are_called_by_name, "forum/actions.py", "def ask_question(person, *, title): ..."),
        (actions_are_called_by_name, "garden/actions/ask.py", "def ask_question(*all, title): ..."),
        (actions_are_atomic, "forum/actions.py", "def ask_question(*, title): ..."),
        (queries_take_a_viewer, "forum/queries.py", "def open_questions(): ..."),
        (queries_take_a_viewer, "garden/queries/open.py", "def open_questions(viewer): ..."),
        (http_stays_at_the_door, "forum/actions.py", "from django.http import Http404"),
        (http_stays_at_the_door, "forum/models/question.py", "import django.shortcuts"),
        (a_folder_shows_one_face, "home/queries.py", "from samenwijzer.forum.queries.open import rows"),
    ],
)
def test_rule_catches(rule: Rule, path: str, text: str) -> None:
    assert list(rule(sample(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (views_fetch_through_access, "forum/access.py", "rows = Question.objects"),
        (actions_are_called_by_name, "forum/actions.py", "def _write(row): ..."),
        (actions_are_atomic, "forum/actions.py", "@transaction.atomic\ndef ask(*, title): ..."),
        (actions_are_atomic, "forum/actions.py", "def reindex_question_job(*, id): ..."),
        (queries_take_a_viewer, "forum/queries.py", "def similar(text, *, viewer): ..."),
        (http_stays_at_the_door, "forum/views.py", "from django.http import Http404"),
        (a_folder_shows_one_face, "home/queries.py", "from samenwijzer.forum.queries import rows"),
        (a_folder_shows_one_face, "forum/queries/a.py", "from samenwijzer.forum.queries.b import rows"),
    ],
)
def test_rule_lets_pass(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(sample(path, text)))


def test_every_exception_is_still_needed() -> None:
    queries = {
        source.name_of(function)
        for source in python_sources()
        if source.room == "queries"
        for function in source.public_functions()
        if "viewer" not in {argument.arg for argument in function.args.kwonlyargs}
    }
    actions = {
        source.name_of(function)
        for source in python_sources()
        for function in _actions(source)
        if not _is_atomic(function)
    }
    assert (set(WITHOUT_VIEWER) - queries, set(NOT_ATOMIC) - actions) == (set(), set())
