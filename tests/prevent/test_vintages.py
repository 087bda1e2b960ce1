"""Later figures stand beside the first, disputed ones are shown, and breaks are not crossed."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from measures.change import Refusal
from partnership.models import Role
from partnership.people.permissions import AS_COUNCILLOR
from partnership.refusals import NotReady
from prevent.models import NationalFigure
from reporting.queries.national import published
from returns.lifecycle import decisions, queries, sending, uploads
from returns.models import Part, Return

HEAD = "Period,Series,Category,Value,Unit,Publication,Published on,Revised,Disputed because\n"
LONDON = ZoneInfo("Europe/London")


def publications(answer):
    return answer["sources"][0]["publications"]


def upload(text, partnership, by):
    return uploads.upload(
        file=io.BytesIO(text.encode()), name="figures.csv", partnership=partnership, by=by
    )


def use(text, partnership, by):
    kept = upload(text, partnership, by)
    parts = list(kept.parts.all())
    for part in parts:
        for asked in queries.questions(part):
            sending.confirm_query(of_return=kept, key=asked.key, explanation="So it says", by=by)
    sending.send(parts=parts, by=by)
    decisions.accept(parts=parts, by=by, because="published")
    return parts[0]


def test_a_revision_is_kept_beside_the_first_figure(loaded, show):
    answer = show("national-referrals", "2018/19")
    assert answer["value"] == 5737
    whole = [
        (one["value"], one["standing"], one["published_on"])
        for one in publications(answer)
        if one["of"] == "Referrals to Prevent"
    ]
    assert whole == [
        (5738, "Kept beside it; a later figure is used", "2019-12-19"),
        (5737, "Used, revised", None),
    ]
    assert "5,737 [r]" in answer["sentence"]
    assert any("5,738" in one and "has been revised" in one for one in answer["findings"])


def test_the_disputed_figure_is_shown_with_its_reason_and_not_used(loaded, show):
    answer = show("national-adopted", "2022/23")
    assert answer["value"] == 645
    disputed = [one for one in publications(answer) if one["value"] == 654]
    assert len(disputed) == 1
    assert disputed[0]["standing"].startswith("Disputed: The page that gives it contradicts itself")
    assert any("654" in one and "645 is used" in one for one in answer["findings"])


def test_as_at_the_panels_meeting_the_later_file_was_not_there(with_2024_25, show):
    answer = show("national-adopted", "2022/23", as_at="2024-03-04")
    assert [one["value"] for one in publications(answer) if one["of"].endswith("case")] == [645]
    later = show("national-referrals", "2024/25", as_at="2024-03-04")
    assert later["value"] == {"gap": "not supplied"}


def test_a_year_that_nobody_published_is_a_gap(loaded, show):
    answer = show("national-referrals", "2017/18")
    assert answer["value"] == {"gap": "not supplied"}
    after = show("national-referrals", "2018/19")["baselines"][0]
    assert (after["period"], after["value"]) == ("2017/18", {"gap": "not supplied"})
    assert after["refusal"] == Refusal.BEFORE_GAP.value


@pytest.mark.parametrize("measure", ["national-referrals", "national-adopted-share"])
def test_nothing_is_compared_across_the_break_of_2024_25(with_2024_25, show, measure):
    for one in show(measure, "2024/25")["baselines"]:
        assert one["refusal"].startswith(Refusal.SERIES_BREAK.value)
        assert "PCMT" in one["refusal"]
        assert one["percent"] is one["points"] is one["verdict"] is None
    assert show(measure, "2023/24")["baselines"][0]["refusal"] is None


def test_the_first_year_after_the_break_is_marked(with_2024_25, show):
    answer = show("national-referrals", "2024/25")
    assert "8,778 [b]" in answer["sentence"]
    assert any("There is a break at 2024/25 [b]" in one for one in answer["findings"])


def test_two_lists_of_ages_are_never_joined(with_2024_25, show):
    def ages(period):
        rows = show("national-referrals", period, by="category")["rows"]
        return [row["category"] for row in rows if row["dimension"] == "age"]

    assert ages("2021/22") == ["14-and-under", "15-to-20"]
    assert ages("2024/25") == ["10-and-under", "11-to-15", "16-to-17"]


def test_lists_that_differ_are_refused_where_no_break_lies(loaded, show):
    rows = show("national-referrals", "2023/24", against="2016/17", by="category")["rows"]
    islamist = next(row for row in rows if row["category"] == "islamist")
    assert islamist["value"] == 913
    assert islamist["baselines"][0]["refusal"] == Refusal.LISTS_DIFFER.value


def test_shares_are_of_the_known_cases_and_say_how_many(with_2024_25, show):
    rows = show("national-referrals", "2024/25", by="category")["rows"]
    by_slug = {row["category"]: row for row in rows}
    assert (by_slug["islamist"]["value"], by_slug["islamist"]["known"]) == (870, 8769)
    assert by_slug["11-to-15"]["known"] == 8759
    assert by_slug["11-to-15"]["share"] == pytest.approx(100 * 3192 / 8759)


def test_shares_differ_in_points_and_never_in_percent(loaded, show):
    first = show("national-adopted-share", "2022/23")["baselines"][0]
    assert first["points"] == pytest.approx(100 * 645 / 6817 - 100 * 804 / 6406)
    assert first["percent"] is first["difference"] is None
    low, high = first["interval"]
    assert low < first["points"] < high < 0
    assert first["verdict"] == "not-judged"


def test_shares_whose_base_was_not_published_are_not_tested(loaded, show, who):
    use(
        HEAD + "2021/22,Referrals to Prevent,Islamist,16%,percent,A release,,,\n",
        loaded,
        who(Role.CSP_OFFICER),
    )
    rows = show("national-concern-share", "2022/23", by="category")["rows"]
    first = next(row for row in rows if row["category"] == "islamist")["baselines"][0]
    assert first["points"] == -5
    assert (first["interval"], first["verdict"]) == (None, "not-judged")


def test_an_undeclared_difference_is_asked_about(loaded, who):
    officer = who(Role.CSP_OFFICER)
    line = "2022/23,Adopted as a Channel case,Total,650,number,A newspaper,,,\n"
    kept = upload(HEAD + line, loaded, officer)
    (part,) = kept.parts.all()
    (asked,) = queries.questions(part)
    assert "645" in asked.finding.message
    assert "650 (A newspaper)" in asked.finding.message
    with pytest.raises(NotReady):
        sending.send(parts=[part], by=officer)


def test_recalling_a_publication_brings_the_earlier_figure_back(loaded, show, who):
    officer = who(Role.CSP_OFFICER)
    line = "2022/23,Adopted as a Channel case,Total,644,number,A later release,2025-01-01,yes,\n"
    part = use(HEAD + line, loaded, officer)
    assert show("national-adopted", "2022/23")["value"] == 644
    decisions.recall(part=part, by=officer, reason="A misprint")
    assert show("national-adopted", "2022/23")["value"] == 645
    assert NationalFigure.objects.filter(part=part).count() == 1


def test_every_partnership_reads_the_same_figures(loaded, hartlepool, show):
    for measure in ("national-referrals", "national-adopted-share"):
        here, there = (
            show(measure, "2022/23"),
            show(measure, "2022/23", partnership=hartlepool.slug),
        )
        assert here["value"] == there["value"]
        assert here["sentence"] == there["sentence"]


def test_the_same_publication_from_two_partnerships_is_one_vintage(loaded, hartlepool, who):
    before = published("prevent/national-adopted", partnership=loaded, viewer=AS_COUNCILLOR)
    part = Part.objects.filter(of_return__name="home-office-factsheet-2023.csv").get()
    Return.objects.filter(pk=part.of_return_id).update(name="ours.csv")
    with part.of_return.file.open("rb") as file:
        kept = uploads.upload(
            file=file, name="theirs.csv", partnership=loaded, by=who(Role.CSP_OFFICER)
        )
    parts = list(kept.parts.all())
    sending.send(parts=parts, by=who(Role.CSP_OFFICER))
    decisions.accept(parts=parts, by=who(Role.MANAGER))
    after = published("prevent/national-adopted", partnership=loaded, viewer=AS_COUNCILLOR)
    assert {key: len(vintages) for key, vintages in after.by_key.items()} == {
        key: len(vintages) for key, vintages in before.by_key.items()
    }


def test_national_figures_have_no_other_area(loaded, show):
    assert show("national-referrals", "2022/23", area="England and Wales")["value"] == 6817
    with pytest.raises(CommandError, match="none for “Middlesbrough”"):
        show("national-referrals", "2022/23", area="Middlesbrough")
    with pytest.raises(CommandError, match="it has no areas"):
        show("national-referrals", "2022/23", by="area")


def test_every_figure_walks_back_to_its_return(loaded, show):
    for one in publications(show("national-referrals", "2022/23")):
        kept = Return.objects.get(sha256=one["return"]["sha256"])
        assert kept.name == one["return"]["name"]
        assert one["return"]["accepted_by"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"publication": ""},
        {"share": 37},
        {"count": None},
        {"count": None, "share": 101},
        {"breakdown": "age"},
        {"months": 2},
    ],
)
def test_the_database_refuses_a_figure_that_is_not_one(loaded, wrong):
    figure = NationalFigure.objects.filter(category="", count__isnull=False)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalFigure.objects.filter(pk=figure.pk).update(**wrong)


def test_the_moment_of_acceptance_is_in_london(loaded, show):
    answer = show("national-adopted", "2022/23", as_at="2024-03-04")
    at = publications(answer)[0]["return"]["accepted"]
    assert datetime.fromisoformat(at).astimezone(LONDON).date().isoformat() == "2024-01-24"


def test_what_collectors_wrote_for_one_another_is_not_shown(loaded, show):
    answer = show("national-adopted", "2022/23")

    assert "check against" not in str(answer)
    assert "CAUTION" not in str(answer)
