"""A thousand damaged files at all doors: nothing breaks, grows or changes; and the kinds found."""

from __future__ import annotations

import io
import random
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from csp_portal.fuzzing import running, seeds
from csp_portal.fuzzing.doors import DOORS
from csp_portal.fuzzing.mutations import mutated
from measures.whole_numbers import LARGEST, whole_number
from partnership.models import Agency, User
from partnership.people_in_words import people_in
from returns.catalogue.findings import Unreadable
from returns.catalogue.limits import LIMITS, Limits
from returns.files.opening import open_file, open_tables
from returns.lifecycle import record_lists
from returns.reading.personal import reaches_people
from returns.reading.spellings import count_of
from tests.house.tree import ROOT, packages

FILES = 1_000


# --- All doors -------------------------------------------------------------------------------
def test_a_thousand_damaged_files(with_demonstration):
    outcome = running.fuzz(files=FILES, seed=1)
    assert outcome.faults == []
    assert sum(outcome.counts.values()) == FILES
    for door in DOORS:
        assert outcome.counts[door.name, "refused"] or door.makes[0].__name__ == "ListFile"


def test_the_same_seed_damages_the_same():
    content = seeds.as_xlsx(seeds.COUNTS)
    made = [mutated(content, random.Random("1/7")) for _ in range(2)]
    assert made[0] == made[1] != content


@pytest.fixture
def visit(with_demonstration, monkeypatch):
    """`visit("a logo")` leaves that door's good files there, one after the other."""
    monkeypatch.setattr(running, "mutated", lambda content, _: content)

    def leave(name: str) -> running.Outcome:
        visitor = running._Visitor(next(door for door in DOORS if door.name == name))
        outcome = running.Outcome()
        for seed in visitor.seeds:
            visitor.seeds = (seed,)
            visitor.leave(0, 1, outcome)
        return outcome

    return leave


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_what_is_not_damaged_is_kept_at_every_door(visit, door):
    outcome = visit(door.name)
    assert outcome.faults == []
    assert outcome.counts[door.name, "kept"]


def _broken(**_):
    raise ZeroDivisionError


def _storing(**_):
    default_storage.save("left-behind", ContentFile(b"bytes"))
    raise record_lists.UnusableFile("It is not kept")


def _changing(*, partnership, **_):
    Agency.objects.filter(partnerships=partnership).update(name="Changed")
    raise record_lists.UnusableFile("It is not kept")


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (_broken, "500: ZeroDivisionError"),
        (_storing, "1 files were stored for 0 records"),
        (_changing, "wrote to partnership_agency"),
    ],
)
def test_a_fault_of_each_kind_is_noticed(visit, monkeypatch, planted, fault):
    monkeypatch.setattr(record_lists, "store", planted)
    outcome = visit("a list of recommendations")
    assert outcome.faults
    assert all(fault in found for found in outcome.faults)


# --- Numbers ---------------------------------------------------------------------------------
ODD = ["²", "٣", "--5", "-", "+5", "", " 5", "5.0", "1_000", "5" * 5_000, str(LARGEST + 1)]


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:20] or "blank")
def test_what_is_no_whole_number(text):
    assert whole_number(text) is None


def test_whole_numbers_are_read_as_they_are_written():
    assert [whole_number(text) for text in ("0", "-5", "007", str(LARGEST))] == [0, -5, 7, LARGEST]


def test_no_text_is_taken_for_a_number_by_its_look():
    """`²`.isdigit() is true and int("²") an error: such a look says nothing about int."""
    looks = re.compile(r"\bint\(.*\.isdi?git\(\)|\.is(?:digit|decimal|numeric)\(\).*\bint\(")
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for package in packages(ROOT)
        for file in (ROOT / package).rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if looks.search(line) and "isascii" not in line
    ]
    assert found == []


@pytest.mark.parametrize("digits", [25, 5_000])
def test_a_cell_of_many_digits_is_too_large_a_count(digits):
    wrong = count_of("9" * digits)
    assert "is too large to be a count" in wrong.message
    assert len(wrong.message) < 100


