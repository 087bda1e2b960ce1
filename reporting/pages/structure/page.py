"""How a partnership's groups fit together, as a diagram and as a nested list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Group, GroupKind
from partnership.models.records import holds_on
from partnership.people.permissions import Permission, Viewer, check
from reporting.content.diagrams import Diagram, Node
from reporting.rendering import diagram_svg
from reporting.rendering.diagram_layout import TooWide
from reporting.rendering.drawing import Drawing


@dataclass(frozen=True)
class Branch:
    """A group in the list, with those that report to it."""

    group: Group
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Structure:
    """The groups drawn, or None where there are none or too many levels; and as lists of lists."""

    drawing: Drawing | None
    branches: tuple[Branch, ...]


def structure(partnership: Partnership, *, viewer: Viewer) -> Structure:
    """The groups in force; scrutiny panels stand outside the partnership's own structure."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    groups = tuple(
        Group.objects.filter(holds_on(clock.today()), partnership=partnership)
        .exclude(kind=GroupKind.PANEL)
        .order_by("pk")
    )
    branches = tuple(_branches(groups, above=None))
    return Structure(_drawn(_diagram(partnership, branches)) if groups else None, branches)


def _drawn(diagram: Diagram) -> Drawing | None:
    try:
        return diagram_svg.draw(diagram, diagram.slug)
    except TooWide:
        # The list says the same.
        return None


def _branches(groups: Iterable[Group], *, above: Group | None) -> Iterable[Branch]:
    included = {group.pk for group in groups}
    for group in groups:
        parent = group.reports_to_id if group.reports_to_id in included else None
        if parent == (above.pk if above else None):
            yield Branch(group, tuple(_branches(groups, above=group)))


def _diagram(partnership: Partnership, branches: Iterable[Branch]) -> Diagram:
    nodes = tuple(_nodes(branches, to=""))
    return Diagram(
        slug="structure",
        title="How the groups fit together",
        nodes=nodes,
        alternative=f"The groups of {partnership.name} and to which each reports: "
        + "; ".join(_sentences(branches))
        + ".",
    )


def _nodes(branches: Iterable[Branch], *, to: str) -> Iterable[Node]:
    for branch in branches:
        lines = (branch.group.frequency,) if branch.group.frequency else ()
        yield Node(branch.group.slug, branch.group.name, lines, to)
        yield from _nodes(branch.below, to=branch.group.slug)


def _sentences(branches: Iterable[Branch]) -> Iterable[str]:
    for branch in branches:
        if branch.below:
            names = ", ".join(child.group.name for child in branch.below)
            yield f"{names} report to the {branch.group.name}"
        yield from _sentences(branch.below)
