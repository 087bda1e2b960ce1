"""What a view gets when its guard has let somebody in."""

from __future__ import annotations

from django.http import HttpRequest

from partnership.models import User


class Request(HttpRequest):
    """A request whose user has signed in: `requires` lets in nobody else."""

    user: User
