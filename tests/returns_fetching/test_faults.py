"""Servers and archives that break off, lie or lead astray: a sentence, and nothing half done."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from returns.fetching.refusals import NotFetched
from returns.fetching.remote_file import BLOCK
from returns.fetching.web import Web
from returns.models import Return
from tests.returns_fetching.server import archive, street_file
from tests.returns_fetching.test_fetch import BOTH, NOVEMBER, outcomes, pieces

pytestmark = pytest.mark.django_db


def large() -> bytes:
    """An archive in which one file of ours is four blocks long."""
    many = street_file("2024-11", counts={"Burglary": 9000})
    return archive({"2024-11-cleveland": many}, packing=zipfile.ZIP_STORED)


# --- Breaking off ----------------------------------------------------------------------------
@pytest.mark.parametrize("knows_ranges", [True, False])
def test_a_connection_that_breaks_off_is_taken_up_again(publisher, fetched, folder, knows_ranges):
    publisher.knows_ranges = knows_ranges
    publisher.publish("2024-11", large())
    publisher.breaks, publisher.breaks_after = 2, BLOCK + 1000
    assert outcomes(fetched()) == {"2024-11": "new"}
    assert pieces(folder) == []


def test_what_came_before_a_break_is_kept_for_the_next_fetch(publisher, fetched, folder):
    publisher.publish("2024-11", large())
    publisher.breaks, publisher.breaks_after = 1, BLOCK + 1000
    broken = fetched(attempts=1)
    assert (broken.status, broken.of_return) == ("failed", None)
    assert "What came is kept" in broken.problem
    kept = pieces(folder)
    assert kept
    assert not Return.objects.exists()
    publisher.sent = 0
    assert outcomes(fetched()) == {"2024-11": "new"}
    assert publisher.sent <= len(publisher.files["/2024-11.zip"]) - BLOCK * len(kept) + BLOCK
    assert Return.objects.count() == 1
    assert pieces(folder) == []


def test_a_whole_file_goes_on_where_it_broke_off_if_the_server_can(publisher, fetched, folder):
    content = large()
    publisher.publish("2024-11", content)
    publisher.knows_ranges = False
    # The first question, how long it is, is broken off by the portal itself.
    publisher.breaks, publisher.breaks_after = 2, 3 * BLOCK
    assert fetched(attempts=1).status == "failed"
    [kept] = pieces(folder)
    assert kept.stat().st_size == 3 * BLOCK
    publisher.knows_ranges = True
    assert outcomes(fetched()) == {"2024-11": "new"}


def test_a_file_replaced_after_the_break_is_never_joined_to_the_old_one(publisher, fetched):
    publisher.publish("2024-11", large())
    publisher.breaks, publisher.breaks_after = 1, BLOCK + 1000
    assert fetched(attempts=1).status == "failed"
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    publisher.etag = '"two"'
    assert outcomes(fetched()) == {"2024-11": "new"}
    with Return.objects.get().file.open("rb") as file:
        assert file.read() == NOVEMBER


def test_a_server_that_is_not_there_is_said(publisher, fetched, settings):
    settings.STREET_FILES_ADDRESS = "http://127.0.0.1:9/{month}.zip"
    fetch = fetched()
    assert fetch.problem.startswith("127.0.0.1 didn’t answer")


def test_a_fetch_ends_when_its_time_is_up(publisher, fetched):
    publisher.publish("2024-11", archive(BOTH))
    assert "longer than it may" in fetched(total=1e-9).problem


# --- Lies ------------------------------------------------------------------------------------
@pytest.mark.parametrize("knows_ranges", [True, False])
def test_a_length_that_is_too_long_makes_nothing(publisher, fetched, knows_ranges):
    publisher.publish("2024-11", archive(BOTH))
    publisher.knows_ranges, publisher.adds_to_length = knows_ranges, 500
    fetch = fetched()
    assert fetch.status == "failed"
    assert fetch.problem
    assert not Return.objects.exists()


@pytest.mark.parametrize("by", [-100, 100])
def test_a_whole_length_that_is_wrong_makes_nothing(publisher, fetched, folder, by):
    content = archive(BOTH)
    publisher.publish("2024-11", content)
    publisher.whole_length = len(content) + by
    fetch = fetched()
    assert fetch.status == "failed"
    assert fetch.problem
    assert not Return.objects.exists()


def test_a_file_with_a_wrong_checksum_is_thrown_away(publisher, fetched, folder):
    content = bytearray(archive({"2024-11-cleveland": NOVEMBER}, packing=zipfile.ZIP_STORED))
    content[content.index(b"On or near")] ^= 1
    publisher.publish("2024-11", bytes(content))
    fetch = fetched()
    assert fetch.problem.startswith("“2024-11-cleveland-street.csv” arrived damaged")
    assert pieces(folder) == []
    publisher.publish("2024-11", archive({"2024-11-cleveland": NOVEMBER}))
    assert outcomes(fetched()) == {"2024-11": "new"}


def test_what_is_no_zip_is_thrown_away(publisher, fetched, folder):
    publisher.publish("2024-11", b"<html>We are closed for maintenance</html>" * 50)
    assert fetched().problem.startswith("What the server sent is not a complete ZIP file")
    assert pieces(folder) == []


def test_a_file_that_claims_to_be_huge_is_not_unpacked(publisher, fetched):
    content = bytearray(archive({"2024-11-cleveland": NOVEMBER}))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 4_000_000_000)
    publisher.publish("2024-11", bytes(content))
    assert "would unpack to 4,000 MB" in fetched().problem
    assert not Return.objects.exists()


def test_a_file_that_is_packed_too_well_is_not_unpacked(publisher, fetched):
    publisher.publish("2024-11", archive({"2024-11-cleveland": b"a" * 30_000_000}))
    assert "would unpack to 30 MB" in fetched().problem


def test_more_than_the_bounds_is_not_fetched(publisher, fetched, folder):
    publisher.publish("2024-11", large())
    assert "larger than the portal fetches" in fetched(ranges=2 * BLOCK).problem
    publisher.knows_ranges = False
    assert "larger than the portal fetches" in fetched(whole=2 * BLOCK).problem
    assert pieces(folder) == []


# --- Where it leads --------------------------------------------------------------------------
def test_a_redirect_to_another_host_is_refused_and_never_followed(publisher, fetched):
    publisher.redirects["/2024-11.zip"] = "http://localhost:1/2024-11.zip"
    assert fetched().problem.startswith("127.0.0.1 redirects to another host, localhost")


def test_a_redirect_on_the_same_host_is_followed(publisher, fetched):
    publisher.files["/really.zip"] = archive(BOTH)
    publisher.redirects["/2024-11.zip"] = "/really.zip"
    assert fetched().status == "done"


def test_redirects_in_a_circle_end(publisher, fetched):
    publisher.redirects["/2024-11.zip"] = "/2024-11.zip"
    assert "redirects too many times" in fetched().problem


@pytest.mark.parametrize(
    "address", ["http://data.police.uk/x.zip", "file:///etc/passwd", "ftp://a/b"]
)
def test_only_https_leaves_the_machine(address):
    with pytest.raises(NotFetched, match="https"):
        Web(address)


def test_no_proxy_of_the_environment_is_asked(publisher, fetched, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    publisher.publish("2024-11", archive(BOTH))
    assert fetched().status == "done"


def test_an_archive_of_nobody_we_know_says_so(publisher, fetched):
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").close()
    publisher.publish("2024-11", packed.getvalue())
    assert "holds no street file" in fetched().lines[0]
