"""A deck as a PDF/UA document; the one module that knows WeasyPrint."""

from __future__ import annotations

from typing import Any

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reporting.content.description import Deck
from reporting.export import html as pack_html
from reporting.export.fonts import font

_FONT = "font:"

# WeasyPrint has Pillow take pictures that break off, for the whole process: uploads are to be
# refused that do. Those in a deck were drawn anew when they were uploaded, and are whole.
ImageFile.LOAD_TRUNCATED_IMAGES = False


def document(deck: Deck) -> bytes:
    """The deck as a PDF/UA-1 document; the same deck gives the same bytes.

    NoFont where the front end has not been built.
    """
    html = HTML(
        string=pack_html.on_paper(deck),
        base_url=None,
        url_fetcher=_Inside(),
    )
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


class _Inside(URLFetcher):
    """Answers for the fonts and for pictures that the document holds, and for nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith(_FONT):
            content = font(url.removeprefix(_FONT))
            return URLFetcherResponse(url, body=content, headers={"Content-Type": "font/woff2"})
        return super().fetch(url, headers)
