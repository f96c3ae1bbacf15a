"""Asks for pages over real connections and measures how long each takes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httptools


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each request, sorted, and how many requests there were in a second."""

    times: tuple[float, ...]
    per_second: float
    failures: tuple[int, ...]

    def percentile(self, share: float) -> float:
        return self.times[min(int(len(self.times) * share), len(self.times) - 1)]


class _Connection:
    """A kept connection; opened again when the server closes it, as sync workers do after each answer."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.status = 0
        self.complete = False
        self.size = 0

    async def ask(self, request: bytes) -> int:
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        self.complete = False
        parser = httptools.HttpResponseParser(self)
        writer.write(request)
        while not self.complete:
            chunk = await reader.read(262_144)
            if not chunk:
                break
            parser.feed_data(chunk)
        self.status = parser.get_status_code()
        if not parser.should_keep_alive() or not self.complete:
            self.close()
        return int(self.status)

    def on_message_complete(self) -> None:
        self.complete = True

    def on_body(self, chunk: bytes) -> None:
        self.size += len(chunk)

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
        self.streams = None


async def _client(port: int, request: bytes, *, end: float, times: list[float], failures: list[int]) -> None:
    connection = _Connection("127.0.0.1", port)
    while time.perf_counter() < end:
        began = time.perf_counter()
        status = await connection.ask(request)
        times.append((time.perf_counter() - began) * 1_000)
        if status != 200:
            failures.append(status)
    connection.close()


def measure(port: int, path: str, *, cookie: str = "", connections: int, seconds: float) -> Measured:
    """Ask for one page over and over on so many connections for so many seconds."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\nAccept-Language: nl\r\n"
        f"Accept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n"
    ).encode()

    async def all_of_them() -> Measured:
        times: list[float] = []
        failures: list[int] = []
        began = time.perf_counter()
        clients = [
            _client(port, request, end=began + seconds, times=times, failures=failures)
            for _ in range(connections)
        ]
        await asyncio.gather(*clients)
        took = time.perf_counter() - began
        return Measured(tuple(sorted(times)), len(times) / took, tuple(failures))

    return asyncio.run(all_of_them())
