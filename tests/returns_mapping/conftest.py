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
    """`mapped(of_return, answers)`: the return, mapped on the page without a script.

    What the answers do not say stays as the portal proposes it.
    """
    client.force_login(officer, backend=BACKEND)

    def go(of_return: Return, answers: dict | None = None) -> Return:
        response = answer(client, of_return, answers or {}, use=True)
        assert response.status_code == 302, told(response)
        assert response["Location"].startswith("/middlesbrough/returns/check/")
        return Return.objects.get(pk=of_return.pk)

    return go


def answer(client, of_return: Return, answers: dict[str, str], *, use: bool = False):
    """The response to the page as it stands, but for the answers, sent until all are asked for."""
    address = _at(of_return)
    left = dict(answers)
    for _ in range(4):
        page = client.get(address)
        form = page.context["form"]
        if not (asked := _asked(form, left)):
            break
        left = {key: value for key, value in left.items() if key not in asked}
        response = client.post(_at(of_return), filled(form, asked))
        if response.status_code != 302:
            return response
        address = response["Location"]
    assert not left, f"never asked: {left}, but {[q.id for q in form.questions.values()]}"
    if use:
        return client.post(_at(of_return), {**filled(form, {}), "use": "1"})
    return client.get(address)


def _asked(form, answers: dict[str, str]) -> dict[str, str]:
    asked = {key for each in form.questions.values() for key in (each.id, each.words)}
    return {
        key: value
        for key, value in answers.items()
        if key in asked or any(one.startswith(f"{key} (") for one in asked)
    }


def filled(form, answers: dict[str, str]) -> dict[str, str]:
    """What a browser would send: the form as it stands, but for the answers.

    An answer may name a field by its question, and a choice by its words.
    """
    given = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            value = "on"
        if value not in (None, False):
            given[name] = value
    for asked, chosen in answers.items():
        name = _named(form, asked)
        given[name] = _choice(form.fields[name], chosen)
    return given


def _named(form, asked: str) -> str:
    """The field of a question, by its name, its id or its words."""
    if asked in form.fields:
        return asked
    questions = getattr(form, "questions", {})
    by_id = {question.id: name for name, question in questions.items()}
    labels = {field.label.partition(" (")[0]: name for name, field in form.fields.items()}
    labels |= {field.label: name for name, field in form.fields.items()}
    return by_id.get(asked) or labels[asked]


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
    report = page.context["result"].report
    asked = [question.words for question in page.context["open"]]
    return [*asked, *map(str, report.errors), *map(str, page.context["form"].errors.values())]


def _at(of_return: Return) -> str:
    return reverse("returns:map", args=[of_return.uploaded_for.slug, of_return.pk])
