"""Figures that replace others are marked, with the reason, wherever they are shown."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.management import call_command

from measures.counts import Mark
from measures.periods import Month, Period
from partnership.models import Area, AuditEvent
from partnership.people.permissions import AS_COUNCILLOR
from partnership.refusals import NotReady
from reporting import narrative
from reporting.pages.measure import as_json, downloads, take_away
from reporting.pages.measure import deck as decks
from reporting.queries import figures as queries
from reporting.queries.rows_behind import rows_behind_of
from returns.catalogue.findings import Check, Severity
from returns.lifecycle import decisions, sending
from returns.lifecycle import queries as about_returns
from returns.models import Part, Revision
from tests.returns.conftest import EARLY, days

JANUARY = Month(2022, 1)
WARD = "Linthorpe"
WHY = "Late-recorded crimes"
RESTATED = datetime(2023, 5, 3, 9, tzinfo=UTC)
WHERE = (JANUARY, WARD, "theft-other")
QUARTER = "2021/22 Q4"


@pytest.fixture
def restated(accepted, uploaded, second, officer):
    """A quarter of threes in use, sent again with one 3 made a 5, for a reason."""
    accepted()
    kept = uploaded(change={WHERE: 5}, at=RESTATED, name="again.csv")
    [question] = [
        one for one in about_returns.asked_of(kept, kept.here) if one.finding.check is Check.CHANGES
    ]
    sending.confirm_query(
        of_return=kept, key=question.key, explanation=WHY, by=officer, at=RESTATED
    )
    sending.send(parts=kept.here, by=officer, at=RESTATED)
    decisions.accept(parts=kept.here, by=second, at=RESTATED)
    return Part.objects.get(of_return=kept)


def test_a_figure_that_would_change_asks_for_the_reason_before_sending(accepted, uploaded, officer):
    accepted()
    kept = uploaded(change={WHERE: 5}, at=RESTATED)
    [asked] = about_returns.asked_of(kept, kept.here)
    assert asked.finding.severity is Severity.QUERY
    assert "1 figure in use" in asked.finding.message
    with pytest.raises(NotReady, match="question"):
        sending.send(parts=kept.here, by=officer, at=RESTATED)


def test_the_same_figures_again_ask_for_nothing_and_mark_nothing(accepted, shown):
    accepted()
    accepted(at=RESTATED, name="again.csv")
    assert not Revision.objects.exists()
    assert shown(QUARTER).figures.revised == {}


def test_first_figures_of_a_month_are_no_revision(accepted):
    accepted()
    accepted([Month(2022, 4)], at=RESTATED)
    assert not Revision.objects.exists()


def test_the_changed_figure_is_kept_with_what_it_was(restated):
    [made] = Revision.objects.all()
    assert (made.was, made.now) == (3, 5)
    assert made.area == Area.objects.get(name=WARD, level="ward", code__startswith="E05")
    assert made.start == JANUARY.first_day
    assert made.key.split("|")[0] == "theft-other"
    assert restated.revised_because == WHY
    event = AuditEvent.objects.filter(kind="return-accepted").latest("pk")
    held = event.detail["held"][0]
    assert (held["revised"], held["revised_because"]) == (1, WHY)


def test_the_sum_that_holds_it_is_marked_and_others_are_not(restated, shown):
    figures = shown(QUARTER).figures
    revised = frozenset({Mark.REVISED})
    ward, other = figures.place(WARD), figures.place("Acklam")
    january, february = Period.parse("2022-01"), Period.parse("2022-02")
    for period in (january, Period.parse(QUARTER)):
        assert figures.cell(period).marks == revised
        assert figures.cell(period, area=ward).marks == revised
        assert figures.cell(period, area=other).marks == frozenset()
        assert figures.average_cell(period, area=ward).marks == revised
    assert figures.cell(february).marks == frozenset()
    assert figures.cell(february, area=ward).marks == frozenset()


def test_another_measure_of_the_same_month_is_not_marked(restated, shown):
    assert shown(QUARTER, measure="crime/robbery").figures.revised == {}
    assert shown(QUARTER, measure="crime/theft").figures.revised != {}


def test_only_the_type_that_changed_is_marked(restated, shown):
    [of_type] = shown(QUARTER).types
    marked = {row.slug for row in of_type.rows if Mark.REVISED in row.marks}
    assert marked == {"theft-other"}


def test_before_the_restatement_the_old_figure_stands_unmarked(restated, shown):
    then = shown(QUARTER, as_at=RESTATED - days(1))
    assert then.figures.revised == {}
    now, before = (one.figures.count(Period.parse(QUARTER)) for one in (shown(QUARTER), then))
    assert now - before == 2


def test_recalling_the_restatement_takes_the_mark_away(restated, shown, second):
    decisions.recall(part=restated, by=second, reason="Wrong file", at=RESTATED + days(1))
    assert shown(QUARTER).figures.revised == {}


def test_sent_a_third_time_unchanged_it_stays_marked_with_the_first_reason(
    restated, accepted, shown
):
    again = accepted(change={WHERE: 5}, at=RESTATED + days(30), name="third.csv")
    assert again.revised_because == ""
    [made] = shown(QUARTER).figures.revisions([Period.parse(QUARTER)])
    assert (made.because, made.at) == (WHY, RESTATED)


def test_a_zero_and_an_absent_row_are_the_same_figure():
    import pandas as pd

    from returns.in_use.revisions import changed_cells

    columns = {"start": [JANUARY.first_day], "months": [1], "offence": ["theft-other"]}
    zero = pd.DataFrame({"area": [1], **columns, "count": [0], "gap": [None]})
    assert changed_cells(zero, zero.iloc[:0], months=[JANUARY]) == ()


def test_a_quarter_is_held_against_the_sum_of_its_months():
    import pandas as pd

    from returns.in_use.revisions import changed_cells

    months = Period.parse(QUARTER).each_month

    def rows(starts, length, counts):
        return pd.DataFrame(
            {
                "area": 1,
                "start": starts,
                "months": length,
                "offence": "theft-other",
                "count": counts,
                "gap": None,
            }
        )

    by_month = rows([month.first_day for month in months], 1, [3, 4, 5])
    same, other = (rows([months[0].first_day], 3, [count]) for count in (12, 13))
    assert changed_cells(same, by_month, months=months) == ()
    [changed] = changed_cells(other, by_month, months=months)
    assert (changed.start, changed.months) == (months[0].first_day, 3)
    assert (changed.was, changed.now) == (12, 13)


def test_a_figure_in_use_only_since_the_upload_asks_the_one_who_accepts(uploaded, officer, second):
    first, other = uploaded(), uploaded(change={WHERE: 5}, name="other.csv")
    for one in (first, other):
        sending.send(parts=one.here, by=officer, at=EARLY)
    decisions.accept(parts=first.here, by=second, at=EARLY)
    with pytest.raises(NotReady, match="why they change"):
        decisions.accept(parts=other.here, by=second, at=EARLY + days(1))
    assert Part.objects.get(of_return=other).state == Part.State.SENT
    decisions.accept(parts=other.here, by=second, because=WHY, at=EARLY + days(1))
    assert Part.objects.get(of_return=other).revised_because == WHY


# --- Every surface ---------------------------------------------------------------------------
NOTE = f"[r] revised on 3 May 2023: {WHY}."


def test_every_table_with_a_marked_figure_gives_the_reason(restated, shown):
    made = shown(QUARTER)
    marked = [one for one in take_away.every_table(made) if "[r]" in one.shorthand]
    assert {one.slug for one in marked} >= {
        "summary",
        "compared-with",
        "months-numbers",
        "years-numbers",
        "wards",
        "by-offence",
    }
    assert [one.slug for one in marked if NOTE not in one.notes] == []


def test_the_chart_and_the_headline_say_it(restated, shown):
    made = shown(QUARTER)
    assert NOTE in made.months_chart.notes
    assert "[r]" in made.months_chart.alternative
    assert "[r]" in made.headline.text


def test_the_downloads_say_it(restated, shown):
    made = shown(QUARTER)
    text = downloads.csv_of(made)
    assert NOTE in text
    assert "[r]" in text.replace(NOTE, "")
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(downloads.workbook_of(made)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert NOTE in {cell.value for cell in cells}
    # The number stays a number: its mark is in how it is written.
    assert any("[r]" in cell.number_format for cell in cells if isinstance(cell.value, int))


def test_the_slides_say_it(restated, shown, middlesbrough):
    from pptx import Presentation

    made = shown(QUARTER)
    deck = decks.measure_deck(made, partnership=middlesbrough.name, colour=middlesbrough.colour)
    said = [one for one in deck.slides if one.chart or one.table]
    with_marks = [
        one for one in said if "[r]" in (one.chart.table if one.chart else one.table).shorthand
    ]
    assert with_marks
    assert [one.title for one in with_marks if NOTE not in one.source_line] == []
    slides = Presentation(BytesIO(downloads.slides_of(made, partnership=middlesbrough))).slides
    words = " ".join(
        shape.text_frame.text for one in slides for shape in one.shapes if shape.has_text_frame
    )
    assert NOTE in words


def test_show_measure_says_it(restated, middlesbrough):
    out = io.StringIO()
    call_command(
        "show_measure",
        "crime/all-crime",
        partnership=middlesbrough.slug,
        period=QUARTER,
        by="area",
        json=True,
        stdout=out,
    )
    told = json.loads(out.getvalue())
    assert told["marks"] == ["revised"]
    assert told["revisions"] == [{"at": RESTATED.isoformat(), "because": WHY}]
    marked = {row["area"] for row in told["rows"] if row["marks"] == ["revised"]}
    assert marked == {WARD}


def test_the_rows_behind_the_figure_mark_the_one_that_changed(restated, middlesbrough):
    reading = queries.reading("crime/all-crime", partnership=middlesbrough, viewer=AS_COUNCILLOR)
    ward = reading.figures.place(WARD)
    behind = rows_behind_of(reading, Period.parse("2022-01"), area=ward, category="theft-other")
    assert [(row.count, row.marks) for row in behind.rows] == [(5, {Mark.REVISED})]
    other = rows_behind_of(reading, Period.parse("2022-01"), area=ward, category="robbery")
    assert [row.marks for row in other.rows] == [frozenset()]


def test_the_page_of_the_measure_shows_mark_and_reason(
    restated, as_, officer, django_assert_max_num_queries
):
    client = as_(officer)
    address = "/middlesbrough/crime/all-crime/?period=2021/22 Q4&source=police-return"
    client.get(address)
    with django_assert_max_num_queries(16):
        page = client.get(address).text
    assert "[r] revised on 3 May 2023: Late-recorded crimes." in page
    page = client.get(address.replace("/?", "/data/?")).text
    # Each note of a page stands once, where it is first needed.
    assert page.count("[r] revised on 3 May 2023: Late-recorded crimes.") == 1
    assert "revised: the figure has changed since it was first shown" in page


# --- The pages of the return -----------------------------------------------------------------
def test_the_check_page_shows_was_and_is_with_a_download(accepted, uploaded, as_, officer):
    accepted()
    kept = uploaded(change={WHERE: 5}, at=RESTATED)
    client = as_(officer)
    page = client.get(f"/middlesbrough/returns/check/{kept.batch}/").text
    assert "Accepting this return changes 1 figure in use." in page
    assert "Why the figures change" in page
    [part] = kept.here
    answer = client.get(f"/middlesbrough/returns/{kept.pk}/{part.pk}/changes.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    [row] = rows
    assert (row["Area"], row["Month"], row["Was"], row["Is"]) == (WARD, "January 2022", "3", "5")


def test_the_page_of_the_accepted_return_still_shows_them(restated, as_, officer):
    page = as_(officer).get(f"/middlesbrough/returns/{restated.of_return_id}/").text
    assert "It changed 1 figure that was in use." in page
    assert WHY in page


def test_several_accepted_at_once_are_refused_whole_where_a_reason_lacks(
    uploaded, officer, second, as_
):
    first, other = uploaded(), uploaded(change={WHERE: 5}, name="other.csv")
    for one in (first, other):
        sending.send(parts=one.here, by=officer, at=EARLY)
    decisions.accept(parts=first.here, by=second, at=EARLY)
    client = as_(second)
    answer = client.post(
        "/middlesbrough/returns/waiting/", {"returns": [other.pk]}, follow=True
    ).text
    assert "Open it and say why they change" in answer
    page = client.get(f"/middlesbrough/returns/{other.pk}/decide/").text
    assert "Why the figures change" in page
    client.post(
        f"/middlesbrough/returns/{other.pk}/decide/",
        {"accept": "accept", "accept-reason": WHY},
    )
    assert Part.objects.get(of_return=other).revised_because == WHY


def test_the_sentence_of_a_revision_is_one():
    from reporting.analysis.revisions import Revised

    told = narrative.of_revision(Revised(RESTATED, "Late-recorded crimes."))
    assert told == NOTE


def test_json_names_no_revision_where_there_is_none(accepted, shown):
    accepted()
    told = as_json.measure(shown(QUARTER))
    assert (told["marks"], told["revisions"]) == ([], [])
