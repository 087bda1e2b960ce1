"""The words of the account page."""

from __future__ import annotations

KEY_ON = "The “/” key goes to the search box."
KEY_OFF = "The “/” key no longer goes to the search box."
MINE = "{} is your ward now."
FOLLOWED = "You follow {} now."
UNFOLLOWED = "You no longer follow that ward."
WAYS = {"password": "By password", "code": "By a code sent by mail"}
ANOTHER_WAY = "Signed in"
FAILED = "Wrong password"
