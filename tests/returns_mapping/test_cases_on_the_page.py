"""Files like those that people have: the page asks about each what the command asks.

Each is answered on the page, as a browser would without a script, and by a file of answers; both
give the figures that the README of the cases expects.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape
from lxml import html

from measures.counts import Gap
from partnership.models import Area
from returns.in_use.stored_rows import unpack
from returns.models import Return
from returns.pages.mapping.forms import field_name
from tests.returns_mapping.conftest import BACKEND, answer

pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]

# Where the layout is nobody's: whatever can be decided stands on one page.
ASKED = (1, 2, 3, 5, 6, 13, 14, 15, 16, 17)
# Where nothing is used until a person has answered: the answers, and figures that come of them.
OPEN = {
    1: ("police-return", {"codes": "names"}, {("Acklam", "2022-04", "burglary"): 8}),
    13: (
        "asb-return",
        dict.fromkeys(("sign/-", "sign/..", "sign/n/a", "sign/u"), "NOT_SUPPLIED")
        | {"sign/~": "HIDDEN"},
        {
            ("Acklam", "2022-04", ""): Gap.HIDDEN,
            ("Acklam", "2022-06", ""): Gap.NOT_SUPPLIED,
            ("Berwick Hills & Pallister", "2022-06", ""): 0,
        },
    ),
    14: (
        "asb-return",
        {"names/area/cleveland": "(left out)"},
        {("Acklam", "2022-04", ""): 5, ("Ayresome", "2022-04", ""): 6},
    ),
}


@pytest.fixture
def case(shared_data) -> Callable[[int], Path]:
    def found(number: int) -> Path:
        (path,) = (shared_data.parent / "cases").glob(f"{number:02}_*")
        return path

    return found


@pytest.fixture
def by_command(middlesbrough, officer, case, tmp_path):
    """`by_command(1, answers)`: the exit code and what `load_return --map` says of the case."""

    def go(number: int, answers: dict[str, str] | None = None):
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(answers or {}))
        code, out = 0, io.StringIO()
        try:
            call_command(
                "load_return",
                str(case(number)),
                "--partnership=middlesbrough",
                f"--as={officer.email}",
                "--map",
                f"--answers={file}",
                "--json",
                stdout=out,
            )
        except SystemExit as ends:
            code = ends.code
        [told] = json.loads(out.getvalue())
        return code, told

    return go


@pytest.fixture
def on_the_page(middlesbrough, officer, client, case):
    """`on_the_page(1)`: the case uploaded in a browser, at its mapping."""

    def go(number: int) -> Return:
        client.force_login(officer, backend=BACKEND)
        path = case(number)
        given = {
            "uploads": SimpleUploadedFile(path.name, path.read_bytes()),
            "how": "upload",
            "received_on_day": "12",
            "received_on_month": "6",
            "received_on_year": "2026",
        }
        posted = client.post(reverse("returns:upload", args=["middlesbrough"]), given)
        [of_return] = Return.objects.all()
        assert posted["Location"].startswith(map_of(of_return))
        return of_return

    return go


def map_of(of_return: Return) -> str:
    return reverse("returns:map", args=["middlesbrough", of_return.pk])


def shown(page: str) -> dict[str, tuple[str, list[str], str]]:
    """By its name, each field that a person sees: its words, its choices and what is chosen."""
    fields = {}
    main = html.fromstring(page).xpath("//main")[0]
    for field in main.xpath(".//select | .//input[@type='text']"):
        [label] = main.xpath(f".//label[@for='{field.get('id')}']")
        options = field.xpath(".//option")
        chosen = [each.get("value") for each in options if each.get("selected") is not None]
        fields[field.get("name")] = (
            " ".join(label.text_content().split()),
            [(each.get("value"), " ".join(each.text_content().split())) for each in options],
            (chosen or [""])[0] if options else field.get("value", ""),
        )
    return fields


@pytest.mark.parametrize("number", ASKED)
def test_the_page_asks_what_the_command_asks(number, by_command, on_the_page, client):
    _, told = by_command(number)
    of_return = on_the_page(number)
    page = client.get(map_of(of_return))
    asked = {field_name(each["id"]): each for each in told["questions"]}
    fields = shown(page.text)
    assert set(fields) == set(asked)
    for name, each in asked.items():
        choices = [(one["value"], one["words"]) for one in each["choices"]]
        assert fields[name] == (each["words"], choices, each["chosen"]), each["id"]
    still = [each["words"] for each in told["questions"] if each["open"]]
    assert [each.words for each in page.context["open"]] == still
    assert all(
        words in page.text.partition("Still to be answered")[2] for words in map(escape, still)
    )


@pytest.mark.parametrize("number", OPEN)
def test_answered_on_the_page_or_by_a_file_the_figures_are_those_expected(
    number, by_command, on_the_page, client
):
    source, answers, expected = OPEN[number]
    _, told = by_command(number)
    [of_file] = [each for each in told["questions"] if each["id"] == "source"]
    answers |= {
        "source": next(one["value"] for one in of_file["choices"] if source in one["value"])
    }
    with transaction.atomic():
        of_return = on_the_page(number)
        page = client.get(map_of(of_return))
        assert {each.id for each in page.context["open"]} <= set(answers)
        used = answer(client, of_return, answers, use=True)
        assert used.status_code == 302, used.text
        figures = figures_by_ward(Return.objects.get())
        transaction.set_rollback(True)
    assert {key: figures[key] for key in expected} == expected
    code, told = by_command(number, answers)
    assert code == 0, told
    assert figures_by_ward(Return.objects.get()) == figures


def figures_by_ward(of_return: Return) -> dict[tuple[str, str, str], int | Gap]:
    """Every figure by area, month and type of offence, if the dataset has any."""
    names = dict(Area.objects.values_list("pk", "name"))
    [part] = of_return.parts.all()
    return {
        (names[row.area], str(row.start)[:7], getattr(row, "offence", "")): (
            Gap(row.gap) if row.gap else int(row.count)
        )
        for row in unpack(bytes(part.rows)).itertuples()
    }
