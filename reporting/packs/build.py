"""Builds a version of a pack from its sections and the figures as at its date; draws nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.utils import timezone

from partnership import clock
from partnership.people.permissions import AS_COUNCILLOR
from partnership.setup.words import day
from reporting.content.description import Deck, Marking, Sentence, Slide, SlideKind, in_words
from reporting.content.frozen import FrozenFigure, FrozenPack, FrozenSection, thaw_pack
from reporting.content.selection import LONDON
from reporting.packs import text as pack_text
from reporting.packs.models import FROZEN, Pack, Section, SectionPlace, SectionState, State, Version
from reporting.packs.named_figures import with_names
from reporting.packs.numbers import BadFigure, Bound, Numbers
from reporting.packs.on_slides.placing import placed, words_on_slides
from reporting.packs.pictures import pictures
from reporting.packs.presented_records.areas import ornament
from reporting.packs.sections.registry import Context, DataMissing, Presented, section_kinds
from reporting.packs.sections.text import text_slides
from reporting.packs.words import OPENS, TO_FOLLOW, meeting_line, presenter_line


@dataclass(frozen=True)
class Built:
    """A pack as it would be frozen now.

    By the section's key: `missing` says what is not held, `wrong` which figures of its text
    cannot be read. `numbers` is what the figures were read from.
    """

    pack: FrozenPack
    missing: Mapping[str, str]
    wrong: Mapping[str, tuple[str, ...]]
    numbers: Numbers


def build(
    version: Version,
    *,
    now: datetime | None = None,
    fixes: bool = False,
    standing: Sequence[Section] | None = None,
    is_anew: bool = False,
) -> Built:
    """Build every current section, in order, or those that are `standing`.

    Figures are as at the version's day, else as at `now`; with `fixes`, addresses name that
    moment, so that they show the same for ever. With `is_anew` the figures are as at `now` and all
    else is of the version's day: what a frozen version would say of that day if it were made now.
    """
    builder = _builder(version, now=now or timezone.now(), fixes=fixes, is_anew=is_anew)
    standing = standing_sections(version) if standing is None else standing
    sections: tuple[FrozenSection, ...] = ()
    for section in standing:
        sections = (*sections, builder.section(section, before=sections))
    pack = FrozenPack(
        head=head(version, at=builder.numbers.at),
        sections=_with_own_titles(sections, version.pack.title),
        at=builder.numbers.at,
        sources=tuple(_sources(builder.numbers)),
        meeting=day(version.pack.meeting.held_on) if version.pack.meeting else "",
        ornament=ornament(builder.context),
        has_notes=version.report_has_notes,
    )
    pack = with_names(pack, builder.numbers)
    return Built(pack, builder.missing, builder.wrong, builder.numbers)


def build_again(
    built: Built,
    version: Version,
    standing: Sequence[Section],
    *,
    changed: Collection[str],
    now: datetime | None = None,
) -> Built:
    """`built` with the sections of the keys in `changed` as they are now, and the rest as it was.

    What sections tell of one another (`reads_others`) is as it was too.
    """
    builder = _builder(version, now=now or timezone.now(), fixes=False)
    keys = {section.key for section in standing} - set(changed)
    builder.missing.update({key: why for key, why in built.missing.items() if key in keys})
    builder.wrong.update({key: those for key, those in built.wrong.items() if key in keys})
    sections: tuple[FrozenSection, ...] = ()
    for section in standing:
        old = built.pack.section(section.key) if section.key in keys else None
        sections = (*sections, old or builder.section(section, before=sections))
    pack = replace(
        built.pack,
        head=head(version, at=builder.numbers.at),
        sections=_with_own_titles(sections, version.pack.title),
        has_notes=version.report_has_notes,
    )
    return Built(pack, builder.missing, builder.wrong, builder.numbers)


def build_section(section: Section, *, now: datetime | None = None) -> Built:
    """Build one section alone, for the preview."""
    builder = _builder(section.version, now=now or timezone.now(), fixes=False)
    built = builder.section(section)
    pack = FrozenPack(
        head=head(section.version, at=builder.numbers.at), sections=(built,), at=builder.numbers.at
    )
    return Built(pack, builder.missing, builder.wrong, builder.numbers)


def standing_sections(version: Version) -> tuple[Section, ...]:
    """The sections that have not been ended, in order."""
    return tuple(version.sections.filter(ended_at=None).order_by("order", "pk"))


def head(version: Version, *, at: datetime) -> Deck:
    """The opening words of a version: its title, meeting, presenters and marking."""
    pack = version.pack
    return Deck(
        title=pack.title,
        subtitle=meeting_line(pack),
        partnership=pack.partnership.name,
        colour=pack.partnership.colour,
        slides=(),
        as_at=clock.day_of(at),
        presenters=tuple(presenter_line(*presenter) for presenter in version.presenters),
        marking=Marking(version.marking),
    )


def previous_version(pack: Pack) -> Version | None:
    """The version that the panel last saw of a pack of this kind for an earlier meeting."""
    versions = Version.objects.filter(
        pack__partnership=pack.partnership,
        pack__kind=pack.kind,
        state__in=(State.ISSUED, State.ARCHIVED),
    ).exclude(pack=pack)
    if pack.meeting is not None:
        versions = versions.filter(pack__meeting__held_on__lt=pack.meeting.held_on)
    return versions.order_by("-pack__meeting__held_on", "-number").first()


def moment_of(version: Version, now: datetime) -> datetime:
    """The moment that the version's figures are as at."""
    if version.state in FROZEN and version.fixed_at:
        return version.fixed_at
    if version.as_at:
        return datetime.combine(version.as_at, time.max, tzinfo=LONDON)
    return now


