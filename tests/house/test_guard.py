"""Every text that an action takes passes the gate of the guard, and what was let stand is noted."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.house.reading import Function, Rule, Source, breaches, exceptions, python_sources, sample

WITHOUT_GUARD = exceptions("text-without-guard")
GATE = "pass_guard"


def texts_pass_the_gate(source: Source) -> Iterator[str]:
    """Follow each text from the parameter of an action into the gate, through the functions of its app."""
    if not _is_looked_at(source):
        return
    for function in _actions(source):
        for parameter in _texts(function):
            name = f"{source.name_of(function)}.{parameter}"
            if name not in WITHOUT_GUARD and not _passes(source, function, parameter, set()):
                yield f"{name}: give it to {GATE}, or say in exceptions/text-without-guard.txt why not"


def consent_is_noted(source: Source) -> Iterator[str]:
    """What a writer let stand is written down: `passed.note(…)` after the gate that was given his consent."""
    if source.is_test or not source.parts:
        return
    for function in _functions(source).values():
        for call in _calls(function, GATE):
            if not any(keyword.arg == "consent" for keyword in call.keywords):
                continue
            hands_on = function.returns is not None and ast.unparse(function.returns) == "Passed"
            if not hands_on and not any(_calls(function, "note")):
                yield f"{function.name}: call `.note(…)` of what {GATE} returns, once the text is written"


def _is_looked_at(source: Source) -> bool:
    if source.is_test or not source.parts:
        return False
    stories = source.parts[0] == "journeys" and source.room not in {
        "views",
        "queries",
        "access",
        "departments",
    }
    return source.room == "actions" or stories


def _actions(source: Source) -> Iterator[Function]:
    for function in source.public_functions():
        if source.room == "actions" or any("atomic" in ast.unparse(one) for one in function.decorator_list):
            yield function


def _texts(function: Function) -> Iterator[str]:
    for argument in (*function.args.args, *function.args.kwonlyargs):
        if argument.annotation is not None and _is_text(argument.annotation):
            yield argument.arg
    if function.args.kwarg is not None:
        yield function.args.kwarg.arg


def _is_text(annotation: ast.expr) -> bool:  # noqa: PLR0911
    """Say whether free text can be in it: in a string, in each of several, in a value, or in a dataclass."""
    match annotation:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name == "str" or name in _classes_with_text()
        case ast.Constant(value=str(written)):
            return _is_text(ast.parse(written, mode="eval").body)
        case ast.BinOp(left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.Subscript(value=ast.Name(id="Mapping" | "dict"), slice=ast.Tuple(elts=[_key, value])):
            return _is_text(value)
        case ast.Subscript(value=ast.Name(id="Literal" | "Callable" | "type")):
            return False
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            return any(map(_is_text, parts))
        case ast.Subscript(slice=inner):
            return _is_text(inner)
        case _:
            return False


@cache
def _classes_with_text() -> frozenset[str]:
    """Name the dataclasses of which a field is text and no table has the name. The gate judges a consent."""
    tables = {
        node.name
        for source in python_sources()
        if source.room == "models"
        for node in source.tree.body
        if isinstance(node, ast.ClassDef)
    }
    return (
        frozenset(
            node.name
            for source in python_sources()
            if source.parts and not source.is_test
            for node in source.tree.body
            if isinstance(node, ast.ClassDef)
            and any("dataclass" in ast.unparse(one) for one in node.decorator_list)
            and any(
                isinstance(field, ast.AnnAssign) and "str" in ast.unparse(field.annotation).split(" | ")
                for field in node.body
            )
        )
        - {"Consent", "Passed"}
        - tables
    )


def _passes(source: Source, function: Function, parameter: str, met: set[tuple[str, str, str]]) -> bool:
    here = (source.path, function.name, parameter)
    if here in met:
        return False
    met.add(here)
    names = _aliases(function, parameter)
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        given = [(None, one) for one in call.args] + [(one.arg, one.value) for one in call.keywords]
        carried = [(place, key) for place, (key, value) in enumerate(given) if _mentions(value, names)]
        called = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if called == GATE and any(key == "texts" for _place, key in carried):
            return True
        found = _found(source, called) if isinstance(call.func, ast.Name) else None
        if found is None:
            continue
        arguments = [one.arg for one in (*found[1].args.args, *found[1].args.kwonlyargs)]
        into = [key or (arguments[place] if place < len(arguments) else "") for place, key in carried]
        if any(_passes(*found, one, met) for one in into if one in arguments):
            return True
    return False


def _aliases(function: Function, parameter: str) -> set[str]:
    """Name the parameter and each name that is made of it."""
    names = {parameter}
    while True:
        made = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and _mentions(node.value, names)
            for whole in node.targets
            for target in ast.walk(whole)
            if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store)
        }
        if made <= names:
            return names
        names |= made


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def _calls(function: Function, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and name == getattr(node.func, "id", getattr(node.func, "attr", "")):
            yield node


def _functions(source: Source) -> Mapping[str, Function]:
    return {node.name: node for node in source.tree.body if isinstance(node, Function)}


def _found(source: Source, name: str) -> tuple[Source, Function] | None:
    """Find a function in its own file, else in a file of the room that it is imported from."""
    own = _functions(source).get(name)
    if own is not None:
        return source, own
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            parts = tuple((node.module or "").split("."))[1:]
            for other in python_sources():
                if not other.is_test and other.parts[: len(parts)] == parts and name in _functions(other):
                    return other, _functions(other)[name]
    return None


@pytest.mark.parametrize("rule", [texts_pass_the_gate, consent_is_noted], ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    found = breaches(rule)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (texts_pass_the_gate, "def paint(*, name: str): Wall.objects.create(name=name)"),
        (texts_pass_the_gate, "def paint(*, name: str | None): ..."),
        (texts_pass_the_gate, "def paint(*, words: Sequence[str]): ..."),
        (texts_pass_the_gate, "def paint(*, words: Mapping[int, str]): ..."),
        (texts_pass_the_gate, "def paint(*, values: PersonValues): ..."),
        (texts_pass_the_gate, "def paint(**values: object): ..."),
        (texts_pass_the_gate, "def paint(*, name: str, note: str): pass_guard(texts={'name': name})"),
        (texts_pass_the_gate, "def paint(*, name: str): _put(name)\ndef _put(name): ..."),
        (texts_pass_the_gate, "def paint(*, name: str): pass_guard(texts={}, before=(name,))"),
        (texts_pass_the_gate, "def paint(*, name: str): pass_guard(texts={}, writer=name)"),
        (texts_pass_the_gate, "def paint(*, name: str): pass_guard(name)"),
        (
            texts_pass_the_gate,
            "def paint(row, *, name: str):\n    row.name = name\n    pass_guard(texts={'more': row.more})",
        ),
        (
            consent_is_noted,
            "def paint(*, name: str, consent): pass_guard(texts=name, consent=consent)",
        ),
    ],
)
def test_rule_catches(rule: Rule, text: str) -> None:
    assert list(rule(sample("garden/actions.py", text)))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (texts_pass_the_gate, "def paint(*, days: Mapping[str, int]): ..."),
        (texts_pass_the_gate, "def paint(*, name: str): pass_guard(texts={'name': name})"),
        (texts_pass_the_gate, "def paint(*, name: str): _put(name)\ndef _put(n): pass_guard(texts={'n': n})"),
        (
            texts_pass_the_gate,
            "def paint(*, name: str):\n    said = name.strip()\n    pass_guard(texts=said)",
        ),
        (consent_is_noted, "def p(*, consent):\n    x = pass_guard(consent=consent)\n    x.note(1)"),
        (consent_is_noted, "def p(*, name): pass_guard(texts=name)"),
    ],
)
def test_rule_lets_pass(rule: Rule, text: str) -> None:
    assert not list(rule(sample("garden/actions.py", text)))


def test_every_exception_is_still_needed() -> None:
    needed = {
        f"{source.name_of(function)}.{parameter}"
        for source in python_sources()
        if _is_looked_at(source)
        for function in _actions(source)
        for parameter in _texts(function)
        if not _passes(source, function, parameter, set())
    }
    assert set(WITHOUT_GUARD) - needed == set()
