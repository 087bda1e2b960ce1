"""What kinds of records there are and how each is shown; an app declares its register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from partnership import clock
from partnership.models import Partnership
from partnership.models.records import Record, holds_on
from partnership.page_parts import Tag
from partnership.people.permissions import Permission
from partnership.records.forms import RecordForm


@dataclass(frozen=True)
class Shown:
    """One line about a record: what it is called, what it says, and where it leads."""

    label: str
    text: str
    url: str = ""


Columns = tuple[tuple[str, Callable[[Any], str]], ...]


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `columns` are those of the list, after the record's own name; `state` says how a record
    stands, and `warnings` what somebody should look at. `order` is that of the list, and
    `related` are the parents that a list shows. `below` is the field of the form by which a
    record belongs to another: its page then offers to add one. `only` narrows the records, where
    two registers share a model.
    """

    slug: str
    title: str
    singular: str
    model: type[Record]
    form: type[RecordForm]
    about: str = ""
    columns: Columns = ()
    order: tuple[str, ...] = ("pk",)
    related: tuple[str, ...] = ()
    state: Callable[[Any], Tag | None] = lambda _: None
    warnings: Callable[[Any], Iterable[str]] = lambda _: ()
    further: Callable[[Any], Iterable[Shown]] = lambda _: ()
    children: tuple[tuple[str, str], ...] = field(default=())  # (kind's slug, its field)
    only: Mapping[str, Any] = field(default_factory=dict)

    def of(self, partnership: Partnership) -> QuerySet:
        """Every record of the kind that the partnership has, the ended ones too."""
        rows = self.model._default_manager.filter(  # noqa: SLF001 - Django's documented way
            **{self.model.PATH: partnership}, **self.only
        )
        return rows.select_related(*self.related).order_by(*self.order)

    def in_force(self, partnership: Partnership) -> QuerySet:
        """Those that hold today: one with a day of its end to come still does."""
        return self.of(partnership).filter(holds_on(clock.today()))


@dataclass(frozen=True)
class Register:
    """Kinds of records that are read and edited under the same permission, below the same address.

    `namespace` is that of its addresses: see `partnership.records.views.addresses`.
    """

    namespace: str
    title: str
    about: str
    read: Permission
    keep: Permission
    kinds: tuple[Kind, ...]
    index: str = ""  # the address of a page of its own that leads to the kinds

    def kind(self, slug: str) -> Kind:
        """KeyError where the register has no such kind."""
        for kind in self.kinds:
            if kind.slug == slug:
                return kind
        raise KeyError(slug)
