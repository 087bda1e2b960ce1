"""Draws a deck as a PowerPoint file; the one package that knows python-pptx."""

from __future__ import annotations

from reporting.powerpoint.document import presentation
from reporting.powerpoint.uploaded import check_template
from reporting.slide_template import template as standard_template

__all__ = ["check_template", "presentation", "standard_template"]
