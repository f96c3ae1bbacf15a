"""Reads the source as the house rules see it: files of an app, with the room each one is."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = "src/samenwijzer/"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A file. `path` is relative to the checkout, as in "src/samenwijzer/forum/views.py"."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    def lines(self) -> Iterator[tuple[ast.AST, int]]:
        """Every node with the line it stands on; 0 for what stands on none."""
        for node in ast.walk(self.tree):
            yield node, getattr(node, "lineno", 0)

    @property
    def parts(self) -> tuple[str, ...]:
        """("forum", "actions", "answer_question") for a file of the package, nothing for other files."""
        if not self.path.startswith(PACKAGE):
            return ()
        return Path(self.path.removeprefix(PACKAGE)).with_suffix("").parts

    @property
    def room(self) -> str:
        """Tell "actions" for forum/actions.py and for forum/actions/answer_question.py."""
        return self.parts[1] if self.parts[1:] else ""

    @property
    def is_migration(self) -> bool:
        return "migrations" in Path(self.path).parts

    @property
    def is_test(self) -> bool:
        return "tests" in Path(self.path).parts

    def public_functions(self) -> Iterator[Function]:
        """In a room that is a folder, what its `__init__` re-exports; else every name without `_`."""
        shown = shown_by(Path(self.path).parent) if self.parts[2:] else None
        for node in self.tree.body:
            if not isinstance(node, Function) or node.name.startswith("_"):
                continue
            if shown is None or node.name in shown:
                yield node

    def name_of(self, function: Function) -> str:
        return ".".join((*self.parts, function.name))


@cache
def shown_by(folder: Path) -> frozenset[str] | None:
    """Give the names that a folder shows to the others, or None when it does not exist."""
    face = ROOT / folder / "__init__.py"
    if not face.exists():
        return None
    tree = ast.parse(face.read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return frozenset(alias.asname or alias.name for node in imports for alias in node.names)


Rule = Callable[[Source], Iterator[str]]


def tracked_files() -> list[Path]:
    """Also what is new and not ignored, so that a rule speaks before the commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@cache
def python_sources() -> tuple[Source, ...]:
    return tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if path.suffix == ".py"
    )


@cache
def templates() -> tuple[Source, ...]:
    return tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked_files()
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}
    )


def breaches(rule: Rule, sources: tuple[Source, ...] | None = None) -> list[str]:
    """Give a line for each breach: where, and what to do instead."""
    looked_at = python_sources() if sources is None else sources
    return [f"{source.path}: {breach}" for source in looked_at for breach in rule(source)]


def sample(path: str, text: str) -> Source:
    """A file that does not exist, to show that a rule catches it. `path` as in "forum/views.py"."""
    return Source(PACKAGE + path, text)


def exceptions(name: str) -> dict[str, str]:
    """Read a list beside the rules: a name and the reason per line."""
    lines = (Path(__file__).parent / "exceptions" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    return {pair[0]: pair[1] for pair in pairs}
