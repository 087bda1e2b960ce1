"""The demonstration's antisocial behaviour in use,."""

from __future__ import annotations

import pytest

from partnership.models import Partnership


@pytest.fixture
def middlesbrough(with_asb) -> Partnership:
    """Five years of incidents and four of warden reports in use."""
    return with_asb
