from pathlib import Path

import pytest

from samenwijzer.config import environment
from samenwijzer.config.environment import Unusable, read_environment


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://user:geheim@host/name"),
        ("VALKEY_URL", "http://:geheim@host"),
        ("S3_URL", "ftp://key:geheim@host"),
        ("PUBLIC_URL", "samenwijzer.example.nl"),
        ("EMAIL_URL", "imap://geheim@host"),
        ("SAMENWIJZER_DEBUG", "maybe"),
        ("SAMENWIJZER_LANGUAGE", "fy"),
        ("SAMENWIJZER_THEME", "nowhere"),
        ("SAMENWIJZER_TIME_ZONE", "Mars/Olympus"),
        ("SAMENWIJZER_WEB_WORKERS", "0"),
        ("SAMENWIJZER_WEB_WORKERS", "many"),
        ("SAMENWIJZER_MAX_REQUEST_MB", "-1"),
        ("SAMENWIJZER_TRUSTED_PROXIES", "10.0.0.0/99"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Unusable) as refused:
        read_environment()
    assert name in str(refused.value)
    assert "expected" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "address").write_text("redis://:geheim@host/1\n")
    monkeypatch.delenv("VALKEY_URL", raising=False)
    monkeypatch.setenv("VALKEY_URL_FILE", str(tmp_path / "address"))
    assert read_environment().valkey_url == "redis://:geheim@host/1"
    monkeypatch.setenv("S3_URL_FILE", str(tmp_path / "none"))
    with pytest.raises(Unusable, match="S3_URL_FILE"):
        read_environment()


def test_an_empty_value_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", " ")
    assert read_environment().public_url is None


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = environment.secret_key(folder)
    assert environment.secret_key(folder) == first
    assert len(first) > 50
    assert (folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_who_only_looks_makes_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "only_looks", True)
    assert environment.secret_key(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_mail_goes_to_the_server_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://user%40example.org:ge%23heim@mail.example.org:587")
    found = environment.email(read_environment())
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (
        "mail.example.org",
        587,
        True,
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user@example.org", "ge#heim")


def test_files_go_to_the_bucket_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: name)
    monkeypatch.setenv("S3_URL", "s3://key:a%2Fb@s3.example.org:9000/files?region=nl")
    found = environment.file_storage(read_environment())
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"]["endpoint_url"] == "https://s3.example.org:9000"
    assert found["OPTIONS"]["bucket_name"] == "files"
    assert found["OPTIONS"]["secret_key"] == "a/b"
    assert found["OPTIONS"]["region_name"] == "nl"
    monkeypatch.setenv("S3_URL", "s3://host")
    with pytest.raises(Unusable, match="S3_URL"):
        environment.file_storage(read_environment())


def test_without_the_extra_for_s3_a_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    monkeypatch.setenv("S3_URL", "s3://key:secret@host/files")
    with pytest.raises(Unusable, match=r"samenwijzer\[s3\]"):
        environment.file_storage(read_environment())


@pytest.mark.parametrize("extra", ["", "/deep" * 30])
def test_sockets_fit_also_below_a_deep_data_folder(extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from samenwijzer.config import settings  # noqa: PLC0415 - read anew below

    monkeypatch.setattr(settings, "DATA_DIR", Path(f"/srv{extra}"))
    assert len(str(settings._run_dir() / "news" / "catch-up-4194304-0123abcd.sock")) < 107
