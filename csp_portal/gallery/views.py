"""Every component in every state, on one page: `/components/`. The figures on it are made up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from csp_portal.gallery.map_sample import ward_map_sample
from measures.counts import Gap, Mark
from partnership.list_filters import Choice as FilterChoice
from partnership.list_filters import ListFilter
from partnership.page_parts import Link as PageLink
from partnership.page_parts import Way
from partnership.people.permissions import public
from partnership.upload_fields import UploadField
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Kind,
    Link,
    Role,
    Row,
    Series,
    Style,
    Table,
)
from reporting.narrative import verdicts
from reporting.pages.asked import AskedAbout
from reporting.pages.measure.choices import Choice, Group, Option

WARDS = ("Acklam", "Ayresome", "Berwick Hills & Pallister", "Brambles & Thorntree", "Central")


class Form(forms.Form):
    """Every kind of field that the crispy pack draws."""

    prefix = "sample"
    name = forms.CharField(label="Name of the return", help_text="As the agency calls it")
    email = forms.EmailField(label="Email address")
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    months = forms.IntegerField(
        label="Number of months", widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"})
    )
    received_on = forms.DateField(
        label="Received on", help_text="For example, 12 6 2023", widget=forms.SelectDateWidget()
    )
    ward = forms.ChoiceField(label="Ward", choices=[(ward, ward) for ward in WARDS])
    how = forms.ChoiceField(
        label="How it came",
        choices=[("upload", "Uploaded"), ("email", "By email")],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Offence groups",
        choices=[("burglary", "Burglary"), ("robbery", "Robbery")],
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.BooleanField(label="I have checked the totals")
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}))
    file = UploadField(label="The file", help_text="CSV, XLSX, ODS or ZIP")


class FormWithErrors(Form):
    prefix = "wrong"


@require_safe
@public
def components(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    wrong = FormWithErrors(
        {"wrong-email": "jo", "wrong-received_on_day": "31", "wrong-received_on_month": "x"}
    )
    context: dict[str, Any] = {
        "sample": Form(initial={"how": "upload", "ward": "Central"}),
        "form": wrong,
        "table": _table(),
        "chart": _chart(),
        "ward_map": ward_map_sample(),
        "page_obj": Paginator(range(45), 10).page(2),
        "asked": AskedAbout(
            "1 question and 2 recommendations are about this.",
            "#main-content",
            newest=Way("Say what comparisons rest on", "#main-content", "Open"),
            ask="#main-content",
        ),
        "list_filter": ListFilter(
            (FilterChoice("state", "State", (("a", "Accepted"), ("s", "Waiting")), chosen="a"),),
            "fires",
            shown=3,
            total=12,
        ),
        "breadcrumbs": [
            {"text": "Overview", "url": "#main-content"},
            {"text": "Crime", "url": "#main-content"},
        ],
        "rows": [
            {"key": "Supplied by", "value": "Cleveland Police"},
            {
                "key": "Received",
                "value": "12 June 2023",
                "action": "Change",
                "url": "#main-content",
            },
        ],
        "tabs": [
            {"slug": "wards", "label": "By ward", "html": mark_safe("<p>Twenty wards</p>")},
            {"slug": "groups", "label": "By group", "html": mark_safe("<p>Nine groups</p>")},
        ],
        "steps": ("Choose files", "Check", "Send"),
        "verdicts": (
            (verdicts.BETTER, "down", "22.3% fewer"),
            (verdicts.WORSE, "up", "6.0% more"),
            (verdicts.CHANGED, "up", "12.2% more"),
            (verdicts.STEADY, "level", "about the same"),
            (verdicts.INCOMPARABLE, "level", verdicts.NOT_COMPARED),
        ),
        "choices": (Choice("ward", "Ward", (Group("", tuple(map(_ward, WARDS))),)),),
        "links": (PageLink("Slides", "#main-content"), PageLink("Data", "#main-content")),
        "ways": (
            Way("All 20 wards", "#main-content", "Map, ranks and table"),
            Way("How we know", "#main-content", "Counting, gaps, changes"),
        ),
        "colours": ("", "grey", "green", "turquoise", "blue", "purple", "pink", "red", "orange"),
    }
    return render(request, "csp_portal/components.html", context)


def _ward(name: str) -> Option:
    return Option(name, name, is_chosen=name == WARDS[0])


def _table() -> Table:
    columns = ("Ward", "2021/22", "2022/23", "Difference", "Change", "Rate per 1,000", "Rank")
    numbers: tuple[tuple[int, int | Gap], ...] = (
        (1_204, 1_310),
        (980, 871),
        (641, Gap.NOT_SUPPLIED),
        (12, Gap.HIDDEN),
        (3_020, 3_020),
    )
    rows = [_row(ward, *pair) for ward, pair in zip(WARDS, numbers, strict=True)]
    rest = [Cell(Gap.HIDDEN), *[Cell(Gap.NOT_APPLICABLE)] * 4]
    total = Row(("All wards", Cell(5_857), *rest), is_total=True)
    return Table(
        slug="wards",
        title="Made-up crimes by ward, 2022/23 compared with 2021/22",
        columns=tuple(Column(title, is_number=number > 0) for number, title in enumerate(columns)),
        rows=(*rows, total),
        notes=("These figures are made up for this page.",),
    )


def _row(ward: str, before: int, after: int | Gap) -> Row:
    to = ward.lower().replace(" & ", "-").replace(" ", "-")
    if isinstance(after, Gap):
        rest: tuple[Cell, ...] = (Cell(after), *[Cell(Gap.NOT_APPLICABLE)] * 4)
    else:
        rest = (
            Cell(after, marks=frozenset({Mark.PROVISIONAL})),
            Cell(after - before, Style.DIFFERENCE),
            Cell(100 * (after - before) / before, Style.CHANGE),
            Cell(after / 7.1, Style.RATE),
            Cell(1),
        )
    return Row((Link(ward, f"wards/{to}/"), Cell(before), *rest))


MONTHS = ("April", "May", "June", "July", "August", "September")
THIS, COMPARED = (204, 221, 240, 236, 251, 219), (198, 205, 233, 241, 230, 204)


def _chart() -> Chart:
    return Chart(
        slug="sample",
        kind=Kind.LINES,
        title="Made-up crimes rose in most months of the year",
        subtitle="Nowhere, April to September 2022, crimes a month",
        unit="crimes",
        at=MONTHS,
        series=(
            Series("2022/23", Role.THIS, tuple(Cell(value) for value in THIS)),
            Series("2021/22", Role.COMPARED, tuple(Cell(value) for value in COMPARED)),
        ),
        alternative="A line of six made-up months, mostly above the year before.",
        source_line="Source: made up for this page. As at 4 March 2024.",
    )
