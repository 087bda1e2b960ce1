"""The counts of an accepted part written into its dataset's table of facts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import connection

from returns.catalogue.registry import datasets
from returns.in_use.stored_rows import unpack, unpack_figures
from returns.models import Fact, Part
from returns.models.published import PublishedFigure

if TYPE_CHECKING:
    from pandas import DataFrame


def insert(part: Part) -> None:
    """Write the rows that `part` stores as facts; the caller holds the transaction."""
    fact = datasets[part.dataset].fact
    if issubclass(fact, PublishedFigure):
        _insert_published(fact, part)
    else:
        _insert_facts(fact, part, unpack(bytes(part.rows)))


def _insert_published(fact: type[PublishedFigure], part: Part) -> None:
    figures = unpack_figures(bytes(part.rows))
    fact._default_manager.bulk_create(  # noqa: SLF001 - Django's documented way
        fact(part=part, **asdict(figure)) for figure in figures
    )


def _insert_facts(fact: type[Fact], part: Part, rows: DataFrame) -> None:
    """Every row as a fact of `part`.

    Not bulk_create: 20,000 model instances take half a second, their values a tenth of that.
    """
    meta = fact._meta  # noqa: SLF001 - Django's documented way
    names = [name for name in rows.columns if name != "area"]
    by_name = {field.name: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in ("part", "area", *names)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = by_name["start"].get_db_prep_save
    days = {day: prepared(day, connection) for day in set(rows["start"])}
    plain = rows.assign(start=rows["start"].map(days)).astype(object)
    plain = plain.where(plain.notna(), None)
    values = zip(*(plain[name].to_list() for name in ("area", *names)), strict=True)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608 - names of our own tables
            [(part.pk, *row) for row in values],
        )
