"""A real browser on a real site: the demo, served as `make demo` serves it."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.turns import ALL

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
DEMO = [sys.executable, "-P", "-m", "samenwijzer", "demo"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90  # seconds until the demo answers
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class Site:
    """The running demo: its address, the password of all its people, and its data folder."""

    address: str
    password: str
    folder: Path


Visit = Callable[..., Page]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Look at each page in one width, light or dark, by turns: `make soak` looks at all of them."""
    if ALL:
        return
    groups: dict[tuple[str, ...], list[pytest.Item]] = {}
    for item in items:
        params = getattr(item, "callspec", None)
        if isinstance(item, pytest.Function) and params is not None and "width" in params.params:
            rest = sorted(
                f"{name}={value}"
                for name, value in params.params.items()
                if name not in {"width", "scheme", "mode"}
            )
            groups.setdefault((str(item.path), item.originalname, *rest), []).append(item)
    others = []
    for turn, name in enumerate(sorted(groups)):
        group = sorted(groups[name], key=lambda item: item.name)
        others += [item for item in group if item is not group[turn % len(group)]]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo that nobody serves yet: every worker copies it, and who is first loads it."""
    everybody = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        everybody = everybody.parent
    loaded = everybody / "loaded-demo"
    with (everybody / "loaded-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            loading = everybody / "loading-demo"
            subprocess.run(
                [*DEMO, "--no-serve"], env=_environment(loading), check=True, stdin=subprocess.DEVNULL
            )
            loading.rename(loaded)
    return loaded


def _environment(folder: Path) -> dict[str, str]:
    others = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "VALKEY_URL"}
    own = {name: value for name, value in os.environ.items() if name not in others}
    return {**own, "SAMENWIJZER_DATA_DIR": str(folder), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def site(loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(loaded_demo, folder / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    output = folder / "output.txt"
    with output.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [*DEMO, "--port", str(port)],
            env=_environment(folder / "data"),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    try:
        _wait_for(port, process, output)
        password = re.search(r"with the password (\S+)", output.read_text(encoding="utf-8"))
        assert password, output.read_text(encoding="utf-8")
        yield Site(f"http://127.0.0.1:{port}", password[1], folder / "data")
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], output: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the demo ended: {output.read_text(encoding='utf-8')[-2000:]}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the demo did not answer: {output.read_text(encoding='utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Keep who signed in, so that a person signs in once and the limit on tries is not met."""
    return {}


@pytest.fixture
def visit(browser: Browser, site: Site, sessions: dict[str, Any]) -> Iterator[Visit]:
    """Open a page in which this person of the demo is signed in: `visit("fatima.amrani")`.

    A page that logs an error, such as a refusal by the content security policy, fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def signed_in(person: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.address, locale="nl-NL", storage_state=sessions.get(person), **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        if "/account/login" in page.url:
            page.get_by_label("E-mailadres").fill(f"{person}@example.org")
            page.locator("input[type=password]").fill(site.password)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{site.address}/")
            sessions[person] = context.storage_state()
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert not [words for words in complaints if "status of 4" not in words], complaints


def axe_finds_nothing(page: Page) -> None:
    """Fail with the rules and the elements that axe objects to on the page as it stands.

    The whole page is brought into view first: axe takes what lies below the phone bar for covered.
    """
    size = page.viewport_size
    if size is not None:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    if size is not None:
        page.set_viewport_size(size)
    told = [
        f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']][:4]}"
        for violation in found["violations"]
    ]
    assert not told, f"{page.url}: {told}"


def does_not_scroll_sideways(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"{page.url} is {width} pixels too wide"
