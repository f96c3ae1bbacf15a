"""Where a large upload waits while it comes in: in a file without a name, which no crash leaves behind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from samenwijzer.kernel.storage import unnamed_file


class UnnamedUpload(FileUploadHandler):
    """Takes what is too large for memory. A process that is killed leaves the file of Django's own behind."""

    def new_file(self, *given: Any, **named: Any) -> None:
        super().new_file(*given, **named)
        raw = cast("io.FileIO", unnamed_file(Path(settings.DATA_DIR) / "incoming"))
        self._taken_in = io.BufferedRandom(raw)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._taken_in.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self._taken_in.seek(0)
        return UploadedFile(
            file=self._taken_in,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "_taken_in"):  # Else another took this file.
            self._taken_in.close()
