"""Rebuilds the released tables of a source when its figures in use or its rule change."""

from __future__ import annotations

import json
import zlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from measures.counts import Count, Gap
from measures.disclosure.suppression import CannotProtect, Earlier, Equation, Protected, Table
from measures.disclosure.suppression import released as protected
from partnership.models import Partnership, User
from partnership.places.geography import geography
from partnership.refusals import Refused
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.disclosure_rules import Disclosure, Finest, Rule
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.catalogue.revision_keys import key_of
from returns.disclosure.released import count_of, rule_in_force
from returns.disclosure.table import ELSEWHERE, CellKey, Row, true_tables
from returns.in_use.facts import facts_in_use
from returns.in_use.supply import ordinal, supplies
from returns.models import Part
from returns.models.released import ReleasedCell, ReleasedTable, ReleasedVersion

AT_ONCE = 5000


def renew(
    partnership: Partnership,
    dataset: Dataset,
    source: Source,
    *,
    because: ReleasedVersion.Because,
    part: Part | None = None,
    by: User,
    at: datetime,
) -> ReleasedVersion | None:
    """Release what of `source` may be shown from `at` on; None where it has no rule.

    Years of which neither counts nor rule changed keep their tables. Refused where what
    was released before gives a hidden count away. The caller holds the transaction and the lock.
    """
    rule = rule_in_force(partnership, dataset, source)
    if rule.rule is Rule.NONE:
        return None
    of_source = {"partnership": partnership, "dataset": dataset.slug, "source": source.slug}
    latest = ReleasedVersion.objects.filter(**of_source).first()
    at = max(at, latest.made_at) if latest else at
    now = _Now(partnership, dataset, source, rule, at)
    standing = {table.year: table for table in latest.tables.all()} if latest else {}
    earlier: dict[int, list[ReleasedTable]] = {}
    for released_table in ReleasedTable.objects.filter(**of_source).order_by("made_at", "pk"):
        earlier.setdefault(released_table.year, []).append(released_table)
    tables = [
        _of_year(now, year, table, standing=standing.get(year), earlier=earlier.get(year, []))
        for year, table in now.true_tables().items()
    ]
    version = ReleasedVersion.objects.create(
        **of_source,
        because=because,
        part=part,
        made_by=by,
        made_at=at,
        hidden=sum(table.rule["hidden"] for table in tables),
        hidden_for_others=sum(table.rule["hidden_for_others"] for table in tables),
    )
    version.tables.set(tables)
    return version


def renew_for(
    parts: Iterable[Part], *, because: ReleasedVersion.Because, by: User, at: datetime
) -> None:
    """Release each source that `parts` belong to again, once."""
    of_source = {(part.partnership_id, part.dataset, part.source): part for part in parts}
    for part in of_source.values():
        dataset = datasets[part.dataset]
        if not isinstance(dataset, PublishedDataset):
            source = dataset.source(part.source)
            renew(part.partnership, dataset, source, because=because, part=part, by=by, at=at)


@dataclass(frozen=True)
class _Now:
    """What is in use of a source, and the rule that it is released under."""

    partnership: Partnership
    dataset: Dataset
    source: Source
    rule: Disclosure
    at: datetime

    def true_tables(self) -> dict[int, Table]:
        supply = supplies(self.dataset, partnership=self.partnership, as_at=self.at)
        of_source = supply.get(self.source.slug)
        if of_source is None:
            return {}
        names = [dimension.field for dimension in self.dataset.dimensions]
        facts = facts_in_use(
            self.dataset, self.source, partnership=self.partnership, as_at=self.at
        ).values_list("area_id", "start", "months", "count", "gap", *names)
        return true_tables(
            (
                Row(
                    area,
                    ordinal(start),
                    months,
                    key_of(slugs),
                    count if gap is None else Gap(gap),
                )
                for area, start, months, count, gap, *slugs in facts.order_by()
            ),
            dataset=self.dataset,
            source=self.source,
            places=geography(self.partnership),
            supplied={ordinal(month) for month in of_source.months},
            finest=self.rule.finest,
            has_mapped=of_source.has_mapped,
        )


def _of_year(
    now: _Now,
    year: int,
    table: Table,
    *,
    standing: ReleasedTable | None,
    earlier: list[ReleasedTable],
) -> ReleasedTable:
    basis = _packed(table)
    if standing and bytes(standing.basis) == basis and rule_of(standing.rule) == now.rule:
        return standing
    arithmetic = now.rule.arithmetic
    assert arithmetic is not None  # noqa: S101 - a source without a rule has no tables
    already = [_earlier(released, table) for released in earlier]
    try:
        found = protected(table, arithmetic, already=already)
    except CannotProtect as cannot:
        raise Refused(
            f"These figures of {now.source.title} cannot be accepted. Readers could compare them"
            f" with what was shown of {year}/{(year + 1) % 100:02} before, and work out a count"
            " that must stay hidden. Hiding more would not prevent it. Ask whoever supplied them"
            " why they changed, or ask the manager to set a rule that shows less."
        ) from cannot
    return _stored(now, year, table, found, basis)


