"""The environment as typed values. Each setting stands in `docs/operations.md`.

A variable NAME may also be given as NAME_FILE, the path of a file that holds the value (for secrets).
"""

from __future__ import annotations

import hmac
import os
import secrets
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

Value = TypeVar("Value")
Networks = tuple[IPv4Network | IPv6Network, ...]
LANGUAGES = ("nl", "en")
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
VALKEY_SCHEMES = {"redis", "rediss", "valkey", "valkeys", "unix"}

only_looks = False
"""Set before the settings are read by a command that changes nothing: then no folder and no file is made."""


class Unusable(ImproperlyConfigured):
    """A setting has a value that cannot be used; the text says which and what is expected."""


@dataclass(frozen=True, slots=True)
class Environment:
    """All that can be set from outside."""

    data_dir: Path
    database_url: str | None
    valkey_url: str | None
    s3_url: str | None
    public_url: str | None
    debug: bool
    organisation: str
    organisation_language: str
    theme: str
    email_url: str | None
    email_from: str
    time_zone: str
    trusted_proxies: Networks
    max_request_megabytes: int
    web_workers: int


class _Outside(environ.FileAwareEnv):  # type: ignore[misc]
    ENVIRON = FileAwareMapping(cache=False)


def _read(name: str, parse: Callable[[str], Value], default: Value, expected: str) -> Value:
    try:
        text = str(_Outside().str(name, default="")).strip()
    except OSError as problem:
        message = f"{name}_FILE names a file that cannot be read: {problem.strerror}."
        raise Unusable(message) from problem
    if not text:
        return default
    try:
        return parse(text)
    except ValueError as problem:
        message = f"{name} has the value {_shown(text)!r}, which cannot be used: expected {expected}."
        raise Unusable(message) from problem


def _shown(text: str) -> str:
    """Leave out what may be a password: an address is shown by its scheme alone."""
    scheme, separator, _ = text.partition("://")
    return f"{scheme}://…" if separator else text[:80]


def _boolean(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]


