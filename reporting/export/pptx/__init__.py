"""Draws a presentation as a PowerPoint file; the one package that knows python-pptx."""

from __future__ import annotations

from reporting.export.pptx.document import presentation
from reporting.export.pptx.template import looks_of
from reporting.export.pptx.template import template as standard_template
from reporting.export.pptx.uploaded import check_template

__all__ = ["check_template", "looks_of", "presentation", "standard_template"]
