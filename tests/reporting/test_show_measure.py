import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def show(*args):
    out = StringIO()
    call_command("show_measure", *args, "--partnership", "middlesbrough", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_deck_of_2024(filled):
    told = show("crime/all-crime", "--period", "2022/23", "--against", "2021/22")

    assert told["value"] == 26450
    assert told["monthly_average"] == pytest.approx(2204.1666667)
    assert told["baselines"][0]["period"] == "2021/22"
    assert told["baselines"][0]["value"] == 24951
    assert told["baselines"][0]["difference"] == 1499
    assert told["baselines"][0]["percent"] == pytest.approx(6.0077752)
    assert told["baselines"][0]["interval"] == pytest.approx([1.0419, 1.0786], abs=1e-4)
    assert told["baselines"][0]["verdict"] == "worse"
    assert told["sentence"].startswith("26,450 crimes were recorded in 2022/23, 6.0% more")
    assert told["nature"] == told["baselines"][0]["nature"] == "measured"


def test_the_keys_are_those_of_the_design(filled):
    told = show("crime/all-crime", "--period", "2022/23")
    keys = {"value", "monthly_average", "rate", "baselines", "sentence", "findings", "sources"}
    of_baselines = {"period", "value", "difference", "percent", "interval", "verdict"}

    assert keys <= told.keys()
    assert of_baselines | {"warnings", "refusal"} <= told["baselines"][0].keys()


def test_a_gap_is_named(filled):
    told = show("crime/all-crime", "--period", "2023/24")

    assert told["value"] == told["rate"] == {"gap": "not supplied"}
    assert told["baselines"][0]["refusal"] == "there is no figure to show for this period"


@pytest.mark.parametrize(("by", "rows"), [("area", 20), ("category", 11)])
def test_rows_add_up_to_the_value(filled, by, rows):
    told = show("crime/all-crime", "--period", "2022/23", "--by", by)

    assert len(told["rows"]) == rows
    assert sum(row["value"] for row in told["rows"]) == told["value"]


def test_without_json_it_reads_like_the_page(filled):
    out = StringIO()
    asked = ("--partnership", "middlesbrough", "--period", "2022/23", "--by", "category")
    call_command("show_measure", "crime/all-crime", *asked, stdout=out)

    assert out.getvalue().startswith("26,450 crimes were recorded in 2022/23, 6.0% more")
    assert "Burglary: 1," in out.getvalue()


def test_an_area_is_named_as_people_do(filled):
    assert (
        show("crime/burglary", "--period", "2022/23 Q3", "--area", "hemlington")["area"]
        == "Hemlington"
    )


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("crime/none", "--period", "2022/23"), "There is no measure “crime/none”."),
        (("crime/all-crime", "--period", "2022"), "“2022” is not a period"),
        (("crime/all-crime", "--period", "2022/23", "--area", "Z"), "has no area “Z”"),
        (("crime/all-crime", "--period", "2022/23", "--as", "a@b.c"), "Nobody signs in as a@b.c."),
        (("crime/all-crime", "--period", "2022/23", "--as-at", "x"), "“x” is not a date"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(filled, args, sentence):
    with pytest.raises(CommandError, match=sentence):
        show(*args)


@pytest.mark.parametrize(
    ("against", "label"),
    [
        ("pre-covid", "before Covid (2019/20)"),
        ("mean-3-without-lockdown", "average of the 3 years before, without the lockdown year"),
        ("2018/19", "2018/19"),
    ],
)
def test_any_baseline_may_be_named(filled, against, label):
    told = show("crime/all-crime", "--period", "2022/23", "--against", against)

    assert told["baselines"][0]["label"].startswith(label)


def test_a_rolling_year_says_which_twelve_months_it_is(filled):
    told = show("crime/all-crime", "--period", "2022/23 Q2", "--against", "rolling-year")
    first = told["baselines"][0]

    assert (first["compared"], first["period"]) == (
        "2021-10..2022-09",
        "October 2020 to September 2021",
    )
    assert "in the 12 months to September 2022" in told["sentence"]