# --- One section -----------------------------------------------------------------------------
@dataclass(frozen=True)
class _Builder:
    version: Version
    numbers: Numbers
    context: Context
    missing: dict[str, str]
    wrong: dict[str, tuple[str, ...]]

    def section(self, section: Section, *, before: tuple[FrozenSection, ...] = ()) -> FrozenSection:
        context = replace(
            self.context,
            key=section.key,
            title=section.title,
            settings=section.settings,
            text=section.text,
            before=before,
            last_time=self.context.previous.section(section.key) if self.context.previous else None,
            pictures=pictures(
                [section.settings["picture"]] if section.settings.get("picture") else [],
                partnership=self.context.partnership,
            ),
        )
        statement = section_kinds[section.kind].statement
        is_to_follow = section.state == SectionState.TO_FOLLOW
        slides = self._slides(section, context)
        presented = self._presented(section, context, slides)
        return FrozenSection(
            key=section.key,
            kind=section.kind,
            title=section.title,
            slides=slides,
            panel=presented.slides,
            annex=presented.annex,
            text=section.text,
            statement=statement(context) if statement and not is_to_follow else None,
            figures=tuple(self._figures(section)),
            is_to_follow=is_to_follow,
            exempt_paragraph=section.exempt_paragraph,
            exempt_because=section.exempt_because,
        )

    def _slides(self, section: Section, context: Context) -> tuple[Slide, ...]:
        if section.state == SectionState.TO_FOLLOW:
            return (_explanation(section, TO_FOLLOW),)
        try:
            return tuple(section_kinds[section.kind].build(context))
        except DataMissing as missing:
            self.missing[section.key] = str(missing)
            further = text_slides(context, title=f"{section.title}: further")
            return (_explanation(section, str(missing)), *further)

    def _presented(
        self, section: Section, context: Context, report: tuple[Slide, ...]
    ) -> Presented:
        """What stands on slides; nothing where the report says that data are missing.

        A kind that puts nothing there has its words there, where the officer wants it so.
        """
        place, present = SectionPlace(section.place), section_kinds[section.kind].present
        if section.state == SectionState.TO_FOLLOW or section.key in self.missing:
            return Presented()
        try:
            if present is not None:
                return placed(present(context), place)
            is_wanted = place in (SectionPlace.SLIDES, SectionPlace.ANNEX)
            return (
                placed(words_on_slides(section.title, report), place) if is_wanted else Presented()
            )
        except DataMissing as missing:
            self.missing[section.key] = str(missing)
            return Presented()

    def _figures(self, section: Section) -> Iterable[FrozenFigure]:
        """The text shown for each figure; those that cannot be read are noted."""
        wrong = []
        for written in pack_text.tokens(section.text):
            try:
                parts = self.numbers.bound(Bound.parse(written.strip()))
            except BadFigure as bad:
                wrong.append(str(bad))
                continue
            text = in_words(parts)
            yield FrozenFigure(written.strip(), text)
        if wrong:
            self.wrong[section.key] = tuple(wrong)


def _builder(version: Version, *, now: datetime, fixes: bool, is_anew: bool = False) -> _Builder:
    pack, at = version.pack, moment_of(version, now)
    written = version.as_at.isoformat() if version.as_at else at.isoformat() if fixes else ""
    if is_anew:
        written = ""
    numbers = Numbers(pack.partnership, AS_COUNCILLOR, now if is_anew else at, written)
    before = previous_version(pack)
    context = Context(
        partnership=pack.partnership,
        viewer=AS_COUNCILLOR,
        at=at,
        numbers=numbers,
        key="",
        title="",
        slug=pack.slug,
        meeting=pack.meeting,
        written_as_at=written,
        previous=thaw_pack(before.frozen) if before else None,
    )
    return _Builder(version, numbers, context, {}, {})


def _explanation(section: Section, sentence: str) -> Slide:
    """A slide that says why the section has no content."""
    return Slide(SlideKind.TEXT, section.title, sentences=(Sentence((sentence,)),))


# --- The whole -------------------------------------------------------------------------------
def _with_own_titles(sections: Sequence[FrozenSection], opening: str) -> tuple[FrozenSection, ...]:
    """Give every slide of a deck a unique title, so that a list of titles is clear."""
    seen = {opening, *OPENS}
    return tuple(
        replace(
            section,
            slides=tuple(_own_title(slide, section.title, seen) for slide in section.slides),
        )
        for section in sections
    )


def _own_title(slide: Slide, section: str, seen: set[str]) -> Slide:
    title = slide.title
    if title in seen and section not in title:
        title = f"{section}: {slide.title}"
    number = 2
    while title in seen:
        title = f"{slide.title} ({number})"
        number += 1
    seen.add(title)
    return slide if title == slide.title else replace(slide, title=title)


def _sources(numbers: Numbers) -> Iterable[str]:
    """The returns behind every measure that the pack shows, once each."""
    return dict.fromkeys(
        f"{used.name}, supplied by {used.supplied_by}, received {used.received},"
        f" accepted {used.accepted}"
        for figures in numbers.read
        for used in figures.returns
    )
