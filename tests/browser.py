"""A browser without JavaScript for a site that runs in processes of its own."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.page_forms import PageForm, forms_in

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str


@dataclass(slots=True)
class Browser:
    """`headers` goes along with everything that is asked. It follows no redirect."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, asked: dict[str, str] | None = None) -> Answer:
        return self._send("GET", f"{address}?{urlencode(asked)}" if asked else address, b"", "")

    def post(self, address: str, sent: dict[str, list[str]], files: dict[str, File] | None = None) -> Answer:
        """Send a form; with `files`, by field a name and content, in parts."""
        if files is None:
            body = urlencode(sent, doseq=True).encode()
            return self._send("POST", address, body, "application/x-www-form-urlencoded")
        parts: dict[str, object] = {**sent}
        body = encode_multipart(BOUNDARY, parts)
        end = body.rindex(f"--{BOUNDARY}--".encode())
        told = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, (called, content) in files.items()
        )
        return self._send("POST", address, body[:end] + told + body[end:], MULTIPART_CONTENT)

    def forms(self, address: str) -> list[PageForm]:
        return forms_in(self.get(address).text, at=address)

    def sign_in(self, email: str, password: str) -> None:
        self.get("/account/login/")
        answer = self.post("/account/login/", {"login": [email], "password": [password]})
        assert answer.status == 302, answer.text

    def _send(self, method: str, address: str, body: bytes, kind: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, "Cookie": cookies}
        if kind:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", "")}
        try:
            connection.request(method, quote(address, safe="/?&=%+:,"), body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(answer.status, text, answer.headers.get("Location", ""))
