"""Refuses an upload that is too large while it is still arriving; keeps none of it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from returns.limits import LIMITS

TOO_LARGE = "returns.upload_too_large"


class StopAtLimit(FileUploadHandler):
    """Stands first among the upload handlers: throws away what is above the limit.

    The rest of the request is read to its end and thrown away, so that the browser gets a page
    with a sentence and not a broken connection.
    """

    def handle_raw_input(
        self, input_data, META, content_length, boundary, encoding=None
    ) -> tuple[Any, Any] | None:
        self.is_too_large = content_length > LIMITS.upload
        META[TOO_LARGE] = self.is_too_large
        return None

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            # So that the handlers after this one open no file for it.
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self.is_too_large else raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_too_large(request: HttpRequest) -> bool:
    """Whether the files of this request were thrown away."""
    request.POST  # noqa: B018 - parsing the request is what decides it
    return bool(request.META.get(TOO_LARGE))
