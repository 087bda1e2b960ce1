"""The command that tries the disclosure rules on made-up tables."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from measures.counts import Gap
from returns.management.commands import audit_disclosure


def audit(*arguments):
    out = StringIO()
    call_command("audit_disclosure", *arguments, stdout=out)
    return out.getvalue()


def test_it_tries_every_rule_and_finds_nothing():
    found = json.loads(audit("--tables", "15", "--json"))
    assert set(found) == set(audit_disclosure.RULES)
    assert all(counts["tables"] == 3 and counts["small"] for counts in found.values())
    assert {counts["worked out"] for counts in found.values()} == {0}


def test_the_same_seed_tries_the_same_tables_and_another_others():
    assert audit("--tables", "5") == audit("--tables", "5", "--seed", "1")
    assert audit("--tables", "5") != audit("--tables", "5", "--seed", "2")
    assert "below 5: tables 1;" in audit("--tables", "5")


def test_it_fails_where_a_hidden_cell_can_be_worked_out(monkeypatch):
    """As if nothing were hidden but what is small."""

    def careless(table, rule, *, already=()):
        protected = released(table, rule, already=already)
        counts = {
            key: Gap.HIDDEN
            if key in protected.primary or key in table.unpublished
            else table.counts[key]
            for key in table.counts
        }
        return type(protected)(counts, protected.primary, frozenset())

    released = audit_disclosure.released
    monkeypatch.setattr(audit_disclosure, "released", careless)
    monkeypatch.setattr(
        audit_disclosure, "RULES", {"below 5": audit_disclosure.RULES["below 5, zeros too"]}
    )
    with pytest.raises(CommandError, match="hidden cells can be worked out"):
        audit("--tables", "3")


def test_no_tables_are_refused():
    with pytest.raises(CommandError, match="1 or more"):
        audit("--tables", "0")
