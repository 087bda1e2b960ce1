"""The slides of the example say what the deck of March 2024 said, where that was right."""

from __future__ import annotations

import pytest

from reporting.content.description import Table
from reporting.content.proofs import Bars, Columns, Slopes, TileMap, Tiles, Weight
from reporting.packs.sections.registry import DataMissing
from tests.packs.presented.reading import LATER, drawn, presented, sentences, words_of
from tests.packs.presented.test_every_slide import CHANNEL, PREVENT, STATED, WARDS, YEAR


def _measure(partnership, measure: str):
    [slide] = presented(partnership, "measure", {"measure": measure, "period": YEAR}).slides
    return slide


def _findings(slide) -> list[tuple[str, str]]:
    return [(finding.figure.text, finding.words.text) for finding in slide.findings]


def test_crime(with_demonstration):
    slide = _measure(with_demonstration, "crime/all-crime")

    assert slide.title.text == "All recorded crime rose 6.0% in 2022/23, to 26,450"
    assert _findings(slide) == [
        ("+1,499", "on the 24,951 of 2021/22 (+6.0%)"),
        ("+14.7%", "on the 23,069 of 2019/20, the last year before Covid"),
        ("2,204", "a month on average, against 2,079 in 2021/22"),
    ]
    [shown] = slide.shown
    assert isinstance(shown.proof, Columns)
    assert shown.proof.main == YEAR
    assert [cell.is_illustrative for cell in shown.proof.layers[0].cells] == [
        year == "2020/21" for year in shown.proof.at
    ]


def test_antisocial_behaviour_says_nothing_of_years_that_are_made_up(with_demonstration):
    slide = _measure(with_demonstration, "asb/incidents")

    assert slide.title.text == "ASB incidents fell 22.3% in 2022/23, to 5,475"
    assert _findings(slide)[:2] == [
        ("−1,575", "on the 7,050 of 2021/22 (−22.3%)"),
        ("456", "a month on average, against 588 in 2021/22"),
    ]
    [shown] = slide.shown
    assert isinstance(shown.proof, Columns)
    assert shown.proof.at == ("2021/22", YEAR)  # those before are made up
    assert not any(cell.is_illustrative for cell in [*drawn(slide), *words_of(slide)])


def test_fires_have_both_classes_and_three_baselines(with_demonstration):
    slide = _measure(with_demonstration, "fires/deliberate")

    assert [figure for figure, _ in _findings(slide)] == ["+0.4%", "+25.1%", "+20.2%"]
    assert _findings(slide)[0][1] == "on the 1,661 of 2021/22 (7\u00a0more), about the same"
    assert _findings(slide)[2][1] == "on 1,388, the average of 2019/20 to 2021/22"
    [shown] = slide.shown
    assert isinstance(shown.proof, Columns)
    assert [layer.label.text for layer in shown.proof.layers] == [
        "F3 secondary −0.7%",
        "F1 primary +11.7%",
    ]
    assert [layer.cells[-1].number for layer in shown.proof.layers] == [1506, 162]
    assert [cell.number for cell in shown.proof.totals] == [1333, 1170, 1661, 1668]
    assert (
        "The hatched split is illustrative. Worked back: one of several that fit." in slide.source
    )
    assert (
        "Of 2020/21 the total, about 1,170, is worked back; only its split is made up, and hatched."
        in sentences(slide)
    )
    answer = slide.notes.questions[-1].answer.text
    assert answer.startswith("The total, about 1,170, is worked back; only its split is made up.")
    assert "one of several that fit" in answer


def test_violence_is_the_highest_of_five_years(with_demonstration):
    slide = _measure(with_demonstration, "violence/serious")

    assert _findings(slide) == [
        ("+79", "on the 645 of 2021/22 (+12.2%)"),
        ("+51.8%", "on the 477 of 2018/19"),
        ("Highest", "of the 5 years from 2018/19 to 2022/23"),
    ]
    assert slide.under[0].text == "The change is not judged: only yearly totals are known."
    assert "No shared definition is agreed yet" in slide.under[1].text
    assert slide.source.endswith(
        "Worked back: 2019/20 and 2020/21 one of several that fit; 2018/19 the nearest."
    )
    assert slide.notes.questions[-1].answer.text == (
        "477 (2018/19) is the nearest whole number to a published percentage, which none fits"
        " exactly. 520 (2019/20) and 489 (2020/21) are each one of several that fit the published"
        " percentages. 645 (2021/22) alone fits what was published."
    )


