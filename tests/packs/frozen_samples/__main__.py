"""`python -m tests.packs.frozen_samples`: records what the files of every sample say now."""

from __future__ import annotations

import os

import django

os.environ.setdefault("CSP_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csp_portal.settings")
django.setup()

from reporting.export.formats import Format  # noqa: E402 - Django's settings come first
from tests.packs.frozen_samples import NAMES, decks, record, says  # noqa: E402

for name in NAMES:
    for of in decks(name):
        for one in Format:
            record(name, of, one, says(name, of, one))
