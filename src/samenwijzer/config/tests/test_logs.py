"""No number of a citizen stands in a line of the log, and no large upload is left by a process that dies."""

import logging
import os
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from samenwijzer.config.logs import Line
from samenwijzer.config.uploads import UnnamedUpload

LINE = Line("{asctime} {levelname} {name}: {message}", style="{")


def logged(message: str, *values: object, failing: bool = False) -> str:
    problem = None
    try:
        int("BSN 123456782")
    except ValueError:
        problem = sys.exc_info() if failing else None
    return LINE.format(logging.LogRecord("x", logging.INFO, "", 0, message, values, problem))


@pytest.mark.parametrize("typed", ["123456782", "1234 56 782", "NL91ABNA0417164300", "06-12345678"])
def test_a_number_in_a_message_is_left_out(typed: str) -> None:
    line = logged("Not Found: %s", f"/zoeken/{typed}/")
    assert "Not Found: /zoeken/" in line
    assert typed not in line


def test_a_number_in_a_trace_is_left_out() -> None:
    line = logged("It broke", failing=True)
    assert "ValueError" in line
    assert "123456782" not in line.replace('int("BSN 123456782")', "")


def test_what_is_no_citizens_stays() -> None:
    line = logged("job %s is done in %.1f s", "52f8603f-deda-4470-80de-4ff4e02576a4", 12.5)
    assert line.endswith("INFO x: job 52f8603f-deda-4470-80de-4ff4e02576a4 is done in 12.5 s")


def test_a_large_upload_has_no_name_on_disk() -> None:
    taking = UnnamedUpload()
    taking.new_file("records", "q.jsonl", "application/jsonl", 6)
    taking.receive_data_chunk(b"abc", 0)
    taking.receive_data_chunk(b"def", 3)
    file: UploadedFile[bytes] = taking.file_complete(6)
    assert (b"".join(file.chunks()), file.name, file.size) == (b"abcdef", "q.jsonl", 6)
    assert os.fstat(file.fileno()).st_nlink == 0
    file.close()
    assert not list((Path(settings.DATA_DIR) / "incoming").iterdir())