def test_wards_are_named_as_the_document_states(with_demonstration):
    found = presented(with_demonstration, "wards", {**WARDS, **STATED}, key="wards")
    [slide] = found.slides
    [shown] = slide.shown
    assert isinstance(shown.proof, Bars)

    by_name = {row.label: row for row in shown.proof.rows}
    assert [row.label for row in shown.proof.rows][:2] == ["Ayresome", "Trimdon"]
    assert not by_name["Hemlington"].cell.is_illustrative
    assert by_name["Acklam"].cell.is_illustrative
    assert by_name["Ayresome"].weight is Weight.ATTENTION
    assert [figure for figure, _ in _findings(slide)] == ["+44%", "+42%", "−34.7%"]
    assert [cell.number for cell in slide.title.cells] == [18, 20]
    [annex] = found.annex
    assert annex.is_illustrative
    [table] = (shown.proof for shown in annex.shown)
    assert isinstance(table, Table)
    assert table.rows[-1].is_total
    assert slide.title.text.endswith(", the update states")
    assert "illustrative" in slide.notes.source
    assert slide.notes.source.startswith("Solid: as the update of 4 March 2024 states.")
    quoted = "The changes of Ayresome, Trimdon and Hemlington are quoted from "
    assert f"{quoted}the update of 4 March 2024." in sentences(slide)


def test_wards_that_are_made_up_carry_no_finding(with_demonstration):
    [slide] = presented(with_demonstration, "wards", WARDS).slides

    assert slide.findings == ()
    assert slide.title.cells == ()


def test_localities_of_wardens_carry_only_what_was_stated(with_demonstration):
    settings = {"measure": "asb/warden-reports", "period": YEAR}
    [slide] = presented(with_demonstration, "localities", settings).slides
    assert slide.findings == ()

    stated = {"stated": "North | fewer each year", "stated_title": "Fewer in the North"}
    [slide] = presented(with_demonstration, "localities", {**settings, **stated}).slides
    [shown] = slide.shown
    assert isinstance(shown.proof, Slopes)
    assert shown.is_illustrative
    assert len(shown.proof.lines) == 4
    assert _findings(slide) == [("North", "fewer each year")]


def test_a_statement_that_cannot_be_read_is_told(with_demonstration):
    with pytest.raises(DataMissing, match="no statement"):
        presented(with_demonstration, "wards", {**WARDS, "stated": "Ayresome +44%"})


def test_the_year_has_four_local_tiles_and_one_of_the_nation(with_demonstration):
    [slide] = presented(with_demonstration, "year-on-one-slide", {"period": YEAR}).slides
    [shown] = slide.shown
    assert isinstance(shown.proof, Tiles)

    assert [tile.number.number for tile in shown.proof.tiles] == [26450, 5475, 1668, 724, 6817]
    assert [tile.is_elsewhere for tile in shown.proof.tiles] == [False] * 4 + [True]
    assert [tile.change.text for tile in shown.proof.tiles] == [
        "▲ 6.0% more",
        "▼ 22.3% fewer",
        "● about the same",
        "▲ 12.2% more",
        "▲ 6.4% more",
    ]
    assert len(shown.proof.sentences) == 3
    assert " ".join((shown.proof.sentences[-1][0], shown.proof.sentences[-1][1].text)) == (
        "These changes are not judged: only yearly totals are known"
    )
    assert [tile.base.text for tile in shown.proof.tiles] == [
        *["Middlesbrough"] * 4,
        "England and Wales",
    ]
    assert "Home Office" in slide.source


