"""What shapes say to those who do not see them, and in which language."""

# ruff: noqa: SLF001
from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

LANGUAGE = "en-GB"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def describe(frame: Any, words: str) -> None:
    """The text alternative, for which python-pptx has no call."""
    next(frame._element.iter(qn("p:cNvPr"))).set("descr", words)


def make_decorative(shape: Any) -> None:
    """Says that a shape carries nothing that is not said elsewhere."""
    about = next(shape._element.iter(qn("p:cNvPr")))
    extension = etree.SubElement(
        etree.SubElement(about, qn("a:extLst")), qn("a:ext"), uri=_DECORATIVE_URI
    )
    etree.SubElement(
        extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}, val="1"
    )


_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def say_language(slide: Any) -> None:
    for run in slide._element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", LANGUAGE)
