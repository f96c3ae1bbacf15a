"""Build the one style sheet, the one script and the icon sprite that pages load.

python tools/build_css.py            write samenwijzer.css (of styles/index.css) and .js (of elements/)
python tools/build_css.py check      exit 1 when those files are not what the sources give
python tools/build_css.py vendor     regenerate the third-party parts, after `npm ci` in frontend/
python tools/build_css.py check-vendor   exit 1 when they are not what the locked packages give

Only the two vendor commands need Node. What they write is committed, so that an installation never does.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "src" / "samenwijzer" / "ui"
STYLES = UI / "styles"
STATIC = UI / "static" / "ui"
FRONTEND = ROOT / "frontend"
PACKAGES = FRONTEND / "node_modules"

THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
FONT_FILE = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
ICONS = "lucide-static"

DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)[;}]")
USE = re.compile(r"var\(\s*(--[\w-]+)")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|\s+|[^"\'/\s]+|/', re.DOTALL)


def minified(css: str) -> str:
    """Without comments and needless white space; strings stay as they are."""
    parts: list[str] = []
    for match in TOKEN.finditer(css):
        text = match.group()
        if text.startswith("/*"):
            continue
        parts.append(" " if text.isspace() else text)
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(match.group())
        return f"\0{len(strings) - 1}\0"

    joined = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', keep, "".join(parts))
    joined = re.sub(r"\s+", " ", joined)
    joined = re.sub(r"\s*([{};,])\s*", r"\1", joined)
    joined = re.sub(r"(\w|-):\s+", r"\1:", joined).replace(";}", "}").strip()
    return re.sub(r"\0(\d+)\0", lambda match: strings[int(match.group(1))], joined)


def pruned_theme(theme: str, *users: str) -> str:
    """The theme with only those tokens that `users` reach, directly or through other tokens."""
    values = dict(DECLARATION.findall(theme))
    wanted: set[str] = set()
    queue = [name for text in users for name in USE.findall(text)]
    while queue:
        name = queue.pop()
        if name in values and name not in wanted:
            wanted.add(name)
            queue.extend(USE.findall(values[name]))
    kept = "".join(f"{name}:{values[name].strip()};" for name in values if name in wanted)
    return f".voorbeeld-theme{{{kept.rstrip(';')}}}"


def bundle() -> str:
    """Everything that styles/index.css names, in its order, as one layered sheet."""
    index = (STYLES / "index.css").read_text(encoding="utf-8")
    order = re.search(r"@layer ([^;]+);", index)
    imports = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', index)
    if order is None or not imports:
        sys.exit("styles/index.css has no layer order or no imports.")
    texts = {name: minified((STYLES / name).read_text(encoding="utf-8")) for name, _ in imports}
    theme_name = next(name for name in texts if "theme-voorbeeld" in name)
    users = [text for name, text in texts.items() if name != theme_name]
    texts[theme_name] = pruned_theme(texts[theme_name], *users)
    head = (
        "/* Samenwijzer, EUPL-1.2. Holds parts of NL Design System (EUPL-1.2), see licences/. "
        "Built by tools/build_css.py, do not edit. */\n"
    )
    layers = "\n".join(f"@layer {layer}{{{texts[name]}}}" for name, layer in imports if texts[name])
    return f"{head}@layer {minified(order.group(1))};\n{layers}\n"


def _version(package: str) -> str:
    return str(json.loads((PACKAGES / package / "package.json").read_text(encoding="utf-8"))["version"])


def _component_packages() -> list[str]:
    """In the order of the cascade: Utrecht's first, the candidates of NL Design System after them."""
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))["dependencies"]
    components = [name for name in wanted if name.endswith("-css")]
    return sorted(
        components,
        key=lambda name: (not name.startswith("@utrecht/root"), not name.startswith("@utrecht/"), name),
    )


def _component_css(package: str) -> str:
    folder = PACKAGES / package / "dist"
    named = folder / f"{package.rpartition('/')[2].removesuffix('-css')}.css"
    text = (named if named.exists() else folder / "index.css").read_text(encoding="utf-8")
    return re.sub(r'@charset "[^"]+";|/\*# sourceMappingURL.*?\*/', "", text)


