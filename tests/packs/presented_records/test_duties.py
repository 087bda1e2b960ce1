"""The duties over the months, and their statutes in the annex."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from partnership.models.governance import Duty
from partnership.people.permissions import Permission
from partnership.records import actions as record_actions
from reporting.content.proofs import Cycle, Cycles, Weight
from reporting.packs.sections.registry import DataMissing
from tests.packs.presented_records.form import (
    check,
    check_own_sentences,
    check_speech,
    said,
    slides_of,
)

PREVENT_DUTY = "Prevent duty"


def cycles(slide) -> Cycles:
    [shown] = slide.shown
    assert isinstance(shown.proof, Cycles)
    return shown.proof


def test_eight_duties_stand_on_one_slide_and_say_what_falls_due(presented):
    found = presented("duties")
    [slide] = found.slides
    assert slide.title.text == (
        "Five authorities share eight duties; today fulfils one, and two more fall due by 1 April"
    )
    assert slide.is_illustrative
    rows = {row.name: row for row in cycles(slide).rows}
    assert len(rows) == 8
    assert cycles(slide).today == date(2024, 3, 4)
    orange = {name for name, row in rows.items() if row.weight is Weight.ATTENTION}
    assert orange == {
        "Strategy to reduce re-offending",
        "Information sharing protocol",
        "Scrutiny of crime and disorder",
    }
    assert rows["Domestic homicide reviews"].note == "as needed"
    assert rows["Prevent duty"].last == date(2023, 6, 30)
    for each in slides_of(found):
        check(each)
        check_speech(each)
    check_own_sentences(slides_of(found))


def test_the_annex_has_each_statute_and_cites_nothing_passed_later(presented):
    [annex] = presented("duties").annex
    table = annex.shown[0].proof
    statutes = {row.entries[0]: row.entries[1] for row in table.rows}
    assert statutes["Prevent duty"] == "Counter-Terrorism and Security Act 2015, s.26"
    assert "2024" not in " ".join(statutes.values())
    assert annex.title.text == "The eight duties, statutes and dates"


def test_a_duty_that_was_due_before_the_meeting_is_overdue(presented, middlesbrough):
    Duty.objects.filter(name="Prevent duty").update(next_due=date(2024, 3, 3))
    [slide] = presented("duties").slides
    assert slide.title.text == "Five authorities share eight duties; one is overdue"
    assert "Prevent duty was due before today" in said(slide)


def done(duty: Duty, last: date, due: date) -> Duty:
    """As an officer marks it, on the day itself."""
    return record_actions.change(
        duty,
        values={"last_done": last, "next_due": due},
        revision=duty.revision,
        keep=Permission.KEEP_GOVERNANCE,
        by=None,
        at=datetime(last.year, last.month, last.day, 12, tzinfo=UTC),
    )


def prevent_duty(found) -> tuple[Cycle, tuple[str, ...]]:
    """Its row on the slide and in the annex."""
    [slide], [annex] = found.slides, found.annex
    row = next(row for row in cycles(slide).rows if row.name == PREVENT_DUTY)
    return row, next(
        row.entries for row in annex.shown[0].proof.rows if row.entries[0] == PREVENT_DUTY
    )


def test_what_is_done_after_the_figures_day_stands_as_it_did_on_it(presented):
    """Slide, annex and words for those who do not see tell one and the same."""
    duty = done(Duty.objects.get(name=PREVENT_DUTY), date(2024, 6, 28), date(2025, 6, 27))
    done(duty, date(2025, 6, 27), date(2026, 6, 26))
    found = presented("duties")
    row, entries = prevent_duty(found)
    assert (row.last, row.due) == (date(2023, 6, 30), date(2024, 6, 28))
    assert entries[2:] == ("30 Jun 2023", "28 Jun 2024")
    [slide] = found.slides
    assert "Prevent duty: last done 30 June 2023, next due 28 June 2024" in (
        slide.shown[0].alternative
    )


def test_a_date_that_was_put_right_later_stays_put_right(presented):
    duty = Duty.objects.get(name=PREVENT_DUTY)
    done(duty, date(2023, 7, 3), date(2024, 7, 1))
    row, _ = prevent_duty(presented("duties"))
    assert (row.last, row.due) == (date(2023, 7, 3), date(2024, 7, 1))


def test_what_no_history_tells_has_no_dates(presented):
    Duty.objects.filter(name=PREVENT_DUTY).update(last_done=date(2024, 6, 28))
    found = presented("duties")
    row, entries = prevent_duty(found)
    assert (row.last, row.due, row.note) == (None, None, "no date set")
    assert entries[2:] == ("no date set", "no date set")


def test_a_duty_of_which_nobody_said_when_it_was_done_says_that(presented):
    Duty.objects.filter(name=PREVENT_DUTY).update(last_done=None)
    [slide] = presented("duties").slides
    assert "Prevent duty: when it was last done is not recorded, next due 28 June 2024" in (
        slide.shown[0].alternative
    )


def test_dates_that_are_real_bear_no_tag(presented):
    Duty.objects.update(cycle_note="Every year.")
    found = presented("duties")
    assert not any(slide.is_illustrative for slide in slides_of(found))
    assert "illustrative" not in found.slides[0].source


def test_twelve_duties_stand_on_two_slides_of_six(presented):
    Duty.objects.update(is_of_the_deck=True)
    found = presented("duties")
    assert [len(cycles(slide).rows) for slide in found.slides] == [6, 6]
    assert found.slides[0].title.text.startswith("Five authorities share 12 duties")
    assert found.slides[1].title.text.startswith("Six more duties")
    assert [slide.key for slide in slides_of(found)] == [
        "duties",
        "duties-2",
        "in-full",
        "in-full-2",
    ]
    for slide in slides_of(found):
        check(slide)
    check_own_sentences(slides_of(found))


def test_without_duties_data_are_missing(presented):
    Duty.objects.update(is_of_the_deck=False)
    with pytest.raises(DataMissing, match="statutory functions"):
        presented("duties")