def test_street_crime_is_real_and_adds_up(with_demonstration):
    found = presented(
        with_demonstration, "street-crime", {"period": "2023"}, at=LATER, key="street"
    )
    [slide] = found.slides
    tiles, types = (shown.proof for shown in slide.shown)
    assert isinstance(tiles, TileMap)
    assert isinstance(types, Bars)

    assert not any(cell.is_illustrative for cell in drawn(slide))
    assert len({(tile.column, tile.row) for tile in tiles.tiles}) == 20
    assert types.rows[-1].weight is Weight.REST
    assert sum(row.cell.number or 0 for row in types.rows) == pytest.approx(100)
    assert len(tiles.steps) == len({tile.step for tile in tiles.tiles})
    assert "data.police.uk" in slide.source
    [annex] = found.annex
    rows = [row for shown in annex.shown for row in shown.proof.rows]  # type: ignore[union-attr]
    assert len(rows) == 21
    assert rows[-1].entries[0] == "Middlesbrough, in all"
    assert rows[-1].is_total
    assert "Residents: ONS, mid-" in annex.source
    assert all(each.source.count("police send us: do not compare.") == 1 for each in (slide, annex))


def test_neighbours_are_the_four_of_the_force(with_demonstration):
    [slide] = presented(with_demonstration, "neighbours", {"period": "2023"}, at=LATER).slides

    rows = [
        {row.label: round(row.cell.number or 0) for row in shown.proof.rows}
        for shown in slide.shown
        if isinstance(shown.proof, Bars)
    ]
    assert rows == [
        {
            "Middlesbrough": 175,
            "Hartlepool": 152,
            "Redcar and Cleveland": 122,
            "Stockton-on-Tees": 121,
        },
        {
            "Middlesbrough": 38,
            "Hartlepool": 34,
            "Redcar and Cleveland": 28,
            "Stockton-on-Tees": 25,
        },
    ]


def test_national_shares_add_up_with_what_no_list_has(with_demonstration):
    [prevent] = presented(with_demonstration, "national-figures", PREVENT).slides
    [channel] = presented(with_demonstration, "national-figures", CHANNEL).slides

    concerns = prevent.shown[1].proof
    adopted, ages = (shown.proof for shown in channel.shown)
    assert isinstance(concerns, Bars)
    assert isinstance(adopted, Bars)
    assert isinstance(ages, Bars)
    assert [row.cell.number for row in concerns.rows] == [37, 19, 11, 2, 1, 30]
    assert [row.cell.number for row in adopted.rows] == [296, 115, 103, 18, 13, 100]
    assert [row.cell.number for row in ages.rows] == [31, 32, 14, 23]
    assert {bars.rows[-1].weight for bars in (concerns, adopted, ages)} == {Weight.REST}
    assert [cell.text for cell in channel.title.cells] == ["645", "6,817", "9.5%"]
    assert prevent.title.text == "Referrals to Prevent rose 6.4% in 2022/23, to 6,817"
    assert "65% were Islamist-extremist, 27% Extreme right-wing and 8%" in prevent.under[-1].text
    assert channel.shown[1].heading == "Referrals to Prevent by age, where known, 2022/23"
    # 32% is no more than a point above 31%, and so not the largest.
    assert Weight.MAIN not in {row.weight for row in ages.rows}
    assert adopted.rows[0].weight is Weight.MAIN


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("measure", {"measure": "crime/all-crime", "period": "2011/12"}),
        ("measure", {"measure": "crime/no-such", "period": YEAR}),
        ("wards", {"measure": "asb/warden-reports", "period": YEAR}),
        ("localities", {"measure": "crime/all-crime", "period": "2011/12"}),
        ("street-crime", {"period": "2011"}),
        ("neighbours", {"period": "2011"}),
        ("neighbours", {"period": "not a period"}),
        ("year-on-one-slide", {"period": "2011/12"}),
        ("national-figures", {}),
        ("national-figures", {**PREVENT, "period": "2011/12"}),
    ],
)
def test_what_is_not_held_is_told_as_missing(with_demonstration, kind, settings):
    with pytest.raises(DataMissing):
        presented(with_demonstration, kind, settings)