def _stored(now: _Now, year: int, table: Table, found: Protected, basis: bytes) -> ReleasedTable:
    numbers = as_json(now.rule) | {
        "hidden": len(found.primary),
        "hidden_for_others": len(found.secondary),
    }
    made = ReleasedTable.objects.create(
        partnership=now.partnership,
        dataset=now.dataset.slug,
        source=now.source.slug,
        year=year,
        rule=numbers,
        basis=basis,
        made_at=now.at,
    )
    ReleasedCell.objects.bulk_create(
        (
            _cell(made, key, count)
            for key, count in found.counts.items()
            if isinstance(key, CellKey)
        ),
        batch_size=AT_ONCE,
    )
    return made


def _cell(table: ReleasedTable, key: CellKey, count: Count) -> ReleasedCell:
    return ReleasedCell(
        table=table,
        key=key.of,
        area_id=None if key.area == ELSEWHERE else key.area,
        start=date(key.start // 12, key.start % 12 + 1, 1),
        months=key.months,
        count=None if isinstance(count, Gap) else count,
        gap=count.value if isinstance(count, Gap) else "",
    )


# --- What was released before ----------------------------------------------------------------
def _earlier(before: ReleasedTable, now: Table) -> Earlier:
    then = _unpacked(bytes(before.basis))
    changed = {
        key for key, count in then.counts.items() if key in now.counts and now.counts[key] != count
    }
    shown: Mapping[Hashable, Count] = {key: count for key, count in shown_in(before).items()}  # noqa: C416 - a wider key
    return Earlier(shown, then.equations, frozenset(changed), _arithmetic(before))


def shown_in(table: ReleasedTable) -> dict[CellKey, Count]:
    """What a released table showed, by where it stands."""
    rows = table.cells.values_list("area_id", "start", "months", "key", "count", "gap")
    return {
        CellKey(area or ELSEWHERE, ordinal(start), months, key): count_of(count, gap)
        for area, start, months, key, count, gap in rows.order_by("pk")
    }


def true_counts_of(table: ReleasedTable) -> dict[CellKey, Count]:
    """What a released table would show without its rule: for proofs only, never for a page."""
    counts = _unpacked(bytes(table.basis)).counts
    return {key: count for key, count in counts.items() if isinstance(key, CellKey)}


def equations_of(table: ReleasedTable) -> tuple[Equation, ...]:
    """How the cells of a released table add up."""
    return _unpacked(bytes(table.basis)).equations


def _arithmetic(table: ReleasedTable):
    return rule_of(table.rule).arithmetic


def _packed(table: Table) -> bytes:
    """A table as bytes: the same for the same table."""
    place = {key: number for number, key in enumerate(table.counts)}
    written = {
        "counts": [
            [*key, count.value if isinstance(count, Gap) else count]
            for key, count in table.counts.items()
            if isinstance(key, CellKey)
        ],
        "equations": [
            [place[equation.total], *(place[part] for part in equation.parts)]
            for equation in table.equations
        ],
    }
    return zlib.compress(json.dumps(written, separators=(",", ":")).encode())


def _unpacked(packed: bytes) -> Table:
    written = json.loads(zlib.decompress(packed))
    counts: dict[Hashable, Count] = {
        CellKey(*key): Gap(count) if isinstance(count, str) else count
        for *key, count in written["counts"]
    }
    keys = list(counts)
    equations = tuple(
        Equation(keys[whole], tuple(keys[part] for part in parts))
        for whole, *parts in written["equations"]
    )
    return Table(counts, equations)


def as_json(rule: Disclosure) -> dict:
    """A rule as a released table keeps it."""
    return {
        "rule": rule.rule.name,
        "hide_below": rule.hide_below,
        "margin": rule.margin,
        "months": rule.finest.months,
        "area": str(rule.finest.area),
        "dimensions": list(rule.finest.dimensions),
    }


def rule_of(written: Mapping) -> Disclosure:
    """What `as_json` wrote."""
    return Disclosure(
        rule=Rule[written["rule"]],
        hide_below=written["hide_below"],
        margin=written["margin"],
        finest=Finest(
            months=written["months"],
            area=written["area"],
            dimensions=tuple(written["dimensions"]),
        ),
    )
