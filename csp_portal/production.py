"""What must hold before the portal starts in production; knows the settings and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEAST_SECRET = 50
NOT_SHARED = ("LocMemCache", "DummyCache", "FileBasedCache")
HTTPS = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)


def reasons_not_to_start(settings: Mapping[str, Any]) -> list[str]:
    """A sentence for each thing that is missing, each with what to do about it."""
    return [
        *_secret(settings["SECRET_KEY"]),
        *_hosts(settings["ALLOWED_HOSTS"]),
        *_cache(settings["CACHES"]["default"]["BACKEND"]),
        *_https(settings),
    ]


def _secret(secret: str) -> list[str]:
    if len(secret) >= LEAST_SECRET:
        return []
    return [
        (
            f"SECRET_KEY has {len(secret)} characters; set it to at least {LEAST_SECRET} random"
            " ones and keep it out of the repository."
        )
    ]


def _hosts(hosts: list[str]) -> list[str]:
    if not hosts:
        return ["ALLOWED_HOSTS is empty; set it to the portal's host names, comma-separated."]
    if "*" in hosts:
        return ["ALLOWED_HOSTS lets in any host name (*); name the portal's own."]
    return []


def _cache(backend: str) -> list[str]:
    if not backend.endswith(NOT_SHARED):
        return []
    return [
        (
            "The cache belongs to one process, so limits on signing in would not hold;"
            " use the database's or set REDIS_URL."
        )
    ]


def _https(settings: Mapping[str, Any]) -> list[str]:
    off = [name for name in HTTPS if not settings.get(name)]
    return [f"HTTPS is not enforced: {', '.join(off)} must not be off."] if off else []
