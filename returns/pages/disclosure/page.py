"""Disclosure rules and the ledger as rows for a template; each checks the viewer's permission."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Partnership
from partnership.page_parts import Row
from partnership.people.permissions import Permission, Viewer, check
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.registry import datasets
from returns.disclosure import words as disclosure_words
from returns.disclosure.released import disclosure
from returns.lifecycle import words
from returns.models.released import DisclosureRule, Export, ReleasedVersion

# Of each list: the ledger goes back further in the database.
SHOWN = 200


# --- Rules -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class RulePanel:
    """The rule of one source: in sentences, and line by line."""

    title: str
    of: str
    dataset: str
    source: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    is_recorded: bool


def panels(partnership: Partnership, *, viewer: Viewer) -> tuple[RulePanel, ...]:
    """Every source of the partnership's own with the rule in force; two queries."""
    check(viewer, Permission.MANAGE_RULES, partnership=partnership)
    standing = DisclosureRule.objects.filter(partnership=partnership, until__isnull=True)
    by_source = {(rule.dataset, rule.source): rule for rule in standing.select_related("set_by")}
    return tuple(
        panel(dataset, source, by_source.get((dataset.slug, source.slug)))
        for dataset in datasets
        for source in dataset.sources
        if not source.is_national
    )


def panel(dataset: Dataset, source: Source, rule: DisclosureRule | None) -> RulePanel:
    in_force = disclosure(rule) if rule else source.rule
    return RulePanel(
        title=source.title,
        of=dataset.title,
        dataset=dataset.slug,
        source=source.slug,
        sentences=disclosure_words.in_force(in_force, dataset=dataset, source=source),
        rows=_lines(rule) if rule else (),
        is_recorded=rule is not None,
    )


def history(
    partnership: Partnership, dataset: Dataset, source: Source, *, viewer: Viewer
) -> tuple[RulePanel, ...]:
    """The rules that the source has had, the latest first."""
    check(viewer, Permission.MANAGE_RULES, partnership=partnership)
    rules = DisclosureRule.objects.filter(
        partnership=partnership, dataset=dataset.slug, source=source.slug
    )
    return tuple(panel(dataset, source, rule) for rule in rules.select_related("set_by"))


def _lines(rule: DisclosureRule) -> tuple[Row, ...]:
    lines = (
        ("Rule", rule.get_kind_display()),
        ("Answers for it", rule.owner),
        ("Why", rule.reason),
        ("Set by", f"{rule.set_by}, {words.day(rule.since)}"),
        ("Until", words.day(rule.until) if rule.until else ""),
    )
    return tuple(Row(key, value) for key, value in lines if value)


# --- The ledger ------------------------------------------------------------------------------
@dataclass(frozen=True)
class VersionRow:
    """A released version: when, of what, why, by whom, and how much it hides."""

    number: int
    made: str
    source: str
    because: str
    by: str
    hidden: int
    hidden_for_others: int


@dataclass(frozen=True)
class ExportRow:
    """A file that was taken away: when, by whom, what, and of which released versions."""

    made: str
    by: str
    name: str
    what: str
    selection: str
    sha256: str
    versions: str


def versions(partnership: Partnership, *, viewer: Viewer) -> tuple[VersionRow, ...]:
    """The latest released versions of all sources with a rule; one query."""
    check(viewer, Permission.SEE_LEDGER, partnership=partnership)
    released = ReleasedVersion.objects.filter(partnership=partnership)
    latest = released.select_related("made_by", "part__of_return")
    return tuple(
        VersionRow(
            number=version.pk,
            made=words.moment(version.made_at),
            source=datasets[version.dataset].source(version.source).title,
            because=_because(version),
            by=str(version.made_by),
            hidden=version.hidden,
            hidden_for_others=version.hidden_for_others,
        )
        for version in latest[:SHOWN]
    )


def _because(version: ReleasedVersion) -> str:
    reason = version.get_because_display()
    return f"{reason}: “{version.part.of_return.name}”" if version.part else reason


def exports(partnership: Partnership, *, viewer: Viewer) -> tuple[ExportRow, ...]:
    """The latest files with figures of sources with a rule; two queries."""
    check(viewer, Permission.SEE_LEDGER, partnership=partnership)
    found = Export.objects.filter(partnership=partnership).select_related("made_by")
    return tuple(
        ExportRow(
            made=words.moment(export.made_at),
            by=str(export.made_by),
            name=export.name,
            what=export.what,
            selection=export.selection,
            sha256=export.sha256,
            versions=", ".join(str(version.pk) for version in export.versions.all()),
        )
        for export in found.prefetch_related("versions")[:SHOWN]
    )
