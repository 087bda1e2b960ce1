"""As for the slides of records."""

from tests.packs.presented_records.conftest import (
    context,
    meeting,
    middlesbrough,
    presented,
)

__all__ = ["context", "meeting", "middlesbrough", "presented"]
