"""Secret addresses of calendars: signed keys, and making, finding and ending an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, models, transaction

from partnership.models import Partnership, User
from partnership.models.secret_addresses import SecretAddress

A = TypeVar("A", bound=SecretAddress)


@dataclass(frozen=True)
class Keys:
    """Numbers as keys that nobody can guess: signed, and not stored.

    Another salt ends every address that was given out.
    """

    salt: str

    def key_of(self, number: int) -> str:
        return self._signer.sign(str(number))

    def number_of(self, key: str) -> int | None:
        """None for what was not signed here."""
        try:
            return int(self._signer.unsign(key))
        except (BadSignature, ValueError):
            return None

    @property
    def _signer(self) -> Signer:
        return Signer(salt=self.salt, sep=".")


@dataclass(frozen=True)
class Addresses(Generic[A]):
    """The addresses of one kind of calendar: a record of `model` for each, with its key.

    Who may make and end one is checked by the caller, who also writes it down.
    """

    model: type[A]
    keys: Keys

    def key_of(self, address: A) -> str:
        return self.keys.key_of(address.pk)

    def find(self, key: str, *, partnership: str) -> A | None:
        """The address with that key in the partnership of that slug, if it still works."""
        number = self.keys.number_of(key)
        if number is None:
            return None
        return self.standing(pk=number, partnership__slug=partnership).first()

    def standing(self, **of: Any) -> models.QuerySet[A]:
        """Those that work now."""
        working = self.model._default_manager.filter(ended_at__isnull=True, **of)  # noqa: SLF001
        return working.select_related("partnership")

    def make(
        self,
        *,
        partnership: Partnership,
        by: User,
        at: datetime,
        write_down: Callable[[A], object],
        **of: Any,
    ) -> A:
        """The current address, created if there is none; concurrent requests get the same."""
        try:
            with transaction.atomic():
                made = self.model(partnership=partnership, made_by=by, made_at=at, **of)
                made.save(force_insert=True)
                write_down(made)
        except IntegrityError:
            return self.standing(partnership=partnership, **of).get()
        return made

    @transaction.atomic
    def end(self, address: A, *, at: datetime, write_down: Callable[[], object]) -> None:
        """Have an address work no longer; ending it twice changes nothing."""
        working = self.model._default_manager.filter(pk=address.pk)  # noqa: SLF001
        if working.filter(ended_at__isnull=True).update(ended_at=at):
            write_down()
