"""The field of every form that takes a file: the bytes are scanned before anything reads them."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.refusals import UnusableFile
from partnership.scanning import scan


class UploadField(forms.FileField):
    """One file; cleans to it. Malware, and what can't be scanned, is an error of the field.

    So is a file of more than `most_bytes`, which nothing reads into memory then. With
    `is_scanned_later`, whoever stores the file has it scanned before it is read.
    """

    def __init__(
        self, *, most_bytes: int | None = None, is_scanned_later: bool = False, **kwargs: Any
    ) -> None:
        self.most_bytes, self.is_scanned_later = most_bytes, is_scanned_later
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if given and self.most_bytes and given.size > self.most_bytes:
            raise forms.ValidationError(
                f"“{given.name}” is larger than {self.most_bytes // 1_000_000} MB"
            )
        if given and not self.is_scanned_later:
            try:
                scan(given, name=given.name)
            except UnusableFile as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return given
