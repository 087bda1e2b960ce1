"""Bodies and whom they report to, described once for every medium."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A box of a diagram. `to` is the key of the node that it stands below: blank for the top."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    to: str = ""


@dataclass(frozen=True)
class Diagram:
    """Bodies and whom they report to: drawn as boxes and lines, with a nested list beside.

    `nodes` come parents first.
    """

    slug: str
    title: str
    nodes: tuple[Node, ...]
    alternative: str
