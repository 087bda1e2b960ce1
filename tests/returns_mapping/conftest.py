"""Middlesbrough with its people, and an officer who maps files through the pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Area, Partnership
from partnership.places.geography import geography
from returns.in_use.stored_rows import unpack
from returns.lifecycle import uploads
from returns.models import Return
from tests.returns.conftest import (  # noqa: F401 - fixtures
    officer,
    police,
    second,
    somebody,
    supplier,
)

RECEIVED = datetime(2023, 1, 9, 9, tzinfo=UTC)
STEPS = ("table", "columns", "names", "result")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def kept(middlesbrough, officer, police) -> Callable[..., Return]:  # noqa: F811 - the fixtures
    """A file that no layout recognises, kept until it is mapped."""

    def keep(content: bytes, name: str, **more: Any) -> Return:
        return uploads.upload(
            file=io.BytesIO(content),
            name=name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            may_wait=True,
            at=RECEIVED,
            **more,
        )

    return keep


@pytest.fixture
def mapped(client, officer) -> Callable[..., Return]:  # noqa: F811
    """`mapped(of_return, answers, *tables)`: the return, mapped step by step without a script.

    What the answers do not say stays as the portal proposes it.
    """
    client.force_login(officer, backend=BACKEND)

    def go(of_return: Return, answers: dict | None = None, *tables: dict) -> Return:
        for number, of_table in enumerate((answers or {}, *tables)):
            if number:
                response = client.post(_at(of_return, "result"), {"another": "1"})
                assert response.status_code == 302
            walk(client, of_return, of_table)
        response = client.post(_at(of_return, "result"))
        assert response["Location"].startswith("/middlesbrough/returns/check/"), told(
            client.get(_at(of_return, "result"))
        )
        return Return.objects.get(pk=of_return.pk)

    return go


def walk(client, of_return: Return, answers: dict[str, dict[str, str]]) -> None:
    """From the first step to the last but one, each form as it stands but for the answers."""
    step = "table"
    while step != "result":
        page = client.get(_at(of_return, step))
        given = filled(page.context["form"], answers.get(step, {}))
        response = client.post(_at(of_return, step), given)
        assert response.status_code == 302, response.context["form"].errors
        step = response["Location"].rstrip("/").rpartition("/")[2]


def filled(form, answers: dict[str, str]) -> dict[str, str]:
    """What a browser would send: the form as it stands, but for the answers.

    An answer may name a field by its label, and a choice by its words.
    """
    given = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            value = "on"
        if value not in (None, False):
            given[name] = value
    labels = {field.label: name for name, field in form.fields.items()}
    for asked, answer in answers.items():
        name = asked if asked in form.fields else labels[asked]
        given[name] = _choice(form.fields[name], answer)
    return given


def _choice(field, answer: str) -> str:
    for value, label in getattr(field, "choices", ()):
        options = label if isinstance(label, list | tuple) else [(value, label)]
        for one, words in options:
            if answer in (one, words):
                return str(one)
    return answer


def figures_of(of_return: Return) -> dict[tuple[str, str, str], int | Gap]:
    """Every figure that waits in the parts, by area, period and category.

    Of what was not supplied only what stands beside a figure of the same area and category.
    """
    figures: dict[tuple[str, str, str], int | Gap] = {}
    for part in of_return.parts.all():
        rows = unpack(bytes(part.rows))
        names = dict(Area.objects.filter(pk__in=set(rows["area"])).values_list("pk", "name"))
        whole = geography(part.partnership).partnership_area
        names[whole.pk] = part.partnership.short_name
        for row in rows.itertuples():
            period = Period(Month.containing(row.start), int(row.months))
            count = Gap(row.gap) if row.gap else int(row.count)
            figures[names[row.area], period.code, row.offence] = count
    said = {(area, kind) for (area, _, kind), n in figures.items() if n is not Gap.NOT_SUPPLIED}
    return {key: n for key, n in figures.items() if (key[0], key[2]) in said}


def told(page) -> list[str]:
    return [*page.context["result"].report.notes, *map(str, page.context["result"].report.errors)]


def _at(of_return: Return, step: str) -> str:
    return reverse("returns:map", args=[of_return.uploaded_for.slug, of_return.pk, step])