def _sprite() -> str:
    symbols = []
    for name in (FRONTEND / "icons.txt").read_text(encoding="utf-8").split():
        source = (PACKAGES / ICONS / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        if drawing is None:
            sys.exit(f"The icon {name} is not an SVG drawing.")
        body = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", drawing.group(1)).strip()).replace(" />", "/>")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    head = f"<!-- Lucide {_version(ICONS)}, ISC licence, see licences/ -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{head}\n' + "\n".join(symbols) + "\n</svg>\n"


def vendor_files() -> dict[Path, bytes]:
    """Path and content of every file that comes from the locked packages."""
    if not PACKAGES.is_dir():
        sys.exit("Type `npm ci` in frontend/ first.")
    packages = _component_packages()
    names = ", ".join(f"{name} {_version(name)}" for name in packages)
    components = (
        "/* NL Design System components, unchanged but for white space. EUPL-1.2, see licences/.\n"
        "   (c) Frameless B.V., Gemeente Utrecht, NL Design System Community.\n"
        f"   {names} */\n" + "\n".join(minified(_component_css(name)) for name in packages) + "\n"
    )
    theme = minified((PACKAGES / THEME / "dist" / "theme.css").read_text(encoding="utf-8"))
    basis = "".join(f"var({name})" for name, _ in DECLARATION.findall(theme) if name.startswith("--basis-"))
    tokens = (
        f"/* {THEME} {_version(THEME)}, EUPL-1.2: all basis tokens and those that the components reach.\n"
        "   Values unchanged. */\n" + pruned_theme(theme, components, basis).replace(";", ";\n") + "\n"
    )
    licences = {
        "EUPL-1.2-utrecht.md": PACKAGES / "@utrecht/root-css/LICENSE.md",
        "EUPL-1.2-nl-design-system.md": PACKAGES / "@nl-design-system-candidate/button-css/LICENSE.md",
        "OFL-1.1-atkinson-hyperlegible-next.txt": PACKAGES / FONT / "LICENSE",
        "ISC-lucide.txt": PACKAGES / ICONS / "LICENSE",
    }
    return {
        STYLES / "vendor" / "nlds-components.css": components.encode(),
        STYLES / "vendor" / "nlds-theme-voorbeeld.css": tokens.encode(),
        STATIC / "icons.svg": _sprite().encode(),
        STATIC / "fonts" / FONT_FILE: (PACKAGES / FONT / "files" / FONT_FILE).read_bytes(),
        **{STATIC / "licences" / name: source.read_bytes() for name, source in licences.items()},
    }


def stale_files(wanted: dict[Path, bytes]) -> list[str]:
    """Paths, from the root of the checkout, that do not hold what they should."""
    return [
        str(path.relative_to(ROOT))
        for path, content in wanted.items()
        if not path.exists() or path.read_bytes() != content
    ]


def script() -> str:
    """All custom elements in one file, so that a page loads one; full-line comments are left out."""
    lines = [
        line
        for path in sorted((UI / "elements").glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.strip().startswith("//")
    ]
    head = "/* Samenwijzer, EUPL-1.2. Built by tools/build_css.py from elements/, do not edit. */"
    return "\n".join([head, "(() => {", '"use strict";', *lines, "})();", ""])


def bundle_files() -> dict[Path, bytes]:
    """The built sheet and script, by the path where each belongs."""
    return {STATIC / "samenwijzer.css": bundle().encode(), STATIC / "samenwijzer.js": script().encode()}


def main(command: str = "bundle") -> int:
    """Exit status: 0 done or current, 1 not current, 2 unknown command."""
    makers = {
        "bundle": bundle_files,
        "check": bundle_files,
        "vendor": vendor_files,
        "check-vendor": vendor_files,
    }
    if command not in makers:
        print(__doc__)
        return 2
    wanted = makers[command]()
    stale = stale_files(wanted)
    if command.startswith("check"):
        print("\n".join(f"not current: {name}" for name in stale) or "current")
        return bool(stale)
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print("\n".join(f"written: {name}" for name in stale) or "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
