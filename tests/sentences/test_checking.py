"""The portal's own sentences are read back: none is wrong, and what is planted is found."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from checks.sentences.pages import Read
from csp_portal.management.commands import check_sentences
from csp_portal.sentences.checking import Checked, check


def test_five_hundred_sentences_of_the_demonstration_are_true(with_demonstration):
    found = check(drawn=500, seed=3)
    assert found.drawn >= 500
    assert [(each.text, each.problems, each.address) for each in found.faults] == []


def test_five_hundred_sentences_of_generated_histories_are_true(db):
    found = check(drawn=500, seed=1)
    assert [(each.text, each.problems, each.address) for each in found.faults] == []


def test_the_same_seed_draws_the_same(db, monkeypatch):
    monkeypatch.setattr("checks.sentences.reader.OF_ONE", ())
    first, second = (check(drawn=100, seed=4) for _ in range(2))
    assert first == second
    assert first.unread == len(first.faults) == first.drawn


# --- Planted in the portal ---------------------------------------------------------------------
def poisson(self, months):
    return 1.0


def first_year_alone(comparison):
    from reporting.narrative.phrases import named

    return named(comparison.periods[0])


def ends_of_it(known, *, each="month"):
    (first, when), *_ = known
    return f"from {first.text} in {when} to {first.text} in {when}"


PLANTED = {
    "verdicts of single events": ("measures.scatter.Scatter.factor", poisson),
    "a mean by its first year": (
        "reporting.narrative.headlines.base_named",
        first_year_alone,
    ),
    "about the same, of anything": (
        "reporting.narrative.headlines.is_about_the_same",
        lambda change: True,
    ),
    "periods that are not alike": (
        "reporting.analysis.comparisons.unlike_periods",
        lambda after, periods: None,
    ),
    "records within the usual ups and downs": (
        "reporting.narrative.ranks.is_record",
        lambda among, headline: among is not None and among.rank.of > 2,
    ),
    "from a number to the same number": ("reporting.charts.measure.narrative.in_short", ends_of_it),
    "files of different forces": (
        "reporting.analysis.comparisons.odd_origins",
        lambda figures, periods: (),
    ),
    "every month stands out": (
        "reporting.analysis.signals.that_stand_out",
        list,
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_is_planted_in_the_portal_is_found(fault, db, monkeypatch):
    monkeypatch.setattr(*PLANTED[fault])
    assert check(drawn=2000, seed=1).faults


# --- The command -------------------------------------------------------------------------------
def test_the_command_prints_four_numbers(db, capsys):
    call_command("check_sentences", "--drawn", "50", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["drawn"] == answer["read"] >= 50
    assert (answer["unread"], answer["wrong"], answer["sentences"]) == (0, 0, [])


def test_the_command_fails_where_a_sentence_is_wrong_and_lists_it(monkeypatch, capsys):
    wrong = Read("1 crimes", "headline", "/here/", ("of 1 the noun is “crime”",))
    unread = Read("The moon.", "headline", "/here/", is_unread=True)
    monkeypatch.setattr(check_sentences, "check", lambda **_: Checked(9, (wrong, unread)))
    with pytest.raises(CommandError, match="2 of 9 sentences are wrong"):
        call_command("check_sentences")
    printed = capsys.readouterr().out
    assert all(each in printed for each in ("1 crimes", "of 1 the noun is “crime”", "/here/"))
    with pytest.raises(CommandError):
        call_command("check_sentences", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["drawn"], answer["read"], answer["unread"], answer["wrong"]) == (9, 8, 1, 2)


@pytest.mark.parametrize("drawn", ["0", "-5"])
def test_the_command_takes_no_fewer_than_one(drawn):
    with pytest.raises(CommandError, match="--drawn takes a number above zero"):
        call_command("check_sentences", "--drawn", drawn)
