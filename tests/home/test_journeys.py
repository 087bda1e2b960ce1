"""How many clicks the ways are that people go most often; each starts at home."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from partnership.models import User
from partnership.places.followed_ward_actions import choose_my_ward
from returns.models import Part

CENTRAL = "E05009862"


class Walk:
    """Somebody who starts at home and follows what stands on the page; `clicks` are counted."""

    def __init__(self, client, who: str) -> None:
        self.client, self.clicks = client, 0
        client.force_login(User.objects.get(email=f"{who}@demo.example"))
        self._open(client.get("/middlesbrough/"))

    def _open(self, answer) -> None:
        assert answer.status_code == 200, answer
        self.answer = answer
        page = answer.content.decode()
        self.main = page.partition('id="main-content">')[2].partition("</main>")[0]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The address and the words of every link in the page's own part."""
        found = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.main, re.S)
        return [
            (unescape(to), re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words)).strip())
            for to, words in found
        ]

    def click(self, *, words: str = "", to: str = "") -> None:
        """Follow the first link with these words, to an address that has `to` in it."""
        address = next(a for a, said in self.links if said.startswith(words) and to in a)
        self.clicks += 1
        self._open(self.client.get(address, follow=True))

    def press(self, **sent) -> None:
        """Send a form of the page with its button."""
        self.clicks += 1
        self._open(self.client.post(self.answer.request["PATH_INFO"], sent, follow=True))

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.main))


@pytest.fixture
def walk(with_demonstration, client, settings):
    settings.CSP_TODAY = date(2025, 6, 12)
    return lambda who: Walk(client, who)


def test_an_officer_of_an_agency_starts_the_overdue_return_in_one_click(walk):
    officer = walk("fire.officer")
    officer.click(words="Send it again")

    assert officer.clicks == 1
    assert "Fire service return, Q1 2024/25" in officer.text
    assert "Check the files" in officer.text


def test_a_manager_decides_on_a_waiting_return_in_two_clicks(walk):
    manager = walk("manager")
    manager.click(words="Look and decide")
    decided = int(re.search(r"/returns/(\d+)/decide/", manager.answer.request["PATH_INFO"])[1])
    manager.press(accept="accept", reason="")

    assert manager.clicks == 2
    assert Part.objects.get(of_return=decided).state == Part.State.ACCEPTED


def test_a_councillor_finds_how_her_ward_did_and_what_was_recommended_in_five(
    walk, with_demonstration
):
    choose_my_ward(
        partnership=with_demonstration,
        code=CENTRAL,
        by=User.objects.get(email="councillor@demo.example"),
    )
    councillor = walk("councillor")
    assert "My ward: Linthorpe" in councillor.text
    councillor.click(words="Linthorpe", to="/wards/")
    assert "Linthorpe" in councillor.text
    councillor._open(councillor.client.get("/middlesbrough/"))
    councillor.clicks += 1
    councillor.click(words="Asked and recommended", to="/asked/")

    assert councillor.clicks <= 5
    assert "ecommend" in councillor.text


def test_a_councillor_chooses_her_ward_on_the_way_in_five(walk):
    councillor = walk("councillor")
    councillor.click(words="Choose my ward")
    councillor.press(ward=CENTRAL)
    councillor._open(councillor.client.get("/middlesbrough/"))
    councillor.clicks += 1
    councillor.click(words="Linthorpe", to="/wards/")

    assert councillor.clicks <= 5
    assert "Linthorpe" in councillor.text
