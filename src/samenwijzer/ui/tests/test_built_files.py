"""What is built from sources and committed is what the sources give."""

import gzip
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[4]
UI = ROOT / "src" / "samenwijzer" / "ui"
STATIC = UI / "static" / "ui"
HTMX = "django_htmx/static/django_htmx/htmx-2.min.js"


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_style_sheet_and_script_are_current() -> None:
    builder = tool("build_css")
    assert builder.stale_files(builder.bundle_files()) == []


@pytest.mark.skipif(not (ROOT / "frontend" / "node_modules").is_dir(), reason="needs `npm ci` in frontend/")
def test_vendor_parts_are_what_the_locked_packages_give() -> None:
    builder = tool("build_css")
    assert builder.stale_files(builder.vendor_files()) == []


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


def test_minifying_keeps_strings_and_calculations() -> None:
    minified = tool("build_css").minified
    assert (
        minified('a { content: " ( ; "; width: calc(1px + 2px); }')
        == 'a{content:" ( ; ";width:calc(1px + 2px)}'
    )
    assert minified("/* no */ a , b > c { color: red }") == "a,b > c{color:red}"


def test_no_style_waits_for_a_page_that_is_not_there() -> None:
    # A template puts the rest behind these: "sw-state--{{ state.tone }}".
    composed = (
        "sw-state--",
        "sw-presence--",
        "sw-notice--",
        "sw-avatar--",
        "sw-card--",
        "sw-icon--",
        "sw-depth--",
        "sw-founditem--",
        "sw-mark--",
        "sw-marks--",
        "sw-preview__hit--",
        "is-",
    )
    own = [path for path in (UI / "styles").rglob("*.css") if "vendor" not in path.parts]
    styles = re.sub(
        r"/\*.*?\*/", "", "".join(path.read_text(encoding="utf-8") for path in own), flags=re.DOTALL
    )
    sources = [path for kind in ("html", "py", "js") for path in UI.parent.rglob(f"*.{kind}")]
    users = "".join(path.read_text(encoding="utf-8") for path in sources if "static" not in path.parts)
    classes = set(re.findall(r"\.((?:sw|is)-[\w-]+)", styles))
    assert not [name for name in sorted(classes) if name not in users and not name.startswith(composed)]


def test_the_first_view_stays_light() -> None:
    django_htmx = Path(next(path for path in sys.path if (Path(path) / HTMX).exists())) / HTMX
    sheets = [STATIC / "samenwijzer.css", STATIC / "samenwijzer.js", STATIC / "icons.svg", django_htmx]
    font = STATIC / "fonts" / "atkinson-hyperlegible-next-latin-wght-normal.woff2"
    weight = sum(len(gzip.compress(path.read_bytes())) for path in sheets) + len(font.read_bytes())
    assert weight < 90_000  # Which leaves ten for the page itself: 100 kB in all.
