"""`add_administrator EMAIL`: the first person of an installation or of a partnership."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from partnership.models import Partnership, Role, User
from partnership.people import memberships


class Command(BaseCommand):
    help = (
        "Let somebody set up partnerships (--may-host), or make them administrator of one"
        " (--partnership). They sign in by a code that is sent to the address."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="if the portal does not know them yet")
        parser.add_argument("--partnership", metavar="SLUG")
        parser.add_argument(
            "--may-host", action="store_true", help="let them set up partnerships here"
        )

    @transaction.atomic
    def handle(self, *, email: str, name: str, partnership: str | None, may_host: bool, **options):
        if not (partnership or may_host):
            raise CommandError("Say --may-host, --partnership SLUG, or both")
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an email address") from None
        hosted = self._hosted(partnership)
        user = User.objects.filter(email=email).first()
        user = user or memberships.add_user(email=email, name=name, partnership=hosted, by=None)
        if may_host:
            memberships.let_host(user=user)
            self.stdout.write(f"{user} may set up partnerships at /partnerships/new/")
        if hosted:
            memberships.give_role(user=user, role=Role.ADMINISTRATOR, partnership=hosted, by=None)
            self.stdout.write(f"{user} is administrator of {hosted}")

    def _hosted(self, slug: str | None) -> Partnership | None:
        if slug is None:
            return None
        try:
            return Partnership.objects.get(slug=slug)
        except Partnership.DoesNotExist:
            raise CommandError(f"There is no partnership “{slug}”") from None
