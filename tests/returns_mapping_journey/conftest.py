"""Middlesbrough with its people, for a browser and a server that see the same database."""

from tests.returns.conftest import (  # noqa: F401 - fixtures
    middlesbrough,
    officer,
    police,
    second,
    somebody,
)
