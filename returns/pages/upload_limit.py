"""Refuses an upload that is too large while it is still arriving; keeps none of it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from returns.catalogue.limits import LIMITS

TOO_LARGE = "returns.upload_too_large"


class StopAtLimit(FileUploadHandler):
    """Stands first among the upload handlers: throws away what is above the limit.

    The rest of the request is read to its end and thrown away, so that the browser gets a page
    with a sentence and not a broken connection.
    """

    is_too_large = False

    def handle_raw_input(self, input_data, headers, content_length, *rest: Any) -> None:
        self.is_too_large = content_length > LIMITS.upload
        headers[TOO_LARGE] = self.is_too_large

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        # None keeps it from the handlers after this one: their file stays empty.
        return None if self.is_too_large else raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_too_large(request: HttpRequest) -> bool:
    """Whether the files of this request were thrown away."""
    request.POST  # noqa: B018 - parsing the request is what decides it
    return bool(request.META.get(TOO_LARGE))