def _one_of(allowed: set[str] | tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return parse


def _address(schemes: set[str]) -> Callable[[str], str | None]:
    def parse(text: str) -> str:
        if urlsplit(text).scheme not in schemes:
            raise ValueError(text)
        return text

    return parse


def _guarded(parse: Callable[[str], Value]) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        try:
            return parse(text)
        except KeyError as problem:
            raise ValueError(text) from problem

    return read


def _count(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return parse


def _time_zone(text: str) -> str:
    if text not in zoneinfo.available_timezones():
        raise ValueError(text)
    return text


def _networks(text: str) -> Networks:
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def themes() -> tuple[str, ...]:
    """Return the names of the themes that are present, besides the own one (the empty name)."""
    folder = Path(__file__).parent.parent / "ui" / "static" / "ui" / "themes"
    return tuple(sorted(path.stem for path in folder.glob("*.css")))


def read_environment() -> Environment:
    """Read all settings. Raises Unusable with a sentence that names the variable."""
    default_dir = Path.cwd() / ".data"
    return Environment(
        data_dir=_read("SAMENWIJZER_DATA_DIR", Path, default_dir, "a folder").expanduser().absolute(),
        database_url=_read(
            "DATABASE_URL", _address(DATABASE_SCHEMES), None, "an address such as postgresql://…"
        ),
        valkey_url=_read("VALKEY_URL", _address(VALKEY_SCHEMES), None, "an address such as redis://…"),
        s3_url=_read("S3_URL", _address({"s3", "http", "https"}), None, "an address such as s3://…"),
        public_url=_read("PUBLIC_URL", _address({"http", "https"}), None, "an address such as https://…"),
        debug=_read("SAMENWIJZER_DEBUG", _guarded(_boolean), False, "yes or no"),  # noqa: FBT003
        organisation=_read("SAMENWIJZER_ORGANISATION", str, "Samenwijzer", "a name"),
        organisation_language=_read("SAMENWIJZER_LANGUAGE", _one_of(LANGUAGES), "nl", " or ".join(LANGUAGES)),
        theme=_read("SAMENWIJZER_THEME", _one_of(themes()), "", f"one of: {', '.join(themes())}"),
        email_url=_read(
            "EMAIL_URL",
            _address({"smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail"}),
            None,
            "an address such as smtp+tls://…",
        ),
        email_from=_read("SAMENWIJZER_EMAIL_FROM", str, "samenwijzer@localhost", "an e-mail address"),
        time_zone=_read(
            "SAMENWIJZER_TIME_ZONE", _time_zone, "Europe/Amsterdam", "a time zone such as Europe/Amsterdam"
        ),
        trusted_proxies=_read(
            "SAMENWIJZER_TRUSTED_PROXIES",
            _networks,
            (),
            "addresses or networks such as 10.0.0.0/8, with commas",
        ),
        max_request_megabytes=_read(
            "SAMENWIJZER_MAX_REQUEST_MB", _count(1, 10_000), 100, "a number of megabytes from 1 to 10000"
        ),
        web_workers=_read(
            "SAMENWIJZER_WEB_WORKERS", _count(1, 256), max(2, os.cpu_count() or 2), "a number from 1 to 256"
        ),
    )


def secret_key(folder: Path) -> str:
    """Return the secret key of this installation, made at first use as a file only its owner reads."""
    given: str = _Outside().str("SAMENWIJZER_SECRET_KEY", default="")
    return given or _kept_key(folder, "secret-key")


def audit_key(folder: Path) -> str:
    """Return the key that seals the audit, so that a new secret key breaks no seal.

    Given by itself; else it follows from a secret key that was given, which all machines have; else it is a
    file like that of the secret key.
    """
    given: str = _Outside().str("SAMENWIJZER_AUDIT_KEY", default="")
    secret: str = _Outside().str("SAMENWIJZER_SECRET_KEY", default="")
    if given or not secret:
        return given or _kept_key(folder, "audit-key")
    return hmac.digest(secret.encode(), b"samenwijzer audit", "sha256").hex()


def _kept_key(folder: Path, name: str) -> str:
    path = folder / name
    if only_looks and not path.exists():
        return secrets.token_urlsafe(64)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = folder / f".{name}-{os.getpid()}-{secrets.token_hex(4)}"
    if not path.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            # A link fails when another process was first, so all processes keep one key.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def database(environment: Environment) -> dict[str, Any]:
    """Return Django's description of the database: PostgreSQL when its address is given, else SQLite."""
    if environment.database_url and not environment.database_url.startswith("sqlite"):
        description: dict[str, Any] = environ.Env.db_url_config(environment.database_url)
        description["ENGINE"] = "django.db.backends.postgresql"
        description.setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
        # `web` has a pool in each of its processes; the others have one connection that they keep.
        description["CONN_MAX_AGE"] = 300
        description["CONN_HEALTH_CHECKS"] = True
        return description
    path = environment.data_dir / "samenwijzer.sqlite3"
    if environment.database_url:
        path = Path(environ.Env.db_url_config(environment.database_url)["NAME"])
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA secure_delete=ON;"
                "PRAGMA cache_size=-8000;"
            ),
        },
    }


def email(environment: Environment) -> dict[str, Any]:
    """Return Django's settings for mail. Without an address it is printed, and not sent where others work."""
    if environment.email_url is None:
        alone = environment.public_url is None
        printed, unsent = (
            "django.core.mail.backends.console.EmailBackend",
            "samenwijzer.config.unsent.EmailBackend",
        )
        return {"EMAIL_BACKEND": printed if alone else unsent}
    found: dict[str, Any] = environ.Env.email_url_config(environment.email_url)
    given = {
        name: value for name, value in found.items() if name.startswith("EMAIL_") and value not in {None, ""}
    }
    return {"EMAIL_TIMEOUT": 20, **given}


def file_storage(environment: Environment) -> dict[str, Any]:
    """Return Django's description of where files are kept: a folder, or S3 when its address is given.

    s3://key:secret@host/bucket, with ?region=… where the store wants one. Raises Unusable when a part is
    missing or django-storages is not installed.
    """
    if environment.s3_url is None:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(environment.data_dir / "files"), "file_permissions_mode": 0o600},
        }
    if find_spec("storages") is None or find_spec("boto3") is None:
        message = "S3_URL is set, and what it needs is not installed: install samenwijzer[s3]."
        raise Unusable(message)
    parts = urlsplit(environment.s3_url)
    bucket = parts.path.strip("/")
    if not parts.hostname or not bucket or "/" in bucket:
        message = "S3_URL cannot be used: expected an address such as s3://key:secret@host/bucket."
        raise Unusable(message)
    port = f":{parts.port}" if parts.port else ""
    scheme = "http" if parts.scheme == "http" else "https"
    options: dict[str, Any] = {
        "endpoint_url": f"{scheme}://{parts.hostname}{port}",
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
    }
    if region := parse_qs(parts.query).get("region"):
        options["region_name"] = region[0]
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