@pytest.mark.parametrize("odd", ["²", "--5", "5" * 5_000, "99999999999999999999"])
def test_odd_numbers_in_addresses_and_forms(with_demonstration, client, odd):
    manager = User.objects.get(email="manager@demo.example")
    client.force_login(manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    slug = with_demonstration.slug
    for address in (
        f"/{slug}/benchmarks/?group={odd}",
        f"/{slug}/benchmarks/groups/new/?instead-of={odd}",
    ):
        assert client.get(address).status_code < 500, address
    officer = User.objects.get(email="csp.officer@demo.example")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = reverse("returns:typed", args=[slug])
    answer = client.post(f"{typed}?source=fires/fire-return", {"rows": odd, "more": "1"})
    assert answer.status_code < 500


# --- Long words ------------------------------------------------------------------------------
@pytest.mark.parametrize("look", [reaches_people, people_in], ids=lambda look: look.__name__)
@pytest.mark.parametrize("word", ["a", "a.", "a@", "@a", "0", "A ", "a-"])
def test_looking_for_people_takes_no_longer_for_a_long_word(look, word):
    begun = time.process_time()
    look(word * (70_000 // len(word)))
    assert time.process_time() - begun < 1


# --- Bounds of files -------------------------------------------------------------------------
def _wide(columns: int) -> bytes:
    heading = ",".join(f"h{number}" for number in range(columns))
    return f"{heading}\n{','.join('1' for _ in range(columns))}\n".encode()


def test_a_table_of_200_000_columns_is_refused_at_once():
    begun = time.process_time()
    [table] = open_tables(io.BytesIO(_wide(200_000)), name="wide.csv").tables
    with pytest.raises(Unreadable, match=f"more than {LIMITS.columns:,} columns"):
        _ = table.top
    assert time.process_time() - begun < 2


def test_blank_columns_do_not_count():
    content = b"Month,Ward" + b"," * 16_000 + b"\n2023-04,Acklam" + b"," * 16_000 + b"\n"
    [table] = open_tables(io.BytesIO(content), name="blank.csv").tables
    assert table.top[0][:2] == ("Month", "Ward")


def _far_cell(content: bytes, row: int, column: int) -> bytes:
    """The last number of an old workbook, moved far away from the others."""
    # Of an RK and of a NUMBER record; what they are and how long.
    marks = (b"\x7e\x02\x0a\x00", b"\x03\x02\x0e\x00")
    at = max(content.rfind(mark) for mark in marks)
    return content[: at + 4] + struct.pack("<HH", row, column) + content[at + 8 :]


def test_a_damaged_old_workbook_is_refused_by_its_cells():
    content = _far_cell(seeds.OLD_WORKBOOK.read_bytes(), 65_535, 250)
    refused = open_file(io.BytesIO(content), name="damaged.xls").unreadable
    assert refused is not None
    assert "reaches too far" in refused.message or "takes too long" in refused.message
    assert refused.todo


def test_time_to_parse_goes_by_size_and_has_an_end():
    limits = Limits()
    assert limits.seconds_to_parse(31_000) == limits.child_seconds
    assert limits.seconds_to_parse(20_000_000) == limits.child_seconds + 20
    assert limits.seconds_to_parse(10**9) == limits.child_seconds_at_most


def test_an_offset_before_the_file_is_damage_and_no_fault():
    """ "negative seek value": the directory says that a member begins before the file does."""
    content = bytearray(seeds.as_zip(("a.csv", b"Month,Ward\n2023-04,Acklam\n")))
    directory = content.rfind(b"PK\x01\x02")
    end = content.rfind(b"PK\x05\x06")
    for at, lie in ((directory + 42, 2**31), (end + 16, 0), (end + 12, 2**31), (end + 16, 2**31)):
        damaged = bytearray(content)
        damaged[at : at + 4] = struct.pack("<I", lie)
        opened = open_file(io.BytesIO(bytes(damaged)), name="damaged.zip")
        if opened.unreadable is None:
            with pytest.raises(Unreadable):
                _ = [table.top for table in opened.tables]


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/../..", "\0"])
def test_a_member_of_no_name_is_damage_and_no_fault(name, monkeypatch):
    content = seeds.as_zip(("a.csv", b"Month,Ward\n2023-04,Acklam\n"))
    infolist = zipfile.ZipFile.infolist

    def named(archive):
        for info in (found := infolist(archive)):
            info.filename = name
        return found

    monkeypatch.setattr(zipfile.ZipFile, "infolist", named)
    opened = open_file(io.BytesIO(content), name="odd.zip")
    assert opened.unreadable is not None or opened.tables


def test_nine_thousand_members_are_read_within_seconds(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9_000):
            archive.writestr(f"{number}.csv", "Month,Ward\n2023-04,Acklam\n")
    begun = time.process_time()
    with (tmp_path / "many.zip").open("rb") as file:
        assert len([table.top for table in open_tables(file, name="many.zip").tables]) == 9_000
    assert time.process_time() - begun < 8
