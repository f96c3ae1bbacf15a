"""Every action that is appended to the audit has words, so that an auditor never reads a code."""

import ast
import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.utils.translation import override

from samenwijzer.accounts.models import Role
from samenwijzer.administration.queries._words import AREAS, has_words
from samenwijzer.kernel.modules import installed
from tests.house.reading import Rule, Source, breaches, python_sources, sample

WHOLE = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]*[a-z]")
# What a part of an action that is put in at run time may be; nothing where another test looks.
PARTS: dict[str, tuple[str, ...]] = {
    "action": (),
    "self.kind.audit_kind": (),
    "accounts: kind": ("location", "municipality", "weekpattern"),
    "privacy: kind": ("audit", "jobs_failed"),
    "spaces: kind": ("access", "join", "invitation", "management"),
    "request.kind": ("access", "join", "invitation", "management"),
    "state": ("granted", "declined", "withdrawn"),
    "reaction": ("accepted", "declined", "returned"),
    "outcome": ("kept", "handed_on", "withdrawn"),
    "role": tuple(Role),
    "space.visibility": ("open", "closed", "hidden"),
    "'added' if is_new else 'changed'": ("added", "changed"),
    "'on' if on else 'off'": ("on", "off"),
    "_SAID[outcome]": ("kept", "handed_on", "accepted", "returned", "withdrawn"),
    "verb": ("imported", "changed_by_import"),
}


# Written like an action, and something else.
OTHER = {"accounts.person.seen": "the key of a session"}


def appended_actions_have_words(source: Source) -> Iterator[str]:
    """Look at what is given as `action=`, and at whole names of actions wherever they stand."""
    if source.is_test or not source.parts:
        return
    given = dict(_given(source))
    for node, line in source.lines():
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            given |= {action: line for action in _expanded(node, source) if _is_action(action)}
    for action, line in given.items():
        if not has_words(action):
            yield f"line {line}: say in administration/queries/_words.py what {action} is called"


def _given(source: Source) -> Iterator[tuple[str, int]]:
    for node, line in source.lines():
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") == "add_argument":
            continue
        for keyword in node.keywords:
            if keyword.arg == "action" and isinstance(keyword.value, ast.Constant | ast.JoinedStr):
                for action in _expanded(keyword.value, source):
                    yield _whole(action, source), line


def _is_action(text: str) -> bool:
    return bool(WHOLE.fullmatch(text)) and text.partition(".")[0] in AREAS and text not in OTHER


def _whole(action: str, source: Source) -> str:
    """Put the name of the app before an action that a function of the app completes."""
    return action if action.partition(".")[0] in AREAS else f"{source.parts[0]}.{action}"


def _expanded(value: ast.Constant | ast.JoinedStr, source: Source) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield str(value.value)
        return
    choices: list[tuple[str, ...]] = []
    for part in value.values:
        if isinstance(part, ast.Constant):
            choices.append((str(part.value),))
        elif isinstance(part, ast.FormattedValue):
            name = ast.unparse(part.value)
            choices.append(PARTS.get(f"{source.parts[0]}: {name}", PARTS.get(name, ("unknown",))))
    yield from ("".join(parts) for parts in product(*choices))


def test_every_action_has_words() -> None:
    with override("en"):
        found = breaches(appended_actions_have_words)
    assert not found, "\n".join(found)


def test_every_kind_that_is_imported_has_words() -> None:
    kinds = {kind.audit_kind for module in installed() for kind in module.records if kind.audit_kind}
    assert kinds
    assert [
        f"{kind}.{verb}" for kind, verb in product(kinds, PARTS["verb"]) if not has_words(f"{kind}.{verb}")
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        'audit.record(action="forum.question.painted", actor=x)',
        'tell(action="question.painted", actor=x)',
        'audit.record(action=f"forum.carpet.{reaction}", actor=x)',
        'action = "forum.question.painted" if x else y',
    ],
)
def test_an_action_without_words_is_caught(text: str) -> None:
    rule: Rule = appended_actions_have_words
    assert list(rule(sample("forum/actions.py", text)))


def test_the_sources_are_looked_at() -> None:
    assert sum(len(dict(_given(source))) for source in python_sources()) > 40
