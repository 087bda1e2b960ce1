"""`manage.py load_return`: the upload page from the command line, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from crime.models import RecordedCrime
from partnership.models import AuditEvent, Role
from partnership.refusals import Refused
from returns.lifecycle import decisions, sending
from returns.models import Part, Return
from tests.returns.conftest import Q4


@pytest.fixture
def on_disc(tmp_path, crime_file):
    """A police return on disc."""

    def make(name: str = "crime.csv", **more) -> Path:
        path = tmp_path / name
        path.write_bytes(crime_file(**more).getvalue())
        return path

    return make


def _load(*files, **options) -> None:
    call_command("load_return", *map(str, files), partnership="middlesbrough", **options)


def test_it_acts_as_the_only_manager(manager, on_disc, capsys):
    _load(on_disc())
    kept = Return.objects.get()
    assert (kept.uploaded_by, kept.supplied_how) == (manager, Return.How.COMMAND)
    assert kept.parts.get().state == Part.State.CHECKED
    assert "crime.csv: checked (the police’s quarterly return)" in capsys.readouterr().out


def test_it_asks_who_where_there_is_not_one_manager(manager, somebody, on_disc):
    other = somebody(Role.MANAGER)
    with pytest.raises(CommandError, match="2 managers"):
        _load(on_disc())
    _load(on_disc(), email=other.email)
    assert Return.objects.get().uploaded_by == other


def test_with_accept_it_answers_sends_and_accepts_on_the_record(manager, on_disc, capsys):
    _load(on_disc(change={(Q4[0], "Acklam", "burglary"): -1}), accept=True, because="Checked")
    part = Part.objects.get()
    assert (part.state, part.decided_by, part.reason) == (Part.State.ACCEPTED, manager, "Checked")
    assert {said["explanation"] for said in part.of_return.confirmations.values()} == {"Checked"}
    assert RecordedCrime.objects.filter(part=part).count() == part.row_count
    event = AuditEvent.objects.get(kind="return-accepted")
    assert event.detail["held"][0]["how"] == "command"
    assert "crime.csv: accepted" in capsys.readouterr().out


def test_what_was_loaded_without_accept_is_still_ones_own_upload_on_the_page(manager, on_disc):
    _load(on_disc())
    part = Part.objects.get()
    sending.send(parts=[part], by=manager)
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        decisions.accept(parts=[part], by=manager, because="Because I can")


def test_a_file_with_an_error_ends_with_one_and_says_where(manager, on_disc, capsys):
    right = on_disc("right.csv")
    wrong = on_disc("wrong.csv", change={(Q4[0], "Acklam", "burglary"): "many"})
    with pytest.raises(SystemExit) as ended:
        _load(wrong, right, accept=True, json=True)
    assert ended.value.code == 1
    told = {one["file"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["right.csv"]["outcome"] == "accepted"
    assert told["wrong.csv"]["outcome"] == "kept, with errors"
    errors = [one for one in told["wrong.csv"]["findings"] if one["severity"] == "error"]
    assert [(one["row"], one["column"], one["value"]) for one in errors] == [
        (5, "Offences", "many")
    ]


@pytest.mark.parametrize("content", [None, b"", b"Nothing,we,know\n1,2,3\n"])
def test_what_cannot_be_read_gets_a_sentence_and_no_traceback(content, manager, tmp_path, capsys):
    path = tmp_path / "crime.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SystemExit):
        _load(path)
    assert "crime.csv: refused" in capsys.readouterr().out
    assert not Return.objects.exists()


def test_another_source_than_the_one_named_is_not_kept(manager, on_disc, capsys):
    with pytest.raises(SystemExit):
        _load(on_disc(), source="police-uk")
    assert "does not hold the source police-uk" in capsys.readouterr().out
    assert not Return.objects.exists()


def test_somebody_without_the_right_gets_a_sentence(somebody, on_disc, capsys):
    with pytest.raises(SystemExit):
        _load(on_disc(), email=somebody(Role.COUNCILLOR).email)
    assert "You may not upload returns." in capsys.readouterr().out


def test_a_supplier_may_load_but_not_accept(supplier, on_disc, capsys):
    with pytest.raises(SystemExit):
        _load(on_disc(), email=supplier.email, accept=True)
    assert Part.objects.get().state == Part.State.CHECKED
    assert "You may not accept or reject returns." in capsys.readouterr().out


@pytest.mark.parametrize("slug", ["nowhere", ""])
def test_an_unknown_partnership_is_named(slug, middlesbrough, on_disc):
    with pytest.raises(CommandError, match="no partnership"):
        call_command("load_return", str(on_disc()), partnership=slug)
