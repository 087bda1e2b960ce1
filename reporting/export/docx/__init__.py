"""Writes a report as a Word document; the one package that knows python-docx."""

from __future__ import annotations

from reporting.export.docx.document import document

__all__ = ["document"]
