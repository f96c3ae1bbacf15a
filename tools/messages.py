"""The Dutch catalogue of each app: taken from Python and templates, filled by hand, compiled by Babel.

python tools/messages.py update [APP…]    take new texts into APP/locale/nl, keep what is translated
python tools/messages.py compile [APP…]   write django.mo beside each django.po
python tools/messages.py check [APP…]     exit 1 when a text has no Dutch or a file is not current

Texts in the source are English, so English needs no catalogue. No gettext has to be installed.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "samenwijzer"
LANGUAGE = "nl"
PLURAL = "nplurals=2; plural=(n != 1);"
Text = str | tuple[str, ...]

FUNCTION = re.compile(r"_|(n?p?gettext)(_lazy|_noop)?")
IN_EXPRESSION = re.compile(r"""_\((?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)""")


def _from_python(source: str) -> Iterator[tuple[Text, str | None]]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if FUNCTION.fullmatch(name) and values:
            yield _as_message(name, values)


def _as_message(function: str, values: list[str]) -> tuple[Text, str | None]:
    """Read the arguments of ngettext, pgettext and their kin: context first, then singular and plural."""
    context = values.pop(0) if "pgettext" in function else None
    return ((values[0], values[1]) if function.startswith("n") else values[0]), context


def _from_template(source: str, name: str) -> Iterator[tuple[Text, str | None]]:
    # Lines may be indented as they like: what templatize gives is not really Python.
    code = "\n".join(line.strip() for line in templatize(source, origin=name).splitlines())
    yield from _from_python_like(code)
    for match in IN_EXPRESSION.finditer(source):
        yield ast.literal_eval(match["text"]), None


CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext)\(")
STRING = re.compile(r"""\s*u?(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?""")


def _from_python_like(code: str) -> Iterator[tuple[Text, str | None]]:
    for call in CALL.finditer(code):
        values, position = [], call.end()
        while match := STRING.match(code, position):
            values.append(ast.literal_eval(match["text"]))
            position = match.end()
        if values:
            yield _as_message(call[1], values)


def app_names() -> list[str]:
    """Return every app that has texts or a catalogue."""
    return sorted(folder.name for folder in APPS.iterdir() if (folder / "__init__.py").exists())


def catalogue_of(app: str) -> Path:
    """Return where the Dutch texts of an app stand."""
    return APPS / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extracted(app: str) -> Catalog:
    """Return all texts of an app as an empty catalogue, in the order of its files."""
    catalog = Catalog()
    folder = APPS / app
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt"))):
        if {"migrations", "tests", "static", "locale"} & set(path.relative_to(folder).parts):
            continue
        source = path.read_text(encoding="utf-8")
        found = _from_python(source) if path.suffix == ".py" else _from_template(source, path.name)
        for text, context in found:
            if text:
                catalog.add(text, locations=[(str(path.relative_to(ROOT)), 0)], context=context)
    return catalog


def stored(app: str) -> Catalog:
    """Return the catalogue of an app as it stands on disk, or an empty one."""
    path = catalogue_of(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def updated(app: str) -> Catalog | None:
    """Return the catalogue with today's texts and yesterday's translations; None when the app has no text."""
    texts, before = extracted(app), stored(app)
    if not len(texts):
        return None
    catalog = Catalog(locale=LANGUAGE, charset="utf-8", fuzzy=False)
    for message in texts:
        if not message.id:
            continue
        known = before.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        translation = (
            known.string
            if known is not None and isinstance(known.string, str) == isinstance(message.id, str)
            else None
        )
        flags = {"python-format"} & set(message.flags)
        catalog.add(
            message.id, translation, locations=message.locations, flags=flags, context=message.context
        )
    return catalog


def po_text(catalog: Catalog) -> bytes:
    """Write a catalogue in the one form in which it is kept: no dates, no machine, no line numbers."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {LANGUAGE}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {PLURAL}\\n"\n\n'
    )
    return head.encode() + stream.getvalue()


class Entries(list[Message]):
    """What Babel compiles: a header without dates or versions, and the messages."""

    charset = "utf-8"


def mo_bytes(path: Path) -> bytes:
    """Compile a catalogue; the same input always gives the same bytes."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE)
    header = Message("", string=f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {PLURAL}\n")
    stream = io.BytesIO()
    write_mo(stream, Entries([header, *(message for message in catalog if message.id)]))  # type: ignore[arg-type]
    return stream.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Return the texts without Dutch, and those whose named places differ between the languages."""
    faults = []
    for message in catalog:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if not strings or not all(strings):
            faults.append(f"no Dutch: {ids[0]!r}")
        elif set(re.findall(r"%\(\w+\)[sd]", ids[-1])) != set(re.findall(r"%\(\w+\)[sd]", strings[-1])):
            faults.append(f"other places: {ids[0]!r}")
        elif any("!" in one for one in strings):
            faults.append(f"exclamation mark: {ids[0]!r}")
    return faults


def faults_of(app: str) -> list[str]:
    """Return all that is wrong with the catalogue of an app, as sentences."""
    catalog, path = updated(app), catalogue_of(app)
    if catalog is None:
        return [f"{app}: catalogue without texts"] if path.exists() else []
    if not path.exists():
        return [f"{app}: no catalogue"]
    faults = [f"{app}: {fault}" for fault in missing(catalog)]
    if path.read_bytes() != po_text(catalog):
        faults.append(f"{app}: django.po is stale, run update")
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(path):
        faults.append(f"{app}: django.mo is stale, run compile")
    return faults


def quarrels(apps: list[str]) -> list[str]:
    """Return the texts that two apps translate differently: Django merges catalogues, so one would lose."""
    known: dict[tuple[str, str | None], tuple[str, object]] = {}
    faults = []
    for app in apps:
        for message in stored(app):
            key = (message.id if isinstance(message.id, str) else message.id[0], message.context)
            if not key[0] or not message.string:
                continue
            owner, string = known.setdefault(key, (app, message.string))
            if string != message.string:
                faults.append(f"{owner} and {app} differ about {key[0]!r}; use one word, or a context")
    return faults


def main(command: str = "", *apps: str) -> int:
    """Exit status: 0 done or complete, 1 something is wrong, 2 unknown command."""
    if not settings.configured:
        settings.configure()
    names = list(apps) or app_names()
    if command == "check":
        faults = [fault for app in names for fault in faults_of(app)]
        faults += [] if apps else quarrels(names)
        print("\n".join(faults) or "complete")
        return bool(faults)
    if command == "update":
        for app in names:
            catalog, path = updated(app), catalogue_of(app)
            if catalog is None:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_text(catalog))
            print(f"{path.relative_to(ROOT)}: {len(missing(catalog))} of {len(catalog)} to do")
        return 0
    if command == "compile":
        for app in names:
            path = catalogue_of(app)
            if path.exists():
                path.with_suffix(".mo").write_bytes(mo_bytes(path))
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
