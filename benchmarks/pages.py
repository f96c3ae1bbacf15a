"""Time and queries of the five main pages, the price of forwarding, first view, start-up and memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from benchmarks import site as sites
from benchmarks.load import Measured, measure
from benchmarks.site import ROOT, Site

SMALL = "/account/login/"
SEVERAL = 8
TURNS = 4


Both = tuple[Measured, Measured]
"""One page at one connection, and at several."""


@dataclass(frozen=True, slots=True)
class Pages:
    """All that was measured; `ratios` decide, the rest is for people to read."""

    lines: tuple[str, ...]
    broken: tuple[str, ...]


def run(*, seconds: float) -> Pages:
    """Measure; each page gets about a thirtieth of the seconds on each way."""
    lines: list[str] = []
    broken: list[str] = []
    share = max(seconds / 30, 0.5)
    with sites.demo() as site:
        port = sites.free_port()
        with site.started("serve", "--port", str(port), port=port):
            cookie = site.sign_in(port)
            paths = _main_pages(port, cookie)
            first_view = _first_view(port, cookie)
        costs = _costs(site, paths)
        command, python = _command(site)
        alone = _web_alone(site, paths, cookie, share)
        forwarded, memory, start = _whole(site, paths, cookie, share)
        small_alone, small_forwarded = _price_of_forwarding(site, share)

    lines += [
        "| page | queries | processor | p50, `web` alone | p99 | pages/s | p50, `live` | p99 | pages/s |"
    ]
    lines += ["|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for name, path in paths.items():
        one, many = alone[name]
        through, many_through = forwarded[name]
        lines.append(
            f"| {name} | {costs[path][0]} | {costs[path][1]:.1f} ms "
            f"| {one.percentile(0.5):.1f} ms | {one.percentile(0.99):.1f} ms "
            f"| {many.per_second:.0f} | {through.percentile(0.5):.1f} ms | {through.percentile(0.99):.1f} ms "
            f"| {many_through.per_second:.0f} |"
        )
        failures = one.failures + many.failures + through.failures + many_through.failures
        if failures:
            broken.append(f"{name}: {len(failures)} answers were not 200 but {sorted(set(failures))}")
    ratio = small_forwarded / small_alone
    small = f"{small_alone:.0f}/s by `web` alone, {small_forwarded:.0f}/s through `live`"
    parts = ", ".join(f"{name.removeprefix('sw-')} {size:.0f}" for name, size in memory.items())
    total = f"{sum(memory.values()):.0f} MB"
    lines += [
        "",
        f"p50 and p99 at one connection, pages/s at {SEVERAL}. Processor: the least that one takes.",
        f"Signing in, a small page: {small}: **{ratio:.0%}**.",
        "",
        f"First view: **{first_view.total / 1_000:.1f} kB** compressed ({first_view.described}).",
        "",
        f"Start: `serve` answers after **{start:.1f} s**.",
        f"A search by command takes {command:.1f} s, of which Python itself {python:.2f} s.",
        "",
        f"Memory of the idle demo, proportional set size: **{total}** ({parts}).",
    ]
    if ratio < 0.5:
        broken.append(f"live passes on {ratio:.0%} of what web alone makes; the least is 50%, the aim 60%")
    return Pages(tuple(lines), tuple(broken))


def _main_pages(port: int, cookie: str) -> dict[str, str]:
    return {
        "home": "/",
        "search": "/zoeken/?q=uitkering+zelfstandige",
        "question": _first_link(port, cookie, "/vragen/", r"/vragen/\d+/"),
        "service": _first_link(port, cookie, "/wegwijzer/", r"/wegwijzer/\d+/"),
        "profile": _first_link(port, cookie, "/collegas/", r"/collegas/\d+/"),
    }


def _first_link(port: int, cookie: str, path: str, pattern: str) -> str:
    status, body, _ = sites.get(port, path, cookie=cookie)
    found = re.search(f'href="({pattern})"', body.decode())
    if found is None:
        message = f"no link like {pattern} on {path} ({status})"
        raise RuntimeError(message)
    return found[1]


@dataclass(frozen=True, slots=True)
class FirstView:
    """Bytes over the wire of a page and all that it loads, for a browser with an empty cache."""

    total: int
    described: str


def _first_view(port: int, cookie: str) -> FirstView:
    _, page, _ = sites.get(port, "/", cookie=cookie)
    text = page.decode()
    linked = set(re.findall(r'<link[^>]+href="(/static/[^"]+)"', text)) | set(
        re.findall(r'<script[^>]+src="(/static/[^"]+)"', text)
    )
    for sheet in [path for path in linked if path.endswith(".css")]:
        _, css, _ = sites.get(port, sheet, cookie=cookie)
        linked |= {
            urljoin(sheet, found)
            for found in re.findall(r"url\(\"?([^\")]+)\"?\)", css.decode())
            if not found.startswith("data:")
        }
    sizes = {"page": len(sites.get(port, "/", cookie=cookie, encoding="gzip")[1])}
    for path in linked:
        kind = path.rpartition(".")[2]
        sizes[kind] = sizes.get(kind, 0) + len(sites.get(port, path, cookie=cookie, encoding="gzip")[1])
    described = ", ".join(f"{kind} {size / 1_000:.1f}" for kind, size in sorted(sizes.items()))
    return FirstView(sum(sizes.values()), described)


def _costs(site: Site, paths: dict[str, str]) -> dict[str, tuple[int, float]]:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "benchmarks.queries", site.emails[0], *paths.values()],
        env=site.environment | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, tuple[int, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _each(port: int, paths: dict[str, str], cookie: str, share: float) -> dict[str, Both]:
    measured = {}
    for name, path in paths.items():
        measure(port, path, cookie=cookie, connections=2, seconds=0.3)
        one = measure(port, path, cookie=cookie, connections=1, seconds=share)
        measured[name] = (one, measure(port, path, cookie=cookie, connections=SEVERAL, seconds=share))
    return measured


def _web_alone(site: Site, paths: dict[str, str], cookie: str, share: float) -> dict[str, Both]:
    port = sites.free_port()
    with site.started("web", "--bind", f"127.0.0.1:{port}", port=port):
        return _each(port, paths, cookie, share)


def _whole(
    site: Site, paths: dict[str, str], cookie: str, share: float
) -> tuple[dict[str, Both], dict[str, float], float]:
    port = sites.free_port()
    began = time.monotonic()
    with site.started("serve", "--port", str(port), port=port) as process:
        start = time.monotonic() - began
        for path in paths.values():
            sites.get(port, path, cookie=cookie)
        time.sleep(3)
        memory = sites.proportional_set_size(process.pid)
        return _each(port, paths, cookie, share), memory, start


def _price_of_forwarding(site: Site, share: float) -> tuple[float, float]:
    """Return small pages a second by `web` alone and through `live`: the best of turns that alternate.

    Both run at the same time, so that whatever else the machine does weighs on both.
    """
    alone, whole = sites.free_port(), sites.free_port()
    best = {alone: 0.0, whole: 0.0}
    with (
        site.started("web", "--bind", f"127.0.0.1:{alone}", port=alone),
        site.started("serve", "--port", str(whole), port=whole),
    ):
        for _ in range(TURNS):
            for port in (alone, whole):
                done = measure(port, SMALL, connections=SEVERAL, seconds=max(share / 2, 0.5))
                best[port] = max(best[port], done.per_second)
    return best[alone], best[whole]


def _command(site: Site) -> tuple[float, float]:
    """Return the seconds of a search on the command line, and of Python that does nothing."""
    began = time.monotonic()
    site.run("search", "uitkering", "--json")
    whole = time.monotonic() - began
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return whole, time.monotonic() - began
