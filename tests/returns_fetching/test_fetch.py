"""Street files fetched from a server on loopback: what is new, what isn't, and what is a lie."""

from __future__ import annotations

import io
import zipfile

import pytest

from measures.periods import Period
from partnership.models import AuditEvent, Role
from partnership.people.permissions import AS_COUNCILLOR
from reporting.queries import figures as queries
from returns.models import FetchedFile, Part, Return, StreetFetch
from tests.returns_fetching.server import archive, street_file

pytestmark = pytest.mark.django_db

OCTOBER = street_file("2024-10")
NOVEMBER = street_file("2024-11")
# Longer than a block, and of bytes that no packing makes shorter.
OTHERS = {"2024-11-durham-street.csv": bytes(range(256)) * 4000}
BOTH = {"2024-10-cleveland": OCTOBER, "2024-11-cleveland": NOVEMBER}


def outcomes(fetch: StreetFetch) -> dict[str, str]:
    assert fetch.problem == ""
    return {file.name[:7]: file.outcome for file in fetch.files.all()}


def pieces(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


# --- What is new -----------------------------------------------------------------------------
@pytest.mark.parametrize("knows_ranges", [True, False])
def test_what_is_new_becomes_one_return_that_waits_to_be_sent(
    publisher, fetched, officer, folder, knows_ranges
):
    publisher.knows_ranges = knows_ranges
    publisher.publish("2024-11", archive(BOTH | OTHERS))
    fetch = fetched()
    assert (fetch.status, fetch.problem) == ("done", "")
    of_return = Return.objects.get()
    assert (of_return.uploaded_by, of_return.supplied_how) == (officer, Return.How.FETCHED)
    assert {part.state for part in of_return.parts.all()} == {Part.State.CHECKED}
    assert {tuple(part.months) for part in of_return.parts.all()} == {("2024-10", "2024-11")}
    assert {part.dataset: part.total for part in of_return.parts.all()} == {"crime": 14, "asb": 10}
    assert fetch.of_return == of_return
    assert pieces(folder) == []


def test_of_a_server_that_knows_ranges_only_the_force_s_files_are_fetched(publisher, fetched):
    noise = OTHERS["2024-11-durham-street.csv"]
    others = {f"2024-{month:02}-durham-street.csv": noise for month in range(1, 11)}
    publisher.publish("2024-11", archive(others | BOTH, packing=zipfile.ZIP_STORED))
    assert fetched().status == "done"
    assert publisher.sent < len(publisher.files["/2024-11.zip"]) / 4


def test_one_new_file_is_the_return_as_it_came(publisher, fetched):
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    fetched()
    of_return = Return.objects.get()
    with of_return.file.open("rb") as file:
        assert file.read() == NOVEMBER
    assert of_return.name == "2024-11-cleveland-street.csv"


def test_an_archive_with_zip64_records_is_read(publisher, fetched, monkeypatch):
    # Beyond these a ZIP needs its 64-bit records: a small one with them is as good as a large one.
    with monkeypatch.context() as patched:
        patched.setattr(zipfile, "ZIP64_LIMIT", 10)
        patched.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
        content = archive(BOTH)
    assert b"PK\x06\x06" in content
    publisher.publish("2024-11", content)
    assert outcomes(fetched()) == {"2024-10": "new", "2024-11": "new"}


def test_the_newest_archive_may_be_of_some_months_ago(publisher, fetched):
    publisher.publish("2024-09", archive({"2024-09-cleveland": street_file("2024-09")}))
    fetch = fetched()
    assert outcomes(fetch) == {"2024-09": "new"}
    assert [path for path, _ in publisher.asked[:3]] == [
        "/2024-11.zip",
        "/2024-10.zip",
        "/2024-09.zip",
    ]


def test_only_months_after_the_newest_in_use_are_fetched(publisher, fetched, accept):
    publisher.publish("2024-10", archive({"2024-10-cleveland": OCTOBER}))
    accept(fetched().of_return)
    publisher.publish("2024-11", archive(BOTH))
    fetch = fetched()
    assert outcomes(fetch) == {"2024-11": "new"}
    assert Return.objects.count() == 2


def test_a_month_that_is_not_published_yet_is_no_failure(publisher, fetched, accept):
    publisher.publish("2024-10", archive({"2024-10-cleveland": OCTOBER}))
    accept(fetched().of_return)
    fetch = fetched()
    assert (fetch.status, fetch.of_return) == ("done", None)
    [line] = fetch.lines
    assert line.startswith("No archive with November 2024 or a later month is published yet.")


def test_months_from_one_on_are_fetched_where_it_is_named(publisher, fetched):
    publisher.publish("2024-11", archive(BOTH))
    assert outcomes(fetched("2024-11")) == {"2024-11": "new"}


def test_an_archive_that_begins_later_says_so(publisher, fetched):
    publisher.publish("2024-11", archive(BOTH))
    fetch = fetched("2024-01")
    assert fetch.lines[0].startswith("The archive of November 2024 begins with October 2024.")


def test_a_partnerships_first_file_shows_at_once_by_its_own_source(
    publisher, fetched, accept, middlesbrough, client, somebody
):
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    accept(fetched().of_return)
    reading = queries.reading(
        "crime/all-crime", partnership=middlesbrough, viewer=AS_COUNCILLOR, as_at=None
    )
    assert reading.figures.source.slug == "police-uk"
    assert reading.figures.count(Period.parse("2024-11")) == 7
    client.force_login(somebody(Role.COUNCILLOR))
    page = client.get("/middlesbrough/crime/all-crime/").text
    assert "data.police.uk" in page
    assert "November 2024" in page.partition("<main")[2]
    assert "No figures are in use yet" not in page


def test_rows_of_a_missing_lookup_name_it_and_ask_the_officer_nothing(publisher, fetched):
    unknown = street_file("2024-11", lsoa=("E01099999", "Middlesbrough 001Z"))
    publisher.publish("2024-11", archive({"2024-11-cleveland": unknown}))
    of_return = fetched().of_return
    found = [one for one in of_return.findings if "in none of its wards" in one["message"]]
    assert {one["severity"] for one in found} == {"note"}
    assert "administrator loads it in Set-up" in found[0]["todo"]


# --- What isn't new --------------------------------------------------------------------------
def test_a_month_with_other_outcomes_and_the_same_counts_makes_no_return(
    publisher, fetched, accept
):
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    accept(fetched().of_return)
    again = street_file("2024-11", outcome="Local resolution")
    publisher.publish("2024-11", archive({"2024-11-cleveland": again}))
    fetch = fetched("2024-11")
    assert outcomes(fetch) == {"2024-11": "only-outcomes"}
    assert fetch.lines[0] == (
        "2024-11-cleveland-street.csv: only outcomes changed. Every count equals the figure in use."
    )
    assert Return.objects.count() == 1
    event = AuditEvent.objects.filter(kind="street-files-fetched").latest("pk")
    assert event.detail["files"] == {"2024-11-cleveland-street.csv": "only-outcomes"}


def test_a_month_with_one_count_changed_becomes_a_return(publisher, fetched, accept):
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    accept(fetched().of_return)
    again = street_file("2024-11", counts={"Burglary": 8, "Anti-social behaviour": 5})
    publisher.publish("2024-11", archive({"2024-11-cleveland": again}))
    assert outcomes(fetched("2024-11")) == {"2024-11": "new"}
    assert Return.objects.count() == 2


def test_the_same_files_again_make_no_second_return(publisher, fetched):
    publisher.publish("2024-11", archive(BOTH))
    fetched()
    asked = len(publisher.asked)
    fetch = fetched("2024-10")
    assert outcomes(fetch) == {"2024-10": "same", "2024-11": "same"}
    assert fetch.lines[-1] == "Nothing new: no return was made."
    assert Return.objects.count() == 1
    assert len(publisher.asked) - asked == 2  # how long it is, and its list


def test_a_file_that_an_officer_sent_is_not_made_a_return_again(
    publisher, fetched, middlesbrough, officer
):
    from returns.lifecycle import uploads

    uploads.upload(
        file=io.BytesIO(NOVEMBER), name="november.csv", partnership=middlesbrough, by=officer
    )
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    assert outcomes(fetched()) == {"2024-11": "same"}
    assert Return.objects.count() == 1


def test_what_was_withdrawn_is_fetched_again(publisher, fetched, officer):
    from returns.lifecycle import sending

    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    for part in fetched().of_return.parts.all():
        sending.withdraw(part=part, by=officer)
    assert outcomes(fetched()) == {"2024-11": "new"}
    assert Return.objects.count() == 2


def test_a_server_that_serves_last_month_again_makes_nothing(publisher, fetched, accept):
    publisher.publish("2024-10", archive({"2024-10-cleveland": OCTOBER}))
    accept(fetched().of_return)
    publisher.files["/2024-11.zip"] = publisher.files["/2024-10.zip"]
    fetch = fetched()
    assert (fetch.status, fetch.of_return, outcomes(fetch)) == ("done", None, {})
    assert "holds no street file from November 2024 on of cleveland" in fetch.lines[0]


def test_last_month_under_this_month_s_name_is_refused(publisher, fetched):
    publisher.publish("2024-11", archive({"2024-11-cleveland": OCTOBER}))
    fetch = fetched()
    assert fetch.status == "failed"
    assert fetch.problem.startswith(
        "“2024-11-cleveland-street.csv” holds October 2024, which isn’t the month of its name."
    )
    assert not Return.objects.exists()


def test_a_file_of_something_else_is_refused(publisher, fetched):
    publisher.publish("2024-11", archive({"2024-11-cleveland": b"A,B\n1,2\n"}))
    assert fetched().problem.startswith("“2024-11-cleveland-street.csv” is not a street-level")


# --- British Transport Police ----------------------------------------------------------------
RAILWAYS = street_file("2024-11", force="British Transport Police", counts={"Robbery": 2})


def test_the_railways_file_comes_with_the_first_months(publisher, fetched):
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER, "2024-11-btp": RAILWAYS}))
    fetched()
    origins = set(Return.objects.get().parts.values_list("origin", flat=True))
    assert origins == {"cleveland-police", "british-transport-police"}


def test_months_without_the_railways_file_stay_so(publisher, fetched, accept):
    publisher.publish("2024-10", archive({"2024-10-cleveland": OCTOBER}))
    accept(fetched().of_return)
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER, "2024-11-btp": RAILWAYS}))
    assert {file.name for file in fetched().files.all()} == {"2024-11-cleveland-street.csv"}


def test_months_with_the_railways_file_stay_so(publisher, fetched, accept):
    before = street_file("2024-10", force="British Transport Police", counts={"Robbery": 3})
    publisher.publish("2024-10", archive({"2024-10-cleveland": OCTOBER, "2024-10-btp": before}))
    accept(fetched().of_return)
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER, "2024-11-btp": RAILWAYS}))
    assert FetchedFile.objects.filter(fetch=fetched()).count() == 2
