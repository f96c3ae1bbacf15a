"""What goes on while processes are killed, and what of it was acknowledged."""

import http.client
import json
import secrets
import threading
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection

from samenwijzer.accounts.models import User
from soaking.pairs import write_pair_job

REDIRECT = 302
ALPHABET = "abcdefghjkmnpqrstuvwxyz"


@dataclass(slots=True)
class Acknowledged:
    """Answers: the sending by the one word that only they hold. Pages: that word by external id."""

    answers: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    jobs: list[int] = field(default_factory=list)


def new_word() -> str:
    """A word that stands nowhere else and that no analyzer shortens to another."""
    return "zq" + "".join(secrets.choice(ALPHABET) for _ in range(14))


def sign_in(person: User) -> str:
    """Give the value of the session cookie of someone who has just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


class Answers(threading.Thread):
    """A colleague who answers one question again and again, and tries once more when no reply came."""

    def __init__(self, port: int, session: str, question: int, done: Acknowledged) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.question = question
        self.done = done
        self.stopping = threading.Event()
        self.token = secrets.token_hex(16)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}"
        self.refused: list[int] = []

    def run(self) -> None:
        while not self.stopping.is_set():
            word, sending = new_word(), str(uuid.uuid4())
            while not self._send(word, sending) and not self.stopping.is_set():
                time.sleep(0.1)
            time.sleep(0.1)

    def _send(self, word: str, sending: str) -> bool:
        body = urllib.parse.urlencode({"body": f"Het antwoord is {word}.", "sending": sending})
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        place = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            place.request("POST", f"/vragen/{self.question}/antwoord/", body, headers)
            status = place.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            place.close()
        if status == REDIRECT:
            self.done.answers[word] = sending
        elif status < http.client.INTERNAL_SERVER_ERROR:
            self.refused.append(status)
        return status < http.client.INTERNAL_SERVER_ERROR


class Jobs(threading.Thread):
    """Puts pairs in the queue."""

    def __init__(self, done: Acknowledged, first: int) -> None:
        super().__init__(daemon=True)
        self.done = done
        self.next = first
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                write_pair_job.enqueue(number=self.next)
            except OperationalError:
                time.sleep(0.1)
                continue
            self.done.jobs.append(self.next)
            self.next += 1
            time.sleep(0.3)
        connection.close()


@contextmanager
def going_on(*threads: Answers | Jobs) -> Iterator[None]:
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.stopping.set()
        for thread in threads:
            thread.join(timeout=30)


def write_pages(path: Path, author: str, count: int) -> dict[str, str]:
    """Write an exchange file; give the word of each page by its external id."""
    words = {f"soak-{uuid.uuid4().hex}": new_word() for _ in range(count)}
    records = [
        {"type": "page", "id": name, "title": f"Proef {word}", "body": f"Over {word}.", "author": author}
        for name, word in words.items()
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return words
