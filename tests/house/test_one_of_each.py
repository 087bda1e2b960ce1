"""What there is one of: the base of refusals, the optimistic lock, the sender of reminders, the key
of a secret address. A second of any of them is found in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.tree import ROOT, Module, modules

# Below `partnership.refusals.Refused`: what callers tell apart or that carries data.
REFUSALS = {
    "partnership.refusals.NotReady",
    "partnership.refusals.Outdated",
    "partnership.refusals.UnusableFile",
    "returns.fetching.refusals.BrokenOff",
    "returns.fetching.refusals.NotFetched",
    "returns.fetching.refusals.NotThere",
    "returns.lifecycle.national.Asked",
    "returns.lifecycle.refusals.UploadRefused",
}
# What is no refusal of an act: of arithmetic, reading what was typed, looking up and drawing.
OTHERS = {
    "partnership.file_work.working.WorkFailed",
    "checks.sentences.spans.Unreadable",
    "measures.disclosure.hiding.CannotMove",
    "measures.disclosure.linear.Unbounded",
    "measures.disclosure.rules.CannotProtect",
    "measures.disclosure.viewer.Inconsistent",
    "measures.periods.BadPeriod",
    "partnership.refusals.Refused",
    "reporting.content.selection.BadSelection",
    "reporting.export.fonts.NoFont",
    "reporting.rendering.slides.plan.DuplicateTitle",
    "reporting.rendering.slides.setting.TooFull",
    "reporting.packs.numbers.BadFigure",
    "reporting.packs.sections.registry.DataMissing",
    "reporting.queries.measures.NoSuch",
    "reporting.rendering.diagram_layout.TooWide",
    "returns.catalogue.findings.Unreadable",
    "returns.catalogue.registry.AlreadyRegistered",
    "returns.files.workbook_stream.TooMuch",
    "returns.lifecycle.schedule.statutory.NoInterval",
    "returns.reading.published_rows._Wrong",
}
# Which modules alone may call these.
CALLED_IN = {
    "Signer": {"partnership.calendars.secret_addresses"},
    "EmailMessage": {"partnership.reminders"},
    # An invitation is sent when somebody asks for it, and again when they ask again.
    "send_mail": {"partnership.setup.mail"},
}


def _classes(module: Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def exceptions(those: Iterable[Module], *, below: set[str]) -> set[str]:
    """Every class that derives from one called so, or from what was found before it."""
    classes = [(f"{one.name}.{node.name}", node) for one in those for node in _classes(one)]
    found: set[str] = set()
    known = set(below)
    while True:
        more = {
            name
            for name, node in classes
            if {ast.unparse(base).rpartition(".")[2] for base in node.bases} & known
        }
        if more == found:
            return found
        found = more
        known |= {name.rpartition(".")[2] for name in found}


def callers(those: Iterable[Module], called: str) -> set[str]:
    return {
        module.name
        for module in those
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == called
    }


def locks(those: Iterable[Module]) -> set[str]:
    """Modules that compare a version that was seen with the one that stands, and raise."""
    return {
        module.name
        for module in those
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Compare)
        and any(isinstance(one, ast.Raise) for one in node.body)
        and re.search(r"\b(seen|revision|instead_of)\b", ast.unparse(node.test))
        and any(isinstance(one, ast.NotEq) for one in node.test.ops)
    }


def _planted(source: str) -> list[Module]:
    return [Module("planted.actions", Path("planted/actions.py"), source)]


BUILT_IN = {"Exception", "ValueError", "LookupError", "RuntimeError", "KeyError", "TypeError"}


def test_refusals_are_a_handful_below_one_base():
    assert exceptions(modules(ROOT).values(), below={"Refused"}) == REFUSALS


def test_every_other_exception_is_of_another_kind():
    assert exceptions(modules(ROOT).values(), below=BUILT_IN) == REFUSALS | OTHERS


def test_an_exception_of_its_own_is_found():
    planted = _planted("class NotToday(ValueError): ...\nclass NotNow(NotToday): ...\n")
    assert exceptions(planted, below=BUILT_IN) == {
        "planted.actions.NotToday",
        "planted.actions.NotNow",
    }


def test_there_is_one_optimistic_lock():
    assert locks(modules(ROOT).values()) == {"partnership.optimistic_lock"}


def test_a_second_optimistic_lock_is_found():
    planted = (
        "if held.revision != seen:\n    raise Outdated('x', now=held, version=held.revision)\n"
    )
    assert locks(_planted(planted)) == {"planted.actions"}


def test_keys_are_signed_and_mail_is_sent_in_one_place():
    those = modules(ROOT).values()
    assert {called: callers(those, called) for called in CALLED_IN} == CALLED_IN


def test_a_second_signature_is_found():
    planted = "from django.core import signing\nkey = signing.Signer(salt='x').sign('1')\n"
    assert callers(_planted(planted), "Signer") == {"planted.actions"}
