"""The slides of a version as they will look, with what to say to each; draws no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from reporting.content.frozen import FrozenPack
from reporting.export.pptx import looks_of
from reporting.packs.models import Version
from reporting.packs.slide_templates import actions as slide_templates
from reporting.rendering.slides.grid import STANDARD, Frame
from reporting.rendering.slides.plan import DeckPlan, DuplicateTitle, planned
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.spoken import seconds_of
from reporting.rendering.slides.svg import slide_svg


@dataclass(frozen=True)
class SlideShown:
    """A slide: its number and title, the section that it is of, its picture and its notes.

    `seconds` is how long its notes take to say.
    """

    number: int
    title: str
    section: str
    picture: SafeString
    notes: tuple[str, ...]
    seconds: int
    may_be_skipped: bool


@dataclass(frozen=True)
class SlidesShown:
    """All slides of a version; `problem` says why there are none."""

    slides: tuple[SlideShown, ...]
    problem: str = ""

    @cached_property
    def minutes(self) -> int:
        """How long all of it takes to say, in whole minutes."""
        return round(sum(slide.seconds for slide in self.slides) / 60)

    def of_section(self, key: str) -> tuple[SlideShown, ...]:
        return tuple(slide for slide in self.slides if slide.section == key)


def slides_shown(
    pack: FrozenPack, version: Version, *, is_public: bool = False, only: str = ""
) -> SlidesShown:
    """The slides of a pack as built or frozen; `only` those of the section of that key."""
    frame, accent = _looks(version, pack.head.colour)
    presentation = pack.presentation(is_public=is_public, is_draft=not version.is_frozen)
    try:
        deck = planned(presentation, frame, with_problems=not version.is_frozen, only=only)
    except (TooFull, DuplicateTitle) as why:
        return SlidesShown((), f"The slides cannot be set yet: {why}")
    return SlidesShown(tuple(_shown(deck, accent, is_draft=not version.is_frozen, only=only)))


@dataclass(frozen=True)
class WithoutRoom:
    """A slide that cannot be set, with the reason, and the section that it is of.

    With `has_title_of_another` it has room, and a title that cannot be told apart.
    """

    section: str
    problem: str
    has_title_of_another: bool = False


def without_room(pack: FrozenPack, version: Version) -> tuple[WithoutRoom, ...]:
    """The slides that have no room for what they are to hold, and those with another's title."""
    frame, _ = _looks(version, pack.head.colour)
    deck = planned(pack.presentation(), frame, with_problems=True)
    found, titles = [], dict[str, int]()
    for plan in deck.slides:
        section = plan.address.partition("/")[0]
        if plan.problem:
            found.append(WithoutRoom(section, plan.problem))
        elif plan.title in titles:
            same = f"Slides {titles[plan.title]} and {plan.number} have one title: “{plan.title}”"
            found.append(WithoutRoom(section, same, has_title_of_another=True))
        titles.setdefault(plan.title, plan.number)
    return tuple(found)


def _looks(version: Version, colour: str) -> tuple[Frame, str]:
    """Where things stand, and the accent: those of the template in use."""
    template = slide_templates.content_of(
        slide_templates.current(version.pack.partnership, at=version.approved_at)
    )
    return (looks_of(template) if template else None) or (STANDARD, colour)


def _shown(deck: DeckPlan, accent: str, *, is_draft: bool, only: str) -> Iterator[SlideShown]:
    for plan in deck.slides:
        section = plan.address.partition("/")[0]
        if only and section != only:
            continue
        yield SlideShown(
            number=plan.number,
            title=plan.title,
            section=section,
            # Made by the portal, from descriptions whose words it escapes.
            picture=SafeString(slide_svg(plan, accent=accent, is_draft=is_draft)),
            notes=plan.notes,
            seconds=round(seconds_of([plan.slide])) if plan.slide else 0,
            may_be_skipped=bool(plan.slide and plan.slide.notes.may_be_skipped),
        )
