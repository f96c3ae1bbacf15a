import logging
from typing import Any

import pytest
from django.core.mail import get_connection, send_mail

from samenwijzer.config import environment


@pytest.mark.parametrize(
    ("public_url", "backend"),
    [("", "django.core.mail.backends.console"), ("https://wijs.example.nl", "samenwijzer.config.unsent")],
)
def test_without_a_mail_server_mail_is_printed_only_where_nobody_else_works(
    monkeypatch: pytest.MonkeyPatch, public_url: str, backend: str
) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    monkeypatch.setenv("PUBLIC_URL", public_url)
    found = environment.email(environment.read_environment())
    assert found["EMAIL_BACKEND"] == f"{backend}.EmailBackend"


def test_mail_that_is_not_sent_stands_in_no_log(caplog: Any, capsys: pytest.CaptureFixture[str]) -> None:
    unsent = get_connection("samenwijzer.config.unsent.EmailBackend")
    with caplog.at_level(logging.INFO):
        send_mail("Nieuw wachtwoord", "sleutel123", None, ["fatima@example.org"], connection=unsent)
    printed = capsys.readouterr()
    assert "EMAIL_URL is not set" in caplog.text
    for text in (caplog.text, printed.out, printed.err):
        assert "fatima" not in text
        assert "sleutel123" not in text
