import gzip
import logging
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from samenwijzer.live.tests.site import Site, body_of, read_all, running, status_of


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /\xe2\x82\xac HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused_and_web_never_sees_it(site: Site, request_bytes: bytes) -> None:
    with site.connect() as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        response = read_all(connection)
    assert status_of(response) in {400, 405, 408}
    assert site.asked == []


def test_other_methods_are_refused(site: Site) -> None:
    assert status_of(site.get(method="TRACE")) == 405


def test_a_head_that_is_too_large_is_refused(site: Site) -> None:
    assert status_of(site.get(headers=f"X-Long: {'x' * 40_000}\r\n")) == 431
    assert status_of(site.get(headers="".join(f"X-{n}: 1\r\n" for n in range(150)))) == 431
    assert status_of(site.get("/" + "x" * 9_000)) == 414
    assert site.asked == []
    assert status_of(site.get(headers=f"X-Long: {'x' * 20_000}\r\n")) == 200


def test_a_head_that_comes_too_slowly_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samenwijzer.live.server.HEAD_SECONDS", 0.5)
    with site.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHo")
        started = time.monotonic()
        assert read_all(connection) == b""
        assert time.monotonic() - started < 3


def test_a_request_to_switch_protocols_is_answered_as_a_page(site: Site) -> None:
    response = site.get(headers="Upgrade: websocket\r\n").replace(b"Connection: close", b"")
    assert status_of(response) == 200
    assert site.asked[0].header(b"upgrade") == []


def test_static_files_come_from_live_compressed_and_to_keep(site: Site) -> None:
    path = site.folder / "static" / "page.0123456789ab.css"
    response = site.get("/static/page.0123456789ab.css")
    assert status_of(response) == 200
    assert b"immutable" in response
    assert b"x-content-type-options: nosniff" in response.lower()
    assert b"content-security-policy: default-src 'none'" in response.lower()
    assert body_of(response) == path.read_bytes()
    assert status_of(site.get("/static/none.css")) == 404
    assert status_of(site.get("/static/../web.sock")) in {404, 400, 200}
    assert [asked.pool for asked in site.asked if b"static" in asked.head] == []


def test_a_compressed_static_file_is_sent_to_who_accepts_it(folder: Path) -> None:
    (folder / "static").mkdir()
    original = b"h1 { color: black }" * 100
    (folder / "static" / "a.0123456789ac.css").write_bytes(original)
    (folder / "static" / "a.0123456789ac.css.gz").write_bytes(gzip.compress(original))
    with running(folder) as site:
        response = site.get("/static/a.0123456789ac.css", headers="Accept-Encoding: gzip\r\n")
    assert b"content-encoding: gzip" in response.lower()
    assert gzip.decompress(body_of(response)) == original


def test_live_says_that_it_is_alive_without_asking_web(site: Site) -> None:
    assert body_of(site.get("/live/health")) == b"ok\n"
    assert status_of(site.get("/live/none")) == 404
    assert site.asked == []


def test_the_access_log_holds_the_path_without_the_question(site: Site, caplog: Any) -> None:
    with caplog.at_level(logging.INFO, "samenwijzer.access"):
        site.get("/zoeken/?q=geheim", headers="Referer: http://x/?q=geheim\r\n")
        time.sleep(0.1)
    assert "GET /zoeken/ 200" in caplog.text
    assert "geheim" not in caplog.text


def test_no_log_holds_the_key_of_a_link_or_a_line_of_the_caller(folder: Path, caplog: Any) -> None:
    with running(folder, with_web=False) as site, caplog.at_level(logging.INFO):
        site.get("/account/password/reset/key/1-sleutel123/")
        site.get("/account/link/sleutel123/")
        site.get("/a%0Aregel-van-een-ander")
        time.sleep(0.1)
    assert "/account/password/reset/key/.../" in caplog.text
    assert "/account/link/.../" in caplog.text
    assert "sleutel123" not in caplog.text
    assert "\nregel-van" not in caplog.text


@pytest.mark.parametrize(("language", "sentence"), [("nl", "herstart"), ("en", "restarted")])
def test_the_sentence_is_in_the_language_of_who_asks(folder: Path, language: str, sentence: str) -> None:
    with running(folder, with_web=False) as site:
        response = site.get(headers=f"Cookie: samenwijzer-language={language}; other=1\r\n").decode()
    assert sentence in response
    assert f'<html lang="{language}">' in response
