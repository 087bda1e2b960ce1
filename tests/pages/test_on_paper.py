"""On paper: no address, no table cut off or squeezed, headings repeated, a measure on 3 sheets."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from tests.browsing import become
from tests.pages.goals import PHONE
from tests.pages.kinds import COUNCILLOR, KINDS, Kind

pytestmark = pytest.mark.django_db(transaction=True)

# An A4 sheet without its margins, in the pixels of a style sheet.
SHEET = {"width": 688, "height": 1016}
MOST_SHEETS = 3


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_nothing_is_cut_or_squeezed_on_paper(page, live_server, with_demonstration, kind: Kind):
    become(kind.as_, page, live_server)
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    wrong = []
    for address in list(kind.addresses())[:3]:
        page.goto(f"{live_server.url}{address}")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        found = [*page.evaluate(_WRONG_ON_PAPER), *page.evaluate(_BROKEN_WORDS)]
        wrong += [f"{address}: {complaint}" for complaint in found]
    assert wrong == []


@pytest.mark.parametrize("measure", ["crime/all-crime", "asb/incidents", "fires/deliberate"])
def test_a_measure_is_at_most_three_sheets(page, live_server, with_demonstration, measure):
    become(COUNCILLOR, page, live_server)
    page.goto(f"{live_server.url}/middlesbrough/{measure}/")
    with pikepdf.open(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        assert len(printed.pages) <= MOST_SHEETS


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_no_word_of_a_table_is_broken_on_a_phone(page, live_server, with_demonstration, kind: Kind):
    become(kind.as_, page, live_server)
    page.set_viewport_size(PHONE)
    wrong = []
    for address in list(kind.addresses())[:3]:
        page.goto(f"{live_server.url}{address}")
        wrong += [f"{address}: {word}" for word in page.evaluate(_BROKEN_WORDS)]
    assert wrong == []


def test_each_fault_is_seen(page):
    page.set_viewport_size(SHEET)
    page.set_content(_FAULTY)
    found = " ".join([*page.evaluate(_WRONG_ON_PAPER), *page.evaluate(_BROKEN_WORDS)])
    for fault in ("TABLE ends at", "not repeated", "prints the address", "closed: Why", "broken:"):
        assert fault in found


_FAULTY = """<style>
  table { width: 900px } thead { display: table-row-group }
  .narrow { max-width: 12px; word-break: break-all } a::after { content: " (/address)" }
</style><main>
  <table><thead><tr><th>Ward</th></tr></thead>
  <tbody><tr><td><div class="narrow">within</div></td></tr></tbody></table>
  <details><summary>Why</summary>Because</details><a href="/x">link</a>
</main>"""

# A word of a cell that stands on more than one line, hyphens of its own aside.
_BROKEN_WORDS = """() => {
  const broken = []
  for (const cell of document.querySelectorAll('main th, main td')) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const node = texts.currentNode
      for (const match of node.textContent.matchAll(/[A-Za-z0-9,.%]{2,}/g)) {
        const range = document.createRange()
        range.setStart(node, match.index)
        range.setEnd(node, match.index + match[0].length)
        const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)))
        if (tops.size > 1) broken.push(match[0])
      }
    }
  }
  return broken.map(word => `broken: ${word}`)
}"""

_WRONG_ON_PAPER = """() => {
  const wrong = []
  const wide = document.documentElement.clientWidth
  const seen = element => element.getClientRects().length > 0
  for (const element of document.querySelectorAll('main table, main th, main td, main svg')) {
    const box = element.getBoundingClientRect()
    if (seen(element) && box.right > wide + 1) {
      wrong.push(`${element.tagName} ends at ${Math.round(box.right)} px of ${wide}`)
    }
  }
  for (const link of document.querySelectorAll('a[href]')) {
    const after = getComputedStyle(link, '::after').content
    if (seen(link) && after.includes('/')) wrong.push(`prints the address ${after}`)
  }
  for (const head of document.querySelectorAll('main thead')) {
    if (seen(head) && getComputedStyle(head).display !== 'table-header-group') {
      wrong.push('the headings of a table are not repeated')
    }
  }
  for (const folded of document.querySelectorAll('main details')) {
    if (seen(folded) && !folded.open) wrong.push(`closed: ${folded.innerText.slice(0, 40)}`)
  }
  return wrong
}"""
