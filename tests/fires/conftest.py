"""The demonstration’s five years of fires,."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from partnership.models import Partnership


@pytest.fixture
def middlesbrough(with_fires) -> Partnership:
    return with_fires


@pytest.fixture
def show(middlesbrough) -> Callable[..., dict[str, Any]]:
    """What `show_measure` prints with `--json`."""

    def shown(measure: str, period: str, *, against: str = "", by: str = "") -> dict[str, Any]:
        printed = io.StringIO()
        more = {"against": against} if against else {}
        more |= {"by": by} if by else {}
        call_command(
            "show_measure",
            measure,
            partnership=middlesbrough.slug,
            period=period,
            json=True,
            stdout=printed,
            **more,
        )
        return json.loads(printed.getvalue())

    return shown
