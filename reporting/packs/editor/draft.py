"""A version as it would be frozen now, built anew only where something was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from partnership.kept import Keeper, trail
from reporting.packs.agreement import Disagreement, disagreements_of
from reporting.packs.build import Built, build, build_again
from reporting.packs.checks import figures_of, unsupported_numbers
from reporting.packs.events import Kind
from reporting.packs.models import Section, Version
from reporting.packs.on_slides.shown import WithoutRoom, without_room
from reporting.packs.queries import sections
from reporting.packs.sections.registry import section_kinds

# What is written in the sections themselves is seen from these; all else builds the whole anew.
_OF_SECTIONS = (
    Kind.SECTION_ADDED,
    Kind.SECTION_WRITTEN,
    Kind.SECTION_TYPED,
    Kind.SECTION_CONFIRMED,
    Kind.SECTION_MOVED,
    Kind.SECTION_ENDED,
    Kind.SECTION_EXEMPTED,
    Kind.NUMBER_CONFIRMED,
    Kind.COMMENTED,
    Kind.COMMENT_SETTLED,
    Kind.SENT_FOR_REVIEW,
    Kind.RETURNED,
    Kind.FILES_ASKED,
    Kind.FILES_MADE,
)
# By section key, what its slides and its report are made of.
Prints: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Draft:
    """A draft: its sections, what they come to, and what is wrong with them by their keys."""

    standing: tuple[Section, ...]
    built: Built
    typed: Mapping[str, tuple[str, ...]]
    differing: Mapping[str, tuple[Disagreement, ...]]
    full: tuple[WithoutRoom, ...]
    figures: frozenset[str]


@dataclass(frozen=True)
class _Made:
    """What was built of sections with these prints."""

    prints: Prints
    built: Built
    full: tuple[WithoutRoom, ...]
    figures: frozenset[str]


def draft_of(version: Version, *, now_written: Section | None = None) -> Draft:
    """The draft; `now_written` is a section as somebody has it before it is saved."""
    standing = sections(version)
    if now_written is not None:
        standing = tuple(
            _as_written(section, now_written) if section.pk == now_written.pk else section
            for section in standing
        )
    made = _made(version, standing, looked_at=now_written)
    return Draft(
        standing=standing,
        built=made.built,
        typed=unsupported_numbers(version, made.built.pack, figures=made.figures),
        differing=disagreements_of(version, standing),
        full=made.full,
        figures=made.figures,
    )


def _as_written(section: Section, now_written: Section) -> Section:
    """The section that was found, with what is written and not saved yet."""
    for name in ("title", "text", "settings", "state", "place"):
        setattr(section, name, getattr(now_written, name))
    return section


def _made(version: Version, standing: Sequence[Section], *, looked_at: Section | None) -> _Made:
    """Kept until anything but sections is written; then what differs is built anew."""
    keeper, key = Keeper(trail(but=[kind.value for kind in _OF_SECTIONS])), (version.pk, "draft")
    prints = {section.key: _print(section) for section in standing}
    found: _Made | None = keeper.find(key)
    if found is not None and list(found.prints.items()) == list(prints.items()):
        return found
    reads_others = looked_at is not None and section_kinds[looked_at.kind].reads_others
    if found is None or reads_others:
        return keeper.keep(key, _of(build(version, standing=standing), version, prints))
    changed = [key for key, printed in prints.items() if found.prints.get(key) != printed]
    again = build_again(found.built, version, standing, changed=changed)
    return keeper.keep(key, _of(again, version, prints))


def _of(built: Built, version: Version, prints: Prints) -> _Made:
    return _Made(prints, built, without_room(built.pack, version), figures_of(built.pack))


def _print(section: Section) -> str:
    parts = (
        section.kind,
        section.title,
        section.text,
        sorted(section.settings.items()),
        section.state,
        section.place,
        section.exempt_paragraph,
        section.exempt_because,
    )
    return sha256(repr(parts).encode()).hexdigest()
