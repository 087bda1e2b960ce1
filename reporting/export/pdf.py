"""A deck as a PDF/UA document; the one module that knows WeasyPrint."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from fontTools.ttLib import woff2
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reporting.content.description import Deck
from reporting.content.report import Report
from reporting.export import html as pack_html
from reporting.export.fonts import font

_FONT, _DRAWING = "font:", "drawing:"
_SVG = "{http://www.w3.org/2000/svg}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What no XML may hold, though words that somebody wrote may.
_UNSAYABLE = dict.fromkeys([*(set(range(0x20)) - {0x9, 0xA, 0xD}), 0xFFFE, 0xFFFF])

# WeasyPrint has Pillow take pictures that break off, for the whole process: uploads are to be
# refused that do. Those in a deck were drawn anew when they were uploaded, and are whole.
ImageFile.LOAD_TRUNCATED_IMAGES = False


def document(of: Deck | Report, *, with_notes: bool = False) -> bytes:
    """A deck or a report as a PDF/UA-1 document; the same gives the same bytes.

    `with_notes` adds what is for the presenter. NoFont where the front end has not been built.
    """
    html = _Page(pack_html.on_paper(of, with_notes=with_notes))
    # Each document has fonts of its own: WeasyPrint keeps those of a configuration in memory.
    made = html.write_pdf(
        font_config=FontConfiguration(), finisher=_set_scopes, pdf_variant="pdf/ua-1"
    )
    return bytes(made)


def _set_scopes(_document: Any, pdf: Any) -> None:
    """Says of each heading of a table whether it is a column's or a row's.

    WeasyPrint names a cell's headings one by one; a scope is what most readers look for.
    """
    objects: list[Any] = [element for element in pdf.objects if isinstance(element, dict)]
    found = {element.reference: element for element in objects}
    for element in objects:
        if element.get("S") == "/TH":
            group = found[found[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


class _Page(HTML):
    """A page whose markup is XML too: what reads any HTML takes a quarter of a document's time.

    Its drawings are pictures, so that rules of the page are not asked about all they are made of.
    """

    wrapper_element: Any

    def __init__(self, markup: str) -> None:
        root = fromstring(markup.translate(_UNSAYABLE))  # noqa: S314 - our own
        super().__init__(string="<html></html>", url_fetcher=_Inside(_drawings_out_of(root)))
        wrapper = type(self.wrapper_element)
        self.wrapper_element = wrapper.from_html_root(root, content_language=None)
        self.etree_element = root


def _drawings_out_of(root: Element) -> dict[str, bytes]:
    """Puts an `img` in the place of each drawing; the drawings by their addresses."""
    found: dict[str, bytes] = {}
    for parent in list(root.iter()):
        for place, child in enumerate(parent):
            if child.tag != f"{_SVG}svg":
                continue
            address, after = f"{_DRAWING}{len(found) + 1}", child.tail
            looks = {"class": child.get("class", ""), "alt": child.findtext(f"{_SVG}title", "")}
            child.tail = None
            for run in child.iter(f"{_SVG}tspan"):
                # Words whose `text` alone says so lose the space that they begin with.
                run.set(_SPACE, "preserve")
            found[address] = tostring(child)
            parent[place] = Element("img", looks | {"src": address})
            parent[place].tail = after
    return found


class _Inside(URLFetcher):
    """Answers for the fonts, drawings and pictures that the document holds, and for nothing else.

    `drawings` are by their addresses.
    """

    def __init__(self, drawings: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._drawings = drawings

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(_FONT):
            content = _unpacked(url.removeprefix(_FONT))
            return URLFetcherResponse(url, body=content, headers={"Content-Type": "font/ttf"})
        if url in self._drawings:
            looks = {"Content-Type": "image/svg+xml"}
            return URLFetcherResponse(url, body=self._drawings[url], headers=looks)
        return super().fetch(url, headers)


@cache
def _unpacked(name: str) -> bytes:
    """The font as WeasyPrint would unpack it for each document anew."""
    stream = BytesIO()
    woff2.decompress(BytesIO(font(name)), stream)
    return stream.getvalue()
