"""Fire returns and lists of fires as they come: classes, F2, days that become months, people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from demo import partnerships as people
from fires.dataset import FIRE_RETURN_SOURCE, FIRES
from fires.layouts import FIRE_RETURN
from measures.periods import Month
from partnership.models import AuditEvent, User
from partnership.refusals import Refused
from returns.catalogue.findings import Check, Severity
from returns.catalogue.registry import datasets
from returns.catalogue.supply import Placing
from returns.lifecycle import definitions
from returns.reading.places import Places
from returns.reading.templates_to_fill import template
from returns.reading.upload import Reading
from tests.uploads import read

TABLE = [column.heading for column in FIRE_RETURN.columns]
LIST = ["Date", "Ward", "Class", "Vehicle"]
CENTRAL = "E05009857"


@pytest.fixture
def places(with_people) -> Places:
    return Places.of_all_hosted()


@pytest.fixture
def sent(places) -> Callable[..., Reading]:
    def send(rows: Iterable[Sequence[object]], *, headings: Sequence[str], at=places) -> Reading:
        text = io.StringIO()
        csv.writer(text).writerows([headings, *rows])
        return read(
            io.BytesIO(text.getvalue().encode()),
            name="fires.csv",
            places=at,
            today=date(2024, 3, 4),
            supplied_by="cleveland-fire",
        )

    return send


def _counts(reading: Reading) -> dict[tuple, int]:
    (part,) = reading.parts
    rows = part.rows.dropna(subset="count")
    keys = zip(rows["start"], rows["fire_class"], rows["vehicle"], rows["count"], strict=True)
    return {(f"{start:%Y-%m}", one, kind): int(count) for start, one, kind, count in keys}


# --- The table -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Primary", "primary"),
        ("FDR1", "primary"),
        ("F1", "primary"),
        ("fdr 3", "secondary"),
        ("Secondary", "secondary"),
        ("F3", "secondary"),
    ],
)
def test_a_class_goes_by_its_other_spellings(sent, written, slug):
    reading = sent([["2022-10", CENTRAL, "Central", written, "No", 4]], headings=TABLE)

    assert _counts(reading) == {("2022-10", slug, "not-vehicle"): 4}


def test_f2_is_refused_with_a_sentence_that_says_why(sent):
    reading = sent([["2022-10", CENTRAL, "Central", "F2", "No", 4]], headings=TABLE)

    (finding,) = reading.report.errors
    assert finding.check is Check.CATEGORIES
    assert (finding.row, finding.column, finding.value) == (2, "Fire class", "F2")
    assert "FDR2 was the form that amended an FDR1" in finding.message
    assert "ask the partnership’s manager" in finding.todo
    assert reading.parts == ()


def test_f2_is_refused_in_a_list_too(sent):
    reading = sent([["13/04/2022 21:40", "Central", "FDR2", ""]], headings=LIST)

    (finding,) = reading.report.errors
    assert "FDR2 was the form that amended an FDR1" in finding.message


def _define_f2() -> Places:
    partnership = people.load()
    definitions.record_definition(
        partnership=partnership,
        dataset=FIRES.slug,
        source=FIRE_RETURN_SOURCE.slug,
        category="f2",
        name="F2",
        version="1",
        counted_in="Chimney fires that were set on purpose",
        agreed_by="Cleveland Fire Brigade",
        agreed_on=date(2022, 9, 1),
        first_month=Month(2022, 10),
        by=User.objects.get(email="manager@demo.example"),
    )
    return Places.of_all_hosted()


def test_f2_is_a_class_of_its_own_once_it_is_defined(sent):
    rows = [["2022-10", CENTRAL, "Central", "F2", "No", 4]]

    reading = sent(rows, headings=TABLE, at=_define_f2())

    assert reading.report.errors == ()
    assert _counts(reading) == {("2022-10", "f2", "not-vehicle"): 4}


def test_f2_is_refused_for_months_before_its_definition(sent):
    rows = [["2022-09", CENTRAL, "Central", "F2", "No", 4]]

    reading = sent(rows, headings=TABLE, at=_define_f2())

    (finding,) = reading.report.errors
    assert finding.message == "“F2” is defined from October 2022 on, and not for September 2022."


def test_the_template_asks_for_f2_only_once_it_is_defined(places):
    def classes(months: Sequence[Month]) -> set[tuple[str, str]]:
        content = template(
            FIRES,
            FIRE_RETURN_SOURCE,
            datasets.layout("fire-return"),
            partnership=people.load(),
            months=months,
            kind="csv",
        )
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        return {(line["Month"], line["Fire class"]) for line in lines}

    months = [Month(2022, 9), Month(2022, 10)]
    assert {name for _, name in classes(months)} == {"F1 primary", "F3 secondary"}
    _define_f2()
    assert {month for month, name in classes(months) if name == "F2"} == {"2022-10"}


def test_an_undefined_class_is_not_missed_in_a_full_return(sent, places):
    wards = places.hosted[0].wards.values()
    rows = [
        ["2022-10", code, name, fire_class, vehicle, 1]
        for code, name in wards
        for fire_class in ("F1", "F3")
        for vehicle in ("Yes", "No")
    ]

    reading = sent(rows, headings=TABLE)

    assert [one for one in reading.report.findings if one.check is Check.COMPLETE] == []
    (part,) = reading.parts
    assert len(part.rows) == len(rows)


# --- The list --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "written",
    [
        "13/04/2022 21:40",
        "2022-04-13T21:40:07",
        "2022-04-13 21:40",
        "13 April 2022",
        "13-Apr-22",
        "13/4/22 9.40 pm",
        "2022-04",
    ],
)
def test_a_day_and_a_time_become_a_month(sent, written):
    reading = sent([[written, "Central", "F3", "No"]], headings=LIST)

    assert _counts(reading) == {("2022-04", "secondary", "not-vehicle"): 1}


@pytest.mark.parametrize("written", ["31/02/2022", "yesterday", "2022-13-01 10:00"])
def test_what_is_no_day_is_refused(sent, written):
    reading = sent([[written, "Central", "F3", "No"]], headings=LIST)

    (finding,) = [one for one in reading.report.errors if one.check is Check.MONTHS]
    assert finding.message == f"“{written}” is not a day."


def test_fires_of_one_month_and_class_are_counted_together(sent):
    rows = [
        ["01/04/2022 00:01", "Central", "F3", ""],
        ["30/04/2022 23:59", "E05009857", "Secondary", ""],
        ["01/05/2022", "Central", "F1", "Yes"],
    ]

    assert _counts(sent(rows, headings=LIST)) == {
        ("2022-04", "secondary", "not-stated"): 2,
        ("2022-05", "primary", "vehicle"): 1,
    }


def test_a_list_may_leave_the_vehicle_out(sent):
    reading = sent([["01/04/2022", "Central", "F3"]], headings=LIST[:3])

    assert _counts(reading) == {("2022-04", "secondary", "not-stated"): 1}


def test_an_lsoa_counts_in_its_ward_and_is_not_kept(sent, places):
    code, (_, ward) = next(iter(sorted(places.lsoa_wards.items())))

    reading = sent([["01/04/2022", code, "F3"]], headings=["Date", "LSOA code", "Class"])

    (part,) = reading.parts
    assert list(part.rows["area"]) == [ward]


def test_fires_in_other_districts_are_told_of_and_left_out(sent):
    rows = [["01/04/2022", "Central", "F3", ""], ["01/04/2022", "Headland and Harbour", "F3", ""]]

    reading = sent(rows, headings=LIST)

    assert sum(_counts(reading).values()) == 1
    notes = [one.message for one in reading.report.of(Severity.NOTE)]
    assert any("lie outside Middlesbrough and are not counted" in note for note in notes)


def test_a_fire_in_the_district_and_in_no_ward_counts_in_its_total_and_one_nowhere_does_not(
    sent, places
):
    wards = ["Central"] * 97 + ["Middlesbrough", "middlesbrough", "Not known"]

    reading = sent([["01/04/2022", ward, "F3", ""] for ward in wards], headings=LIST)

    (part,) = reading.parts
    held = part.rows.set_index("area")["count"].to_dict()
    assert held[places.hosted[0].not_placed] == 2
    assert sum(held.values()) == 99
    assert part.placing == {Month(2022, 4): Placing(100, 1)}
    # Whoever sends a list of fires by ward can say why so many have none.
    (asked,) = [one.message for one in reading.report.queries if one.check is Check.PLACED]
    assert "2 of the 99 rows of Middlesbrough (2.0%) have a place that is in none" in asked


def test_a_misspelt_ward_is_an_error_and_not_another_district(sent):
    reading = sent([["01/04/2022", "Berwick Hils & Pallister", "F3", ""]], headings=LIST)

    messages = [one.message for one in reading.report.errors if one.check is Check.AREAS]
    assert messages[0].endswith("Did you mean “Berwick Hills & Pallister”?")


@pytest.mark.parametrize(
    ("heading", "value"),
    [("Address", "12 Linthorpe Road"), ("Postcode", "TS1 3AB"), ("Where", "near TS1 3AB")],
)
def test_a_list_with_addresses_is_refused_and_not_kept(sent, heading, value):
    reading = sent([["01/04/2022", "Central", "F3", "", value]], headings=[*LIST, heading])

    assert reading.must_be_discarded


def test_the_published_crime_list_is_read_as_before(places):
    assert all(
        source.published for _, source in datasets.fed_by(datasets.layout("police-uk-street"))
    )


# --- What one partnership defines ------------------------------------------------------------
def test_only_the_manager_records_a_definition(places):
    partnership = people.load()
    for email in ("csp.officer@demo.example", "police.officer@demo.example"):
        with pytest.raises(PermissionDenied, match="record what a source counts"):
            definitions.record_definition(
                partnership=partnership,
                dataset="fires",
                source="fire-return",
                category="f2",
                name="F2",
                version="1",
                counted_in="Chimneys",
                agreed_by="Somebody",
                agreed_on=date(2022, 9, 1),
                first_month=Month(2022, 10),
                by=User.objects.get(email=email),
            )


def test_a_definition_is_on_the_record_and_never_changed(places):
    _define_f2()
    event = AuditEvent.objects.get(kind="definition-recorded")
    assert (event.by_email, event.about_label) == ("manager@demo.example", "F2, version 1")
    with pytest.raises(Refused, match="A definition is never changed"):
        _define_f2()


def test_what_is_defined_elsewhere_is_not_defined_here(sent):
    places = _define_f2()
    elsewhere = replace(places, hosted=(replace(places.hosted[0], definitions=()),))

    reading = sent([["2022-10", CENTRAL, "Central", "F2", "No", 4]], headings=TABLE, at=elsewhere)

    assert len(reading.report.errors) == 1
