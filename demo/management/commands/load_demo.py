"""`manage.py load_demo`: the demonstration, its sign-ins, and the panel's slides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from demo import loading, neighbours
from demo.partnerships import DEMO_PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = (
        "Load the demonstration's partnerships, users and returns, and write the panel's slides."
        " May be run again without harm; works where CSP_ENV is demo or test."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loading.load()
        except ImproperlyConfigured as refusal:
            raise CommandError(str(refusal)) from None
        slides = loading.write_slides()
        self.stdout.write(f"The demonstration is loaded. The panel's slides: {slides}")
        self.stdout.write("Sign in as:")
        for title, email in SIGN_INS:
            self.stdout.write(f"  {email:44} {title}")
        for name, title, email in neighbours.SIGN_INS:
            self.stdout.write(f"  {email:44} {title}, {name}")
        self.stdout.write(f"with the password {DEMO_PASSWORD}")
