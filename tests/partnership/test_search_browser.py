"""The key that goes to the search box, in a browser."""

from __future__ import annotations

import pytest

from partnership.models import Role, User
from tests.browsing import DESK, become

pytestmark = pytest.mark.django_db(transaction=True)


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_the_key_goes_to_the_box_until_it_is_turned_off(page, live_server, somebody):
    user = somebody(Role.COUNCILLOR)
    become(user.email, page, live_server)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}/middlesbrough/account/")
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("ac/lam")
    assert page.input_value("#search") == "ac/lam"
    page.fill("#search", "aklam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=aklam")
    assert page.get_by_role("link", name="Acklam", exact=True).is_visible()
    User.objects.filter(pk=user.pk).update(uses_search_key=False)
    page.reload()
    page.keyboard.press("/")
    assert focused(page) != "search"
