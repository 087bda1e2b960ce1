"""The pack as one page: it stands alone, and everybody can read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from csp_portal.gallery import samples
from reporting.content.description import Link
from reporting.export import html

PACK = samples.pack()


@pytest.fixture(scope="module")
def made() -> str:
    return html.page(PACK).decode()


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Read()
    reader.feed(text)
    return reader.tags


def test_it_stands_alone_and_runs_nothing(made):
    tags = tags_of(made)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in tags}
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    sources = [attrs["src"] for _, attrs in tags if attrs.get("src")]
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "url(" not in made


def test_no_id_stands_twice_and_every_entry_of_the_contents_leads_somewhere(made):
    tags = tags_of(made)
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    inside = {attrs["href"][1:] for tag, attrs in tags
              if tag == "a" and (attrs.get("href") or "").startswith("#")}  # fmt: skip
    assert inside <= set(ids)
    assert len(inside) > len(PACK.slides)


def test_every_slide_is_a_heading_under_its_section(made):
    headings = re.findall(r"<h([123])[^>]*>([^<]+)</h\1>", made)
    assert headings[0] == ("1", PACK.title)
    titles = [title for _, title in headings]
    assert [slide.title for slide in PACK.slides if slide.title not in titles] == []
    assert ("3", "Governance") in headings


def test_links_of_the_portal_lead_nowhere_in_a_file_and_somewhere_on_a_page(made):
    from django.template.loader import render_to_string

    table = next(slide.table for slide in PACK.slides if slide.table)
    link = next(one for row in table.rows for one in row.entries if isinstance(one, Link))
    page = render_to_string("packs/deck.html", html.fragment(PACK, below="/middlesbrough/"))
    assert link.to not in made
    assert f'href="/middlesbrough/{link.to}"' in page


def test_what_a_page_of_the_portal_takes_has_no_style_of_its_own():
    from django.template.loader import render_to_string

    page = render_to_string("packs/deck.html", html.fragment(PACK, below="/middlesbrough/"))
    tags = tags_of(page)
    assert "style" not in {tag for tag, _ in tags}
    assert not [attrs for _, attrs in tags if "style" in attrs]
    assert "h1" not in {tag for tag, _ in tags}


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_with_the_file(page, tmp_path, width):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "pack.html"
    path.write_bytes(html.page(PACK))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
