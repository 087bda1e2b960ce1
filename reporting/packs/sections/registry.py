"""Where the kinds of a pack's sections are declared; apps above add theirs in `sections.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from reporting.content.description import Sentence, Slide
from returns.catalogue.registry import AlreadyRegistered

if TYPE_CHECKING:
    from django import forms

    from partnership.models import Partnership
    from partnership.models.groups import Meeting
    from partnership.people.permissions import Viewer
    from reporting.content.frozen import FrozenPack, FrozenSection
    from reporting.content.panel_slides import PanelSlide
    from reporting.packs.numbers import Numbers
    from reporting.packs.pictures import StoredPicture


class DataMissing(Exception):
    """The data of a section are missing; the message is a sentence for its slide."""


class Writers(Enum):
    """Who may write a section, in addition to those who may write packs."""

    PACK = "those who write packs"
    PREVENT_LEAD = "the Prevent lead too"


@dataclass(frozen=True)
class Context:
    """All that a section is built of.

    `viewer` is a councillor: a pack shows nothing that a panel may not see. `at` is the moment
    that figures are as at, and `written_as_at` the same as addresses have it. `key` names the
    section in every version of the pack and `slug` the pack; `previous` is the issued pack that
    came before it, and `last_time` this section there. `settings` are the answers to the kind's
    `fields`, as JSON holds them. `before` are the sections of the pack that come before it, as
    they were built; none where it is built alone.
    """

    partnership: Partnership
    viewer: Viewer
    at: datetime
    numbers: Numbers
    key: str
    title: str
    slug: str = ""
    meeting: Meeting | None = None
    written_as_at: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    pictures: Mapping[str, StoredPicture] = field(default_factory=dict)
    previous: FrozenPack | None = None
    last_time: FrozenSection | None = None
    before: tuple[FrozenSection, ...] = ()


@dataclass(frozen=True)
class Presented:
    """What a section puts before the panel: its slides, and those of the annex behind them."""

    slides: tuple[PanelSlide, ...] = ()
    annex: tuple[PanelSlide, ...] = ()


# From the partnership to the form fields of a kind's settings, by name.
Fields = Callable[["Partnership"], "Mapping[str, forms.Field]"]


def _no_fields(partnership: Partnership) -> Mapping[str, forms.Field]:
    return {}


@dataclass(frozen=True)
class SectionKind:
    """A kind of section.

    `build` gives its parts of the report, none for a section that has none of its own; it raises
    `DataMissing` where what it tells of is not held, and the part then says so. `present` gives
    what of it stands on slides and in the annex; without one it is in the report alone.
    `statement` is the sentence
    that next year's pack shows as “last time we reported”. `takes_text` is whether officers write
    words of their own in it; `text_help` says beside the box what they are for. `group` is the
    heading that the kind is offered under. With `in_annual_update` a section of it stands in every
    new annual update, among the subjects that the apps above bring. With `takes_picture` officers
    add one, whose sha256 is in the setting `picture`. With `reads_others` it tells of what stands
    in the other sections of the pack.
    """

    slug: str
    title: str
    help: str
    build: Callable[[Context], Sequence[Slide]]
    group: str = "Words"
    takes_text: bool = True
    text_help: str = ""
    fields: Fields = _no_fields
    present: Callable[[Context], Presented] | None = None
    statement: Callable[[Context], Sentence | None] | None = None
    writers: Writers = Writers.PACK
    in_annual_update: bool = False
    takes_picture: bool = False
    reads_others: bool = False


class SectionKinds:
    """The kinds by slug, in the order of registration."""

    def __init__(self) -> None:
        self._kinds: dict[str, SectionKind] = {}

    def register(self, kind: SectionKind, *, replaces: bool = False) -> SectionKind:
        """Register `kind`; `replaces` says whether it takes over from one already registered."""
        if replaces != (kind.slug in self._kinds):
            raise AlreadyRegistered(
                f"there is no section kind {kind.slug} to replace"
                if replaces
                else f"section kind {kind.slug}"
            )
        self._kinds[kind.slug] = kind
        return kind

    def __iter__(self) -> Iterator[SectionKind]:
        return iter(self._kinds.values())

    def __getitem__(self, slug: str) -> SectionKind:
        return self._kinds[slug]

    def __contains__(self, slug: str) -> bool:
        return slug in self._kinds


section_kinds = SectionKinds()
