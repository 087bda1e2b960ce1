"""The secret addresses of calendars: those given out once go on working."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from partnership.calendars.secret_addresses import Keys
from partnership.governance import group_calendar
from returns.lifecycle.schedule import due_dates
from scrutiny.queries import calendar_addresses

# Signed before the three had one implementation, with the secret key below.
SECRET_KEY = "the key of the examples"
GIVEN_OUT = (
    (group_calendar.key_of, 7, "7.Sc7gmTMaevkrSK0UhXLXjntw1cpjaOWMpDkz7o4g6zA"),
    (group_calendar.key_of, 1234, "1234.Wgwm5lCCrYq7fvGGPXoUU19rtswuxJI4oIywxOXPWS8"),
    (due_dates.ADDRESSES.key_of, 7, "7.5j7l-lo2YrJBPsyuvD4hFYFdGGRkshjkOYKXOY7HDEk"),
    (due_dates.ADDRESSES.key_of, 1234, "1234.LAjn55-GtbuPsaxBnGptSz4RUJdbxP6tqUWOXwRGn-U"),
    (calendar_addresses.ADDRESSES.key_of, 7, "7.yfFufAjmzwJhGYaoOt-C_Ki6yxcPJ-IHjupyEZLyrdA"),
    (calendar_addresses.ADDRESSES.key_of, 1234, "1234.VIYYYt00Y3hJ45dyQKAQqoKb_OEKPaX2C7Tr8dzZBrk"),
)


@pytest.fixture
def example_key(settings):
    settings.SECRET_KEY = SECRET_KEY


@pytest.mark.parametrize(("key_of", "number", "key"), GIVEN_OUT)
def test_an_address_given_out_before_is_the_same_today(key_of, number, key, example_key):
    assert key_of(SimpleNamespace(pk=number)) == key


@pytest.mark.parametrize("salt", ["returns.calendar-address", "scrutiny.clock-address"])
def test_only_a_key_signed_for_this_calendar_is_read(salt, example_key):
    read = {key for *_, key in GIVEN_OUT if Keys(salt=salt).number_of(key) is not None}
    addresses = {
        "returns.calendar-address": due_dates,
        "scrutiny.clock-address": calendar_addresses,
    }
    signed = addresses[salt].ADDRESSES.key_of
    assert read == {key for key_of, _, key in GIVEN_OUT if key_of == signed}


@pytest.mark.parametrize("key", ["", "7", "7.", "7.x", "x.5j7l", "٧.Sc7gmTMaevkrSK0UhXLXjntw1cpj"])
def test_a_key_that_nobody_signed_is_none(key, example_key):
    assert Keys(salt="returns.calendar-address").number_of(key) is None
