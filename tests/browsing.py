"""Somebody of the demonstration in a browser, and one visit of a page for all it must be."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.test import Client

from partnership.models import User
from tests.looking import looks

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


def become(email: str | None, window, live_server) -> None:
    """Signed in without the sign-in page; None is a visitor whom nobody knows."""
    window.context.clear_cookies()
    if email is None:
        return
    client = Client()
    client.force_login(User.objects.get(email=email))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


class Visitor:
    """Opens each page once with script and once without, and keeps what is wrong with it."""

    def __init__(self, page, page_without_js, live_server) -> None:
        self._page, self._without_js = page, page_without_js
        self._live_server = live_server
        self._who: str | None = ""
        self._found: dict[str, list[str]] = {}

    @property
    def found(self) -> str:
        """What is wrong on each page; blank where nothing is."""
        wrong = [f"{page}\n    " + "\n    ".join(those) for page, those in self._found.items()]
        return "\n".join(wrong)

    def visit(
        self,
        address: str,
        *,
        as_: str | None,
        status: int = 200,
        then: Callable | None = None,
        named: str = "",
        keyboard_at_desk: bool = False,
    ) -> None:
        """Look at the page as somebody, for all of tests/looking; `then` is done on it first."""
        if as_ != self._who:
            for window in (self._page, self._without_js):
                become(as_, window, self._live_server)
            self._who = as_
        with_script = self._opened(self._page, DESK, address, status, then)
        wrong = with_script or looks.with_script(self._page, keyboard_at_desk=keyboard_at_desk)
        without = self._opened(self._without_js, looks.AT_400_PERCENT, address, status, then)
        wrong += without or looks.without_script(self._without_js, looks.contents(self._page))
        if wrong:
            self._found[named or address] = wrong

    def _opened(self, window, size, address: str, status: int, then) -> list[str]:
        window.set_viewport_size(size)
        answer = window.goto(f"{self._live_server.url}{address}")
        if answer.status != status:
            return [f"{answer.status}, and not {status}"]
        if window is self._page:
            # What a page loads of itself is there before it is looked at.
            window.locator('[hx-trigger="load"]').wait_for(state="detached")
        if then is not None:
            then(window)
        headings = window.locator("h1").count()
        return [] if headings == 1 else [f"{headings} main headings"]
