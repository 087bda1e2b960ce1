"""A person at the portal in a browser, whose time is reckoned by the rule of docs/journeys.md."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WIDTHS = {1280: {"width": 1280, "height": 900}, 390: {"width": 390, "height": 844}}

# The rule, in seconds.
A_WORD_READ = 60 / 200
A_TABLE_LOOKED_AT = 5.0
A_CLICK = 2.0
A_CHOICE = 4.0
A_CHARACTER = 0.3
A_FILE = A_CLICK + A_CHOICE
A_PASTE = 4.0


@dataclass
class Effort:
    """What a way has cost so far; `waits` are the measured seconds until pages stood."""

    pages: int = 0
    clicks: int = 0
    choices: int = 0
    files: int = 0
    pastes: int = 0
    characters: int = 0
    fields: int = 0
    words: int = 0
    tables: int = 0
    waits: float = 0.0
    read: set[str] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        """The person's time by the rule, and the server's."""
        return (
            self.words * A_WORD_READ
            + self.tables * A_TABLE_LOOKED_AT
            + self.clicks * A_CLICK
            + self.choices * A_CHOICE
            + self.characters * A_CHARACTER
            + self.files * A_FILE
            + self.pastes * A_PASTE
            + self.waits
        )

    def __str__(self) -> str:
        return (
            f"{self.seconds:.0f} s: {self.pages} pages, {self.clicks} clicks, {self.choices}"
            f" choices, {self.files} files, {self.fields} fields, {self.characters} characters,"
            f" {self.words} words, {self.tables} tables, waited {self.waits:.1f} s"
        )


def hold_to(goal: float, *efforts: Effort) -> None:
    """All of it together takes at most `goal` seconds; what it took is written out."""
    for effort in efforts:
        sys.stdout.write(f"{effort}\n")
    assert sum(effort.seconds for effort in efforts) <= goal


class Person:
    """Somebody who reads each page once and follows what it offers.

    Every page that comes is held to its window's width. With PICTURES set to a folder, each is
    photographed there.
    """

    def __init__(self, page, address: str, *, way: str, width: int, effort: Effort) -> None:
        self.page, self.effort = page, effort
        self._address, self._way, self._width = address, way, width
        page.set_viewport_size(WIDTHS[width])
        # A busy machine takes its time: how long it was stands in the waits.
        page.set_default_timeout(60_000)

    # --- Coming to a page ----------------------------------------------------------------
    def open(self, address: str) -> None:
        """Follow a link that stands in a mail, or go to the portal's front page."""
        address = address if address.startswith("http") else f"{self._address}{address}"
        self.effort.clicks += 1
        with self._arriving():
            self.page.goto(address)

    def follow(self, words, *, within=None, is_last: bool = False) -> None:
        """Click on a link of the page; of the last page of a way the heading alone is read."""
        within = within or self.page.get_by_role("main")
        self._go(within.get_by_role("link", name=words).first, is_last=is_last)

    def press(self, words, *, is_last: bool = False) -> None:
        """Press a button that leads to a page."""
        main = self.page.get_by_role("main")
        self._go(main.get_by_role("button", name=words).first, is_last=is_last)

    def _go(self, to, *, is_last: bool) -> None:
        self.effort.clicks += 1
        with self._arriving(is_last=is_last), self.page.expect_navigation():
            to.click()

    def sign_in(self, email: str, password: str) -> None:
        """Sign in on the page that asks for it."""
        self.type("Email address", email)
        self.type("Password", password)
        self.press("Sign in")

    def come_by(self, invitation: str, *, password: str) -> None:
        """Come for the first time, by the link of the mail that invited them."""
        self.effort.words += len([word for word in invitation.split() if _is_word(word)])
        self.open(re.search(r"http://\S+/password/\S+", invitation)[0])
        self.type("New password", password)
        self.press("Set the password")

    # --- Filling in ----------------------------------------------------------------------
    def type(self, label, text: str) -> None:
        """Type into the field of that label."""
        self._fill(self._labelled(label).first, text)
        self.effort.characters += len(text)

    def paste(self, label, text: str) -> None:
        """Fill the field of that label with what was copied elsewhere."""
        self._fill(self._labelled(label).first, text)
        self.effort.pastes += 1

    def go_up(self, words: str) -> None:
        """Follow a link of the way that stands above the page."""
        self.follow(words, within=self.page.get_by_label("Breadcrumb"))

    def _labelled(self, label):
        return self.page.get_by_label(label, exact=isinstance(label, str))

    def _fill(self, box, text: str) -> None:
        self.effort.fields += 1
        box.fill(text)

    def choose(self, label, option: str | None = None) -> None:
        """Choose an option of a list, or tick what is to tick."""
        self.effort.fields += 1
        self.effort.choices += 1
        of_label = self._labelled(label).first
        if option is None:
            of_label.check()
        else:
            of_label.select_option(label=option)

    def give(self, file: Path | dict) -> None:
        """Find a file in a folder and choose it."""
        self.effort.fields += 1
        self.effort.files += 1
        self.page.get_by_role("main").locator("input[type=file]").first.set_input_files(file)

    # --- Reading -------------------------------------------------------------------------
    @contextmanager
    def _arriving(self, *, is_last: bool = False) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.page.wait_for_load_state()
        self.effort.waits += time.monotonic() - begun
        self.effort.pages += 1
        self._read("h1" if is_last else "main")
        self._photograph()
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self._width, f"{self.page.url} is {wide} px wide at {self._width} px"

    def _read(self, within: str) -> None:
        found = self.page.evaluate(_TO_READ, within)
        for text in found["texts"]:
            if text not in self.effort.read:
                self.effort.read.add(text)
                self.effort.words += len([word for word in text.split() if _is_word(word)])
        tables = set(found["tables"]) - self.effort.read
        self.effort.tables += len(tables)
        self.effort.read |= tables

    @property
    def text(self) -> str:
        """What can be read on the page, in one line."""
        return " ".join(self.page.get_by_role("main").inner_text().split())

    def _photograph(self) -> None:
        if folder := os.environ.get("PICTURES"):
            name = f"{self._way}-{self._width}-{self.effort.pages:02}.png"
            self.page.screenshot(path=Path(folder) / name, full_page=True)


def _is_word(text: str) -> bool:
    return any(each.isalpha() for each in text)


# Blocks of visible text in the page's own part. Of a table the caption is read, the rest looked
# at.
_TO_READ = """within => {
  const texts = [], tables = []
  const isBlock = element => !getComputedStyle(element).display.startsWith('inline')
  const read = (element, into) => {
    const unread = ['SELECT', 'SCRIPT', 'STYLE', 'SVG', 'svg', 'THEAD', 'TBODY', 'TEXTAREA']
    if (unread.includes(element.tagName)) return
    if (element.classList.contains('govuk-visually-hidden')) return
    if (!element.checkVisibility({ visibilityProperty: true })) return
    if (element.tagName === 'TABLE') tables.push('table: ' + element.innerText.slice(0, 200))
    const own = isBlock(element) ? [] : into
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) own.push(child.textContent)
      if (child.nodeType === Node.ELEMENT_NODE) read(child, own)
    }
    if (own !== into) texts.push(own.join(' ').replace(/\\s+/g, ' ').trim())
  }
  read(document.querySelector(within), texts)
  return { texts: texts.filter(text => text), tables }
}"""
