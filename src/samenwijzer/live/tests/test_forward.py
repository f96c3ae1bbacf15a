import socket
import threading
import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from samenwijzer.live.bodies import Room
from samenwijzer.live.tests.site import (
    Asked,
    Site,
    Web,
    answer,
    body_of,
    read_all,
    running,
    status_of,
)


def test_a_page_comes_through_with_its_headers(site: Site) -> None:
    site.behaviour = lambda asked, connection: connection.sendall(
        answer(
            b"<h1>hallo</h1>",
            headers="Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nServer: gunicorn\r\nX-Own: yes\r\n",
        )
    )
    response = site.get("/vragen/12/?volgorde=nieuw", headers="Cookie: c=3\r\nX-Odd: a\r\nX-Odd: b\r\n")
    assert status_of(response) == 200
    assert body_of(response) == b"<h1>hallo</h1>"
    head = response.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie: a=1\r\nset-cookie: b=2" in head
    assert b"x-own: yes" in head
    assert b"gunicorn" not in head
    [asked] = site.asked
    assert asked.head.startswith(b"GET /vragen/12/?volgorde=nieuw HTTP/1.1\r\n")
    assert asked.header(b"host") == [b"x"]
    assert asked.header(b"cookie") == [b"c=3"]
    assert asked.header(b"x-odd") == [b"a", b"b"]
    assert asked.pool == "web"


def test_escaped_characters_in_the_path_stay_as_they_were_typed(site: Site) -> None:
    site.get("/a%2Fb/%E2%82%AC%20/?q=%0d%0aX:1")
    assert site.asked[0].head.startswith(b"GET /a%2Fb/%E2%82%AC%20/?q=%0d%0aX:1 HTTP/1.1\r\n")


def test_nobody_can_say_who_he_is_by_himself(site: Site) -> None:
    site.get(
        headers="X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nForwarded: for=1\r\n"
        "X-Real-IP: 1\r\nProxy: http://evil\r\nX_Forwarded_For: 9\r\nX-Forwarded-Host: evil\r\n"
    )
    [asked] = site.asked
    assert asked.header(b"x-forwarded-for") == [b"127.0.0.1"]
    assert asked.header(b"x-forwarded-proto") == [b"http"]
    for name in (b"forwarded", b"x-real-ip", b"proxy", b"x_forwarded_for", b"x-forwarded-host"):
        assert asked.header(name) == []


