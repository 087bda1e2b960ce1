"""Somebody of the demonstration in a browser, and one visit of a page for all it must be."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.test import Client

from partnership.models import User

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

    def __init__(self, page, page_without_js, live_server, axe: Callable, fits: Callable) -> None:
        self._windows = (page, page_without_js)
        self._live_server = live_server
        self._axe, self._fits = axe, fits
        self.found: dict[tuple[str, str], str] = {}

    def visit(self, address: str, *, as_: str | None, status: int = 200) -> None:
        """Look at the page as somebody: axe at a desk, the width of a phone, whole sans script."""
        for window, look in zip(
            self._windows, (self._with_script, self._without_script), strict=True
        ):
            become(as_, window, self._live_server)
            try:
                look(window, f"{self._live_server.url}{address}", status)
            except AssertionError as complaint:
                self.found[address, look.__name__] = str(complaint)[:400]

    def _with_script(self, page, address: str, status: int) -> None:
        page.set_viewport_size(DESK)
        assert page.goto(address).status == status
        assert page.locator("h1").count() == 1
        self._axe(page)
        page.set_viewport_size(PHONE)
        self._fits(page)

    def _without_script(self, page, address: str, status: int) -> None:
        page.set_viewport_size(PHONE)
        assert page.goto(address).status == status
        assert page.locator("h1").is_visible()
        self._fits(page)
        for chart in page.locator("figure[data-chart]").all():
            assert chart.locator("svg").count(), "a chart is blank without script"
