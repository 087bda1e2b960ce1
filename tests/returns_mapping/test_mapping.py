"""Mappings: kept for the next file, changes noticed, wrong ones caught, and who may make them."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from measures.counts import Gap
from partnership.models import AuditEvent, Role
from partnership.places.geography import geography
from returns.catalogue.limits import LIMITS
from returns.in_use.stored_rows import unpack
from returns.lifecycle import decisions, queries, refusals, sending, uploads
from returns.lifecycle import mapping as mapping_actions
from returns.mapping.sheets import Gives, SheetMapping, Sign, TableMapping, TitleCell
from returns.models import GivenTotal, MappedReturn, Return, SavedMapping
from tests.odd_spreadsheets.writing import as_csv, as_xlsx
from tests.returns_mapping.conftest import BACKEND, RECEIVED, answer, figures_of, filled

pytestmark = pytest.mark.django_db
BURGLARIES = {"Type of offence of the whole table": "burglary"}


def _quarter(*months: str, counts=((3, 4, 5), (6, 2, 8)), heading: str = "Ward") -> bytes:
    rows = [[ward, *line] for ward, line in zip(("Acklam", "Kader"), counts, strict=True)]
    return as_csv([[heading, *months], *rows])


@pytest.fixture
def first(kept, mapped) -> Return:
    """A quarter that was mapped, so that its mapping is known."""
    return mapped(kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "Q4.csv"), BURGLARIES)


def _at(name: str, *args) -> str:
    return reverse(f"returns:{name}", args=["middlesbrough", *args])


def _told(of_return: Return, severity: str) -> list[str]:
    return [one["message"] for one in of_return.findings if one["severity"] == severity]


# --- The next file ---------------------------------------------------------------------------
def test_a_file_of_too_many_unknown_tables_says_so_and_is_not_kept(kept):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(LIMITS.mapped_tables + 1):
            archive.writestr(f"{number}.csv", "Ward,Apr-22\nAcklam,3\nKader,4\n")
    with pytest.raises(refusals.UploadRefused, match="holds 51 tables"):
        kept(held.getvalue(), "many.zip")


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [(151_000, 3, "holds 151,001 rows"), (60_000, 30, "holds 1,800,030 cells")],
)
def test_an_unknown_table_that_would_hold_up_the_page_says_so_and_is_not_kept(
    kept, rows, columns, said
):
    line = b"Acklam" + b",3" * (columns - 1) + b"\n"
    heading = b"Ward" + b"".join(b",X%d" % number for number in range(columns - 1)) + b"\n"
    with pytest.raises(refusals.UploadRefused, match=said):
        kept(heading + line * rows, "large.csv")


def test_the_next_file_that_looks_the_same_is_read_by_the_mapping_and_says_so(first, kept, officer):
    second = kept(_quarter("Apr 2022", "May 2022", "Jun 2022"), "Q1.csv")
    assert figures_of(second) == {
        ("Acklam", "2022-04", "burglary"): 3,
        ("Acklam", "2022-05", "burglary"): 4,
        ("Acklam", "2022-06", "burglary"): 5,
        ("Kader", "2022-04", "burglary"): 6,
        ("Kader", "2022-05", "burglary"): 2,
        ("Kader", "2022-06", "burglary"): 8,
    }
    [note] = [one for one in _told(second, "note") if one.startswith("Read as")]
    assert note.startswith(f"Read as {officer} mapped “Q4.csv” on ")
    assert "Column B was “Jan 2022”, now “Apr 2022”." in note
    assert MappedReturn.objects.get(of_return=second).saved == SavedMapping.objects.get()


def test_a_table_that_stands_further_down_is_still_found(first, kept):
    rows = [["Cleveland Police"], [], ["Ward", "Apr 2022", "May 2022", "Jun 2022"]]
    lower = as_csv([*rows, ["Acklam", 1, 2, 3], ["Kader", 4, 5, 6]])
    assert figures_of(kept(lower, "Q1.csv"))["Kader", "2022-05", "burglary"] == 5


def test_a_changed_column_is_said_and_waits_for_a_person(first, kept, client, officer):
    wider = as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Jun 2022", "Jul 2022"],
            ["Acklam", 1, 2, 3, 4],
            ["Kader", 5, 6, 7, 8],
        ]
    )
    waits = kept(wider, "Q1.csv")
    assert not waits.layout
    client.force_login(officer, backend=BACKEND)
    page = client.get(_at("map", waits.pk)).text
    assert "its layout has changed" in page
    assert "Column E, “Jul 2022”, is new and is not read." in page


def test_a_typed_period_is_never_taken_for_that_of_the_next_file(kept, mapped, client, officer):
    content = as_csv([["Ward", "Burglary", "Robbery"], ["Acklam", 4, 1], ["Kader", 2, 0]])
    mapped(kept(content, "Q1.csv"), {"table-1/fixed-period": "2022/23 Q1"})
    waits = kept(content.replace(b"4,1", b"5,1"), "Q2.csv")
    assert not waits.parts.exists()
    page = client.get(_at("map", waits.pk))
    assert "The period was typed by hand: say which it is now." in page.text
    assert "table-1/fixed-period" in [question.id for question in page.context["open"]]


def test_another_agency_does_not_get_the_mapping(first, middlesbrough, officer):
    from partnership.models import Agency

    council = Agency.objects.exclude(pk=first.supplied_by_id).filter(partnerships=middlesbrough)[0]
    with pytest.raises(refusals.UploadRefused):
        uploads.upload(
            file=io.BytesIO(_quarter("Apr 2022", "May 2022", "Jun 2022")),
            name="Q1.csv",
            partnership=middlesbrough,
            by=officer,
            supplied_by=council,
            at=RECEIVED,
        )


def test_load_return_uses_a_saved_mapping_and_says_so(
    middlesbrough, somebody, supplier, kept, mapped, tmp_path, capsys
):
    mapped(kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "Q4.csv"), BURGLARIES)
    file = tmp_path / "Q1 emailed.csv"
    file.write_bytes(_quarter("Apr 2022", "May 2022", "Jun 2022"))
    call_command(
        "load_return",
        str(file),
        "--partnership=middlesbrough",
        f"--as={supplier.email}",
        "--json",
    )
    [told] = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "checked"
    assert told["recognised_as"] == "A spreadsheet, as it was mapped"
    assert any("mapped “Q4.csv”" in one for one in told["sentences"])
    assert figures_of(Return.objects.get(pk=told["of_return"]))["Kader", "2022-06", "burglary"] == 8


def test_load_return_refuses_what_nobody_has_mapped(middlesbrough, supplier, tmp_path, capsys):
    file = tmp_path / "new.csv"
    file.write_bytes(_quarter("Apr 2022", "May 2022", "Jun 2022"))
    with pytest.raises(SystemExit):
        call_command(
            "load_return", str(file), "--partnership=middlesbrough", f"--as={supplier.email}"
        )
    assert "These are not the headings" in capsys.readouterr().out
    assert not Return.objects.exists()


def test_the_history_shows_how_a_return_was_read(first, client, officer):
    page = client.get(_at("one", first.pk)).text
    assert "How it was read" in page
    assert "Column A (“Ward”)" in page
    assert "Headings in row 1" in page


def test_a_mapping_may_be_changed_until_the_return_is_sent(first, mapped, client, officer):
    again = mapped(first, {"Type of offence of the whole table": "robbery"})
    assert set(figures_of(again)) == {
        (ward, month, "robbery")
        for ward in ("Acklam", "Kader")
        for month in ("2022-01", "2022-02", "2022-03")
    }
    assert SavedMapping.objects.filter(ended_at__isnull=True).count() == 1
    for question in queries.asked_of(again, list(again.parts.all())):
        sending.confirm_query(of_return=again, key=question.key, explanation="So", by=officer)
    sending.send(parts=list(again.parts.all()), by=officer)
    response = client.post(_at("map", again.pk), {"use": "1"}, follow=True)
    assert mapping_actions.SENT_ALREADY in response.text


def test_a_mapping_is_the_same_after_it_was_kept():
    table = TableMapping(
        sheet="Q1",
        heading_rows=(2, 3),
        first_row=4,
        last_row=9,
        columns={1: Gives.AREA, 2: "offence", 4: Gives.COUNT},
        headings={3: Gives.WITHIN},
        sheet_gives=Gives.YEAR,
        titles=(TitleCell(1, 2, Gives.PERIOD),),
        fixed={"offence": "burglary", Gives.AREA: "E05009853"},
        every_sheet=True,
        fill_down=False,
        seen={1: "Ward"},
    )
    mapping = SheetMapping(
        "crime",
        "police-return",
        (table,),
        names={Gives.AREA: {"Acklm": "E05009853"}, "offence": {"Burglry": "burglary"}},
        signs={"-": Sign.NONE},
    )
    assert SheetMapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


# --- Wrong mappings --------------------------------------------------------------------------
def _findings(client, of_return: Return, answers: dict) -> list:
    page = answer(client, of_return, answers)
    report = page.context["result"].report
    return [*(one.message for one in report.errors), *_queries(client, of_return)]


def _queries(client, of_return: Return) -> list[str]:
    draft = SheetMapping.from_json(MappedReturn.objects.get(of_return=of_return).description)
    report = mapping_actions.read_draft(of_return, draft).reading.report
    return [one.message for one in report.queries]


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer, backend=BACKEND)
    return client


def test_a_column_of_percentages_is_no_column_of_counts(kept, signed_in):
    content = as_csv(
        [["Ward", "Apr 2022", "% of town"], ["Acklam", 30, "30.5%"], ["Kader", 70, "69.5%"]]
    )
    answers = {**BURGLARIES, "table-1/column-C": "count", "table-1/heading-1": "period"}
    found = _findings(signed_in, kept(content, "odd.csv"), answers)
    assert "Column C (“% of town”) holds percentages or rates, which are not counts." in found


def test_whole_percentages_without_a_sign_are_asked_about(kept, signed_in):
    wards = ("Acklam", "Kader", "Park", "Newport", "Central")
    content = as_csv([["Ward", "Apr 2022"], *zip(wards, (11, 9, 20, 25, 35), strict=True)])
    found = _findings(signed_in, kept(content, "odd.csv"), BURGLARIES)
    assert "Column B (“Apr 2022”) adds up to 100: are these percentages?" in found


def test_a_totals_row_taken_for_a_ward_is_an_error(kept, signed_in):
    content = as_csv(
        [
            ["Ward", "Apr 2022", "May 2022"],
            ["Acklam", 13, 14],
            ["Kader", 5, 6],
            ["Park", 7, 8],
            ["Boro", 25, 28],
        ]
    )
    answers = {**BURGLARIES, "“Boro”": "Central"}
    found = _findings(signed_in, kept(content, "odd.csv"), answers)
    assert any("is the sum of all the others in each of 2 columns" in one for one in found)


def test_the_same_row_called_a_total_is_set_aside(kept, mapped):
    content = as_csv(
        [
            ["Ward", "Apr 2022", "May 2022"],
            ["Acklam", 13, 14],
            ["Kader", 5, 6],
            ["Park", 7, 8],
            ["Boro", 25, 28],
        ]
    )
    of_return = mapped(kept(content, "odd.csv"), {**BURGLARIES, "“Boro”": "A total of others"})
    assert {area for area, _, _ in figures_of(of_return)} == {"Acklam", "Kader", "Park"}
    assert any(
        "2 totals rows were set aside; they agree" in one for one in _told(of_return, "note")
    )


def test_running_totals_are_asked_about(kept, signed_in):
    content = as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Jun 2022", "Jul 2022"],
            ["Acklam", 3, 7, 12, 13],
            ["Kader", 6, 8, 16, 21],
            ["Park", 0, 4, 4, 9],
        ]
    )
    found = _findings(signed_in, kept(content, "odd.csv"), BURGLARIES)
    assert any(one.startswith("Each month is at least the one before") for one in found)


def test_months_that_rise_by_chance_are_not_asked_about(kept, signed_in):
    content = as_csv([["Area", "Apr 2022", "May 2022", "Jun 2022"], ["Middlesbrough", 1, 2, 3]])
    found = _findings(signed_in, kept(content, "odd.csv"), BURGLARIES)
    assert not any("running totals" in one for one in found)


def test_a_total_that_does_not_agree_is_an_error(kept, signed_in):
    content = as_csv([["Ward", "Apr 2022"], ["Acklam", 13], ["Kader", 5], ["Middlesbrough", 99]])
    found = _findings(signed_in, kept(content, "odd.csv"), BURGLARIES)
    assert any(
        "The total is 99, but the figures that it adds up come to 18." in one for one in found
    )


def test_a_dash_is_asked_about_and_never_a_zero_by_guess(kept, signed_in):
    content = as_csv([["Ward", "Apr 2022"], ["Acklam", 13], ["Kader", "-"]])
    of_return = kept(content, "odd.csv")
    page = answer(signed_in, of_return, BURGLARIES)
    assert [question.id for question in page.context["open"]] == ["sign/-"]
    assert not page.context["result"].report.errors
    response = answer(signed_in, of_return, {}, use=True)
    assert response.status_code == 422
    assert "“-” in place of a count (once)" in response.text
    assert not of_return.parts.exists()


def test_a_dash_is_remembered_for_the_next_file(kept, mapped):
    content = as_csv([["Ward", "Apr 2022"], ["Acklam", 13], ["Kader", "-"]])
    mapped(kept(content, "Q1.csv"), {**BURGLARIES, "sign/-": "NOT_SUPPLIED"})
    later = kept(content.replace(b"Apr", b"May"), "Q2.csv")
    assert figures_of(later)["Acklam", "2022-05", "burglary"] == 13
    rows = unpack(bytes(later.parts.get().rows))
    assert not (rows["count"] == 0).any()


# --- What is kept, and who may ---------------------------------------------------------------
def _upload(client, content: bytes, name: str, police):
    return client.post(
        _at("upload"),
        {
            "uploads": SimpleUploadedFile(name, content),
            "how": "email",
            "received_on_day": "9",
            "received_on_month": "1",
            "received_on_year": "2023",
            "supplied_by": police.pk,
        },
    )


def test_an_upload_that_is_not_recognised_leads_to_the_mapping(signed_in, police):
    response = _upload(signed_in, _quarter("Jan 2022", "Feb 2022", "Mar 2022"), "q4.csv", police)
    page = signed_in.get(response["Location"], follow=True)
    assert page.redirect_chain[-1:] in ([], [(_at("map", Return.objects.get().pk), 302)])
    assert "The portal does not know this table." in page.text


def test_people_in_any_row_keep_a_file_from_being_kept(signed_in, police):
    rows = [[ward, "2022-04", 3, ""] for ward in ["Acklam", "Kader"] * 20]
    rows[35][3] = "Mrs Jane Example"
    content = as_csv([["Place", "When", "How many", "Notes"], *rows])
    response = _upload(signed_in, content, "q4.csv", police)
    assert response.status_code == 422
    assert not Return.objects.exists()


def test_a_supplier_maps_its_own_agencys_files_and_nobody_elses(kept, client, supplier, somebody):
    of_return = kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "q4.csv")
    client.force_login(supplier, backend=BACKEND)
    assert client.get(_at("map", of_return.pk)).status_code == 200
    other = somebody(Role.SUPPLIER, agency="middlesbrough-council")
    client.force_login(other, backend=BACKEND)
    assert client.get(_at("map", of_return.pk)).status_code == 404
    client.force_login(somebody(Role.COUNCILLOR), backend=BACKEND)
    assert client.get(_at("map", of_return.pk)).status_code == 403


def test_a_file_that_nobody_maps_can_be_thrown_away(kept, signed_in):
    of_return = kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "q4.csv")
    response = signed_in.post(_at("map_discard", of_return.pk), follow=True)
    assert "is thrown away" in response.text
    assert not Return.objects.exists()
    assert AuditEvent.objects.filter(kind="return-discarded").exists()


def test_a_mapped_return_cannot_be_thrown_away(first, signed_in):
    signed_in.post(_at("map_discard", first.pk))
    assert Return.objects.filter(pk=first.pk).exists()


def test_the_result_shows_while_the_answers_are_chosen(kept, signed_in):
    of_return = kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "q4.csv")
    form = signed_in.get(_at("map", of_return.pk)).context["form"]
    given = filled(form, {"table-1/fixed-offence": "burglary"})
    page = signed_in.post(_at("map_preview", of_return.pk), given)
    assert page.context["result"].rows[0].cells == ("Acklam", "Burglary", "3")
    assert not MappedReturn.objects.filter(of_return=of_return).exists()
    wrong = signed_in.post(
        _at("map_preview", of_return.pk), filled(form, {"table-1/heading-1": ""})
    )
    assert "table-1/heading-1" in [question.id for question in wrong.context["open"]]


def test_the_tables_of_other_sheets_are_offered_and_said_not_to_be_read(kept, signed_in):
    quarter = [["Notes"], [], ["Area name", "Apr 2022"], ["Acklam", 3]]
    content = as_xlsx({"Q1": [["Ward", "Apr 2022"], ["Acklam", 3]], "Q2": quarter})
    of_return = kept(content, "odd.xlsx")
    page = signed_in.get(_at("map", of_return.pk))
    asked = {question.id: question for question in page.context["form"].questions.values()}
    assert (asked["table-1/read"].chosen, asked["table-2/read"].chosen) == ("yes", "no")
    assert "The sheet “Q2” is not read." in page.text
    other = answer(signed_in, of_return, {"table-1/read": "no", "table-2/read": "yes"})
    asked = {question.id: question for question in other.context["form"].questions.values()}
    assert (asked["table-2/headings"].chosen, asked["table-2/figures"].chosen) == ("3", "4-")


@pytest.mark.parametrize("step", ["table", "columns", "names", "result"])
def test_addresses_of_the_old_steps_lead_to_the_page(kept, signed_in, step):
    of_return = kept(_quarter("Jan 2022", "Feb 2022", "Mar 2022"), "q4.csv")
    response = signed_in.get(_at("map", of_return.pk, step))
    assert (response.status_code, response["Location"]) == (302, _at("map", of_return.pk))


def test_a_mapped_return_goes_into_use_like_any_other(first, officer, second):
    parts = list(first.parts.all())
    for question in queries.asked_of(first, parts):
        sending.confirm_query(of_return=first, key=question.key, explanation="So", by=officer)
    sending.send(parts=parts, by=officer)
    decisions.accept(parts=parts, by=second)
    from crime.models import RecordedCrime

    facts = RecordedCrime.objects.filter(area__name="Kader", offence="burglary")
    assert list(facts.order_by("start").values_list("count", flat=True)) == [6, 2, 8]
    gaps = set(RecordedCrime.objects.exclude(gap=None).values_list("gap", flat=True))
    assert gaps == {Gap.NOT_SUPPLIED.value}


@pytest.mark.parametrize("called", ["Total", "Middlesbrough"])
def test_a_total_over_hidden_counts_is_kept_with_the_return(kept, mapped, middlesbrough, called):
    wards = [ward.name for ward in geography(middlesbrough).wards]
    counts = ["<5"] * 3 + [10] * (len(wards) - 3)
    content = as_csv(
        [
            ["Ward", "Apr 2022", "May 2022"],
            *([ward, count, 6] for ward, count in zip(wards, counts, strict=True)),
            [called, 10 * (len(wards) - 3) + 7, 6 * len(wards)],
        ]
    )
    of_return = mapped(kept(content, "odd.csv"), BURGLARIES)
    [given] = GivenTotal.objects.filter(part__of_return=of_return)
    assert (given.start.month, given.count) == (4, 10 * (len(wards) - 3) + 7)
    assert given.row == len(wards) + 2