def test_a_trusted_proxy_says_who_the_caller_is(folder: Path) -> None:
    with running(
        folder, trusted=(ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")), scheme=b"https"
    ) as site:
        site.get(headers="X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.1.1\r\n")
        site.get(headers="X-Forwarded-For: nonsense\r\n")
        first, second = site.asked
    assert first.header(b"x-forwarded-for") == [b"203.0.113.9"]
    assert first.header(b"x-forwarded-proto") == [b"https"]
    assert second.header(b"x-forwarded-for") == [b"127.0.0.1"]


def test_headers_that_speak_of_the_connection_stay_behind(site: Site) -> None:
    site.behaviour = lambda asked, connection: connection.sendall(
        answer(b"x", headers="Keep-Alive: timeout=5\r\nX-Hop: 1\r\n").replace(
            b"Connection: close", b"Connection: close, X-Hop"
        )
    )
    response = site.get(headers="TE: trailers\r\nX-Mine: 1\r\nX-Stay: 1\r\nConnection: x-mine\r\n")
    [asked] = site.asked
    assert asked.header(b"te") == asked.header(b"x-mine") == []
    assert asked.header(b"x-stay") == [b"1"]
    assert asked.header(b"connection") == [b"close"]
    assert b"x-hop" not in response.lower()
    assert b"keep-alive:" not in response.lower()


def test_a_body_is_taken_in_whole_before_a_page_worker_is_asked(site: Site) -> None:
    with site.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n\r\nabc")
        time.sleep(0.3)
        assert site.asked == []
        connection.sendall(b"def")
        assert body_of(read_all(connection)) == b"hello"
    assert site.asked[0].body == b"abcdef"


def test_a_chunked_body_arrives_with_its_length(site: Site) -> None:
    site.send(
        b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"
    )
    [asked] = site.asked
    assert (asked.body, asked.header(b"content-length")) == (b"abcdefg", [b"7"])
    assert asked.header(b"transfer-encoding") == []


def test_an_empty_body_keeps_its_length(site: Site) -> None:
    site.post(b"")
    assert site.asked[0].header(b"content-length") == [b"0"]


def test_a_large_body_goes_over_disk_to_the_slow_pool(site: Site) -> None:
    body = bytes(range(256)) * 20_000
    assert status_of(site.post(body)) == 200
    [asked] = site.asked
    assert asked.pool == "slow"
    assert asked.body == body
    assert list((site.folder / "incoming").iterdir()) == []


def test_a_body_above_the_limit_is_refused_with_a_sentence(folder: Path) -> None:
    with running(folder, most=1_000_000) as site:
        response = site.post(b"x" * 3_000_000, headers="Accept-Language: en\r\n")
        chunked = site.send(
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"20000\r\n"
            + b"x" * 0x20000
            + b"\r\n"
            + (b"20000\r\n" + b"x" * 0x20000 + b"\r\n") * 10
            + b"0\r\n\r\n"
        )
        assert site.asked == []
    assert status_of(response) == status_of(chunked) == 413
    assert b"the most that is accepted here" in response


def test_many_callers_together_cannot_fill_the_disk(folder: Path) -> None:
    with running(folder, room=Room(folder / "incoming", most=2_000_000)) as site:
        head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n"
        with site.connect() as first, site.connect() as second:
            first.sendall(head + b"x" * 2_500_000)
            time.sleep(0.3)
            second.sendall(head + b"x" * 2_500_000)
            assert status_of(second.recv(1_000)) == 503
        time.sleep(0.3)
        assert status_of(site.post(b"x" * 2_500_000)) == 200


def test_who_asks_before_sending_is_told_to_go_on_or_not(folder: Path) -> None:
    with running(folder, most=1_000) as site:
        head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\n"
        head += "Content-Length: %d\r\n\r\n"
        with site.connect() as connection:
            connection.sendall((head % 5).encode())
            assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            connection.sendall(b"abcde")
            assert status_of(read_all(connection)) == 200
        assert site.asked[0].header(b"expect") == []
        with site.connect() as connection:
            connection.sendall((head % 5_000).encode())
            assert status_of(read_all(connection)) == 413


def test_an_answer_that_comes_in_pieces_is_passed_on_at_once(site: Site) -> None:
    go_on = threading.Event()

    def stream(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
        go_on.wait(5)
        connection.sendall(b"6\r\nsecond\r\n0\r\n\r\n")

    site.behaviour = stream
    with site.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        seen = b""
        while b"first" not in seen:
            seen += connection.recv(1_000)
        assert b"second" not in seen
        go_on.set()
        seen += read_all(connection)
    assert seen.endswith(b"6\r\nsecond\r\n0\r\n\r\n")


def test_a_browser_that_reads_slowly_does_not_hold_a_page_worker(site: Site) -> None:
    body = b"x" * 8_000_000
    released = threading.Event()

    def send(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(answer(body))
        released.set()

    site.behaviour = send
    with site.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert released.wait(5)
        assert body_of(read_all(connection)) == body


def test_an_answer_that_is_cut_off_does_not_look_whole(site: Site) -> None:
    def cut(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")

    site.behaviour = cut
    assert not site.get().endswith(b"0\r\n\r\n")
    site.behaviour = lambda asked, connection: connection.sendall(answer(b"x" * 900_000)[:-10])
    assert len(body_of(site.get())) < 900_000
    site.behaviour = lambda asked, connection: connection.sendall(answer(b"small")[:-2])
    assert status_of(site.get()) == 502


def test_an_answer_whose_end_is_the_end_of_the_connection(site: Site) -> None:
    site.behaviour = lambda asked, connection: connection.sendall(b"HTTP/1.0 200 OK\r\n\r\nuntil the end")
    assert b"until the end" in site.get()


def test_head_gets_the_headers_alone(site: Site) -> None:
    site.behaviour = lambda asked, connection: connection.sendall(answer(b"x" * 500)[:-500])
    response = site.get(method="HEAD")
    assert b"content-length: 500" in response.lower()
    assert body_of(response) == b""


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_body(site: Site, status: str) -> None:
    site.behaviour = lambda asked, connection: connection.sendall(
        f"HTTP/1.1 {status}\r\nETag: 1\r\n\r\n".encode()
    )
    response = site.get()
    assert status_of(response) == int(status[:3])
    assert body_of(response) == b""


def test_a_connection_is_kept_for_the_next_request(site: Site) -> None:
    with site.connect() as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            seen = b""
            while not seen.endswith(b"hello"):
                seen += connection.recv(10_000)
        connection.sendall(
            b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        assert read_all(connection).count(b"hello") == 2


def test_without_web_a_page_says_that_it_is_being_restarted(folder: Path) -> None:
    with running(folder, with_web=False) as site:
        response = site.get(headers="Accept-Language: en\r\n")
    assert status_of(response) == 503
    assert b"retry-after: 5" in response.lower()
    assert b"just being restarted" in response


def test_a_request_waits_while_web_restarts(folder: Path) -> None:
    with running(folder, with_web=False) as site:
        later = threading.Timer(0.2, lambda: webs.append(Web(site, "web", folder / "web.sock")))
        webs: list[Web] = []
        later.start()
        response = site.get()
        webs[0].close()
    assert status_of(response) == 200


def test_a_page_that_takes_too_long_is_given_up_with_a_sentence(site: Site) -> None:
    site.behaviour = lambda asked, connection: time.sleep(3)
    response = site.get(headers="Accept-Language: en\r\n")
    assert status_of(response) == 504
    assert b"took too long" in response


def test_a_lost_page_worker_is_asked_again_only_when_that_does_no_harm(site: Site) -> None:
    def die_once(asked: Asked, connection: socket.socket) -> None:
        if len(site.asked) > 1:
            connection.sendall(answer(b"hello"))

    site.behaviour = die_once
    assert status_of(site.get()) == 200
    assert len(site.asked) == 2
    site.asked.clear()
    assert status_of(site.post(b"title=x")) == 502
    assert len(site.asked) == 1


def test_a_body_that_stops_halfway_is_given_up(site: Site) -> None:
    with site.connect() as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 600\r\n\r\nabc")
        assert status_of(read_all(connection)) == 408
    assert site.asked == []


def test_who_leaves_halfway_leaves_nothing_behind(site: Site) -> None:
    for _ in range(20):
        with site.connect() as connection:
            connection.sendall(
                b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6000000\r\n\r\n" + b"x" * 2_000_000
            )
    assert status_of(site.get()) == 200
    assert [asked.head[:4] for asked in site.asked] == [b"GET "]


def test_who_leaves_during_an_answer_frees_its_worker(site: Site) -> None:
    ended = threading.Event()

    def stream(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                connection.sendall(b"1\r\nx\r\n")
                time.sleep(0.02)
        except OSError:
            ended.set()

    site.behaviour = stream
    with site.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.recv(1_000)
    assert ended.wait(3)
