"""The two layouts of published figures, everything that can be wrong in them, and local counts."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command

from partnership.models import AuditEvent, Role
from partnership.models.records import Record
from prevent.models import NationalFigure
from returns.catalogue.findings import Check, Severity
from returns.catalogue.registry import datasets
from returns.lifecycle import refusals, uploads
from returns.models import Fact, Part, Return
from returns.models.published import PublishedFigure
from tests.prevent.conftest import FIXTURES

HEAD = "Period,Series,Category,Value,Unit,Known cases,Publication,Link"
RIGHT = "2022/23,Referrals to Prevent,Total,6817,number,,A release,"


def upload(text, partnership, by, **options):
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return uploads.upload(file=file, name="f.csv", partnership=partnership, by=by, **options)


@pytest.fixture
def officer(who):
    return who(Role.CSP_OFFICER)


def errors(kept):
    return [one for one in kept.findings if one["severity"] == Severity.ERROR.value]


def test_the_collected_file_is_recognised_and_read(middlesbrough, officer):
    content = (FIXTURES / "prevent_national_figures.csv").read_bytes()
    kept = upload(content, middlesbrough, officer)
    assert kept.layout == "prevent-collected-figures"
    assert errors(kept) == []
    (part,) = kept.parts.all()
    # All lines but the headings and the region.
    assert part.row_count == len(content.decode().strip().splitlines()) - 2


@pytest.mark.shared_data
def test_the_collected_file_is_the_shared_one(shared_data):
    theirs = shared_data / "published" / "prevent_national_figures.csv"
    assert theirs.read_bytes() == (FIXTURES / "prevent_national_figures.csv").read_bytes()


def test_the_file_of_the_demonstration_ends_with_what_was_out_on_its_day():
    every = (FIXTURES / "prevent_national_figures.csv").read_text().splitlines()
    out = (FIXTURES / "prevent_national_figures_to_2023-24.csv").read_text().splitlines()
    assert out == [line for line in every if not line.startswith("2024/25,")]


def test_a_regions_figure_is_left_out_and_told_of(loaded):
    kept = Return.objects.get(name="prevent_national_figures_to_2023-24.csv")
    told = [one for one in kept.findings if "region" in one["message"]]
    assert [one["row"] for one in told] == [8]
    assert not NationalFigure.objects.filter(count=1273).exists()


@pytest.mark.parametrize(
    ("line", "check", "said"),
    [
        ("2022/24,Referrals to Prevent,Total,1,number,,A,", Check.MONTHS, "2022/24"),
        ("2090/91,Referrals to Prevent,Total,1,number,,A,", Check.MONTHS, "in the future"),
        ("31 June 2023,Referrals to Prevent,,1,number,,A,", Check.MONTHS, "31 June 2023"),
        ("2022/23,Referrals to Prevent,11 to 15,1,number,,A,", Check.CATEGORIES, "never joined"),
        ("2022/23,Referrals to Prevent,Total,about 7,number,,A,", Check.COUNTS, "about 7"),
        ("2022/23,Referrals to Prevent,Total,-4,number,,A,", Check.COUNTS, "-4"),
        ("2022/23,Referrals to Prevent,Islamist,101%,percent,,A,", Check.COUNTS, "101%"),
        ("2022/23,Referrals to Prevent,Islamist,11%,percent,some,A,", Check.COUNTS, "some"),
        ("2022/23,Referrals to Prevent,Total,6817,number,,,", Check.CITED, "does not say where"),
        ("2022/23,Referrals to Prevent,Total,1,number,,A,ftp://a", Check.CITED, "ftp://a"),
        (f"{RIGHT}\n{RIGHT.replace('6817', '6818')}", Check.ONCE, "6,817 in row 2, and 6,818"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(middlesbrough, officer, line, check, said):
    kept = upload(f"{HEAD}\n{line}\n", middlesbrough, officer)
    (error,) = errors(kept)
    assert error["check"] == check.name
    assert said in error["message"]
    assert error["row"] in (2, 3)
    assert not kept.parts.exists()


@pytest.mark.parametrize(
    ("series", "category"),
    [("Knife crime", "Total"), ("Referrals to Prevent", "Redcar"), ("Prevent in Leeds", "Total")],
)
def test_what_could_be_a_place_is_not_kept(middlesbrough, officer, series, category):
    with pytest.raises(refusals.UploadRefused, match="In case it is a local number"):
        upload(f"{HEAD}\n2022/23,{series},{category},12,,,A,\n", middlesbrough, officer)
    assert not Return.objects.exists()


def test_all_that_is_wrong_is_told_at_once(middlesbrough, officer):
    lines = [
        "2022/24,Referrals to Prevent,Total,1,,,A,",
        "2022/23,Referrals to Prevent,Total,1,,,,",
    ]
    kept = upload("\n".join([HEAD, *lines]), middlesbrough, officer)
    assert len(errors(kept)) == 2


def test_a_line_without_a_figure_says_nothing(middlesbrough, officer):
    blank = RIGHT.replace("6817", "")
    kept = upload(f"{HEAD}\n{RIGHT}\n{blank}\n", middlesbrough, officer)
    assert errors(kept) == []
    assert kept.parts.get().row_count == 1


# --- Local counts ----------------------------------------------------------------------------
LOCAL = {
    "a sheet of wards": "Month,Ward,Prevent referrals\n2023-01,Central,3\n",
    "a sheet of a district": "Year,Council,Channel cases\n2022/23,Middlesbrough,5\n",
    "a title above it": "Referrals to Prevent by ward\n\nWard,Count\nCentral,3\n",
    "a category": "Month,Ward,Kind,Count\n2023-01,Central,Prevent referral,3\n",
    "a column of the police's return": (
        "Month,Ward code,Offence group,Offences,Prevent referrals\n2022-04,E05009853,Robbery,1,2\n"
    ),
    "an area beside a national figure": (
        f"{HEAD},Area\n2022/23,Referrals to Prevent,Total,12,number,,A,,Middlesbrough\n"
    ),
    "a ward's code beside it": (
        f"{HEAD},Ward code\n2022/23,Referrals to Prevent,Total,12,number,,A,,E05009857\n"
    ),
    "a place in the category": (
        f"{HEAD}\n2022/23,Referrals to Prevent,Middlesbrough,12,number,,A,\n"
    ),
    "a ward in the category": f"{HEAD}\n2022/23,Referrals to Prevent,Kader,12,,,A,\n",
    "a code in the category": f"{HEAD}\n2022/23,Referrals to Prevent,E08000001,12,,,A,\n",
}


@pytest.mark.parametrize("text", LOCAL.values(), ids=LOCAL.keys())
def test_local_counts_are_refused_and_not_kept(middlesbrough, officer, text):
    with pytest.raises(refusals.UploadRefused, match="does not accept them at all") as refusal:
        upload(text, middlesbrough, officer)
    assert "not stored" in str(refusal.value)
    assert not Return.objects.exists()
    assert not Part.objects.exists()
    event = AuditEvent.objects.filter(kind="return-refused").get()
    assert "NATIONAL" in event.detail["checks"]


def test_a_category_far_down_a_known_return_gives_local_counts_away(middlesbrough, officer):
    lines = [f"2022-04,E05009853,Robbery,{number}" for number in range(60)]
    lines.append("2022-04,E05009853,Prevent referral,2")
    text = "\n".join(["Month,Ward code,Offence group,Offences", *lines])
    with pytest.raises(refusals.UploadRefused, match="does not accept them at all"):
        upload(text, middlesbrough, officer)


def test_the_command_line_refuses_them_too(middlesbrough, tmp_path):
    file = tmp_path / "local.csv"
    file.write_text(LOCAL["a sheet of wards"])
    printed = io.StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "load_return", str(file), partnership="middlesbrough", accept=True, stdout=printed
        )
    assert "does not accept them at all" in printed.getvalue()
    assert not Return.objects.exists()


def test_no_table_of_the_database_can_hold_a_local_count():
    """Beside the register, which counts no people referred, the app has one table, whose figures
    have no area; no dataset of areas speaks of Prevent."""
    of_app = apps.get_app_config("prevent").get_models()
    (model,) = (one for one in of_app if not issubclass(one, Record))
    assert issubclass(model, PublishedFigure)
    fields = {field.name for field in model._meta.get_fields()}
    assert "area" not in fields
    assert "partnership" not in fields
    of_areas = [dataset for dataset in datasets if issubclass(dataset.fact, Fact)]
    told = [
        category.label
        for dataset in of_areas
        for source in dataset.sources
        for listed in source.categories.values()
        for category in listed
        if any(one.withheld.words.search(category.label) for one in datasets.published)
    ]
    assert told == []


def test_no_measure_of_prevent_takes_an_area():
    for dataset in datasets.published:
        for series in dataset.series:
            assert series.extent in {"England and Wales", "Great Britain"}
