"""What the pages of a section and of a frozen pack show: slides, words, figures, files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from math import ceil
from typing import Any

from django.urls import reverse

from reporting.content.description import Link, Provenance, Slide, in_words
from reporting.content.frozen import FrozenPack, FrozenSection, thaw_pack
from reporting.export.formats import Format
from reporting.export.report_figures import Message
from reporting.packs import text as pack_text
from reporting.packs.agreement import TITLE, Disagreement
from reporting.packs.build import previous_version
from reporting.packs.editor.draft import Draft
from reporting.packs.files import file_name
from reporting.packs.models import PackFile, Section, Version
from reporting.packs.numbers import BadFigure, Bound, Numbers, What, where_from
from reporting.packs.on_slides.shown import SlidesShown, slides_shown
from reporting.packs.read_pictures import messages_of
from reporting.queries.measures import find

# More parts of a section stand on further pages. Below a single picture of its slides there is
# room for one, and below several for none.
SLIDES_A_PAGE = 3


# --- One section -----------------------------------------------------------------------------
@dataclass(frozen=True)
class BoundLine:
    """A figure in the text: its sign, what it shows now, and where it comes from."""

    token: str
    text: str
    where: str
    is_wrong: bool = False


@dataclass(frozen=True)
class SectionShown:
    """A section in the editor: its slides and its parts of the report as they will look, and what
    its text rests on.
    """

    presented: SlidesShown
    slides: tuple[Slide, ...]
    missing: str
    figures: tuple[BoundLine, ...]
    typed: tuple[str, ...]
    differing: tuple[Disagreement, ...]
    suggested: Suggestion | None
    sources: tuple[str, ...]
    last_time: str
    now: str

    @property
    def title_differs(self) -> bool:
        return any(one.where == TITLE for one in self.differing)

    @property
    def to_stand(self) -> tuple[str, ...]:
        """The numbers and years that may stand if somebody says why."""
        return tuple(dict.fromkeys((*self.typed, *(one.says for one in self.differing))))


@dataclass(frozen=True)
class Suggestion:
    """Words that the figures of a section give, as they will be read and as they are written."""

    reads: str
    text: str


def section_shown(section: Section, draft: Draft) -> SectionShown:
    """The section as the draft has it, saved or not, each slide with its number among all."""
    built = draft.built
    frozen = built.pack.section(section.key)
    assert frozen is not None  # noqa: S101 - every section of a draft is built
    before = previous_version(section.version.pack)
    last = thaw_pack(before.frozen).section(section.key) if before else None
    return SectionShown(
        presented=slides_shown(built.pack, section.version, only=section.key),
        slides=page_slides(frozen),
        missing=built.missing.get(section.key, ""),
        figures=tuple(_bound_lines(section, built.numbers)),
        typed=draft.typed.get(section.key, ()),
        differing=draft.differing.get(section.key, ()),
        suggested=_suggested(section, built.numbers),
        sources=tuple(dict.fromkeys(_sources(frozen))),
        last_time=last.statement.text if last and last.statement else "",
        now=frozen.statement.text if frozen.statement else "",
    )


def _bound_lines(section: Section, numbers: Numbers) -> Iterable[BoundLine]:
    for written in dict.fromkeys(pack_text.tokens(section.text)):
        try:
            figure = Bound.parse(written.strip())
            parts = numbers.bound(figure)
        except BadFigure as bad:
            yield BoundLine(f"{{{{{written}}}}}", "", str(bad), is_wrong=True)
            continue
        text = in_words(parts)
        yield BoundLine(figure.token, text, where_from(numbers, figure))


def _suggested(section: Section, numbers: Numbers) -> Suggestion | None:
    """The number of a measure's section and its change, bound; None where it has no figure."""
    measure, period = section.settings.get("measure"), section.settings.get("period")
    if not measure or not period:
        return None
    area = section.settings.get("area", "")
    asked = [Bound(measure, period, what, area=area) for what in (What.COUNT, What.MORE_OR_FEWER)]
    try:
        count, change = (in_words(numbers.bound(figure)) for figure in asked)
    except BadFigure:
        return None
    written, change_written = (figure.token for figure in asked)
    title = find(measure)[1].title
    return Suggestion(
        f"{title}: {count}, {change} than the year before.",
        f"{title}: {written}, {change_written} than the year before.",
    )


def _sources(frozen: FrozenSection) -> Iterable[str]:
    """Where the figures of a section come from, as its slides and its parts of the report say."""
    yield from (part.source_line for part in frozen.slides if part.source_line)
    yield from (slide.source for slide in (*frozen.panel, *frozen.annex) if slide.source)


# --- A version as the panel has it -----------------------------------------------------------
@dataclass(frozen=True)
class ShownSection:
    """A section on the page of a frozen pack; `messages` are its slides, on the first page."""

    key: str
    title: str
    slides: tuple[Slide, ...]
    exempt: str = ""
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class FileLine:
    """A finished file: its address, what it holds, how large it is, and its hash."""

    url: str
    scope_title: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    key: str
    title: str
    is_exempt: bool = False


@dataclass(frozen=True)
class Step:
    """A page of a section: what it is called, and its address below that of the contents."""

    key: str
    page: int
    label: str
    url: str


@dataclass(frozen=True)
class Opened:
    """A page of a section as it is read, where it stands, and what comes before and after."""

    section: ShownSection
    contents: tuple[Entry, ...]
    place: int
    before: Step | None
    after: Step | None
    colour: str


def contents(pack: FrozenPack, *, is_public: bool = False) -> tuple[Entry, ...]:
    """The sections that have something to show; for the public without exempt ones."""
    return tuple(
        Entry(section.key, section.title, section.is_exempt)
        for section in pack.sections
        if (section.slides or section.panel) and not (is_public and section.is_exempt)
    )


def opened(pack: FrozenPack, key: str, page: int, *, is_public: bool = False) -> Opened | None:
    """A page of the section of that name, counted from 1; None where there is none to read."""
    every = contents(pack, is_public=is_public)
    steps = [step for entry in every for step in _steps(pack, entry)]
    at = next((at for at, step in enumerate(steps) if (step.key, step.page) == (key, page)), None)
    section = pack.section(key)
    if at is None or section is None:
        return None
    slides = page_slides(section, is_public=is_public)
    shown = ShownSection(
        key=section.key,
        title=section.title,
        slides=slides[_parts_until(section, page - 1) : _parts_until(section, page)],
        exempt=f"paragraph {section.exempt_paragraph}" if section.is_exempt else "",
        messages=messages_of(pack, key, is_public=is_public) if page == 1 else (),
    )
    return Opened(
        section=shown,
        contents=every,
        place=[entry.key for entry in every].index(key) + 1,
        before=steps[at - 1] if at else None,
        after=steps[at + 1] if at + 1 < len(steps) else None,
        colour=pack.head.colour,
    )


def _steps(pack: FrozenPack, entry: Entry) -> Iterable[Step]:
    section = pack.section(entry.key)
    pages = _pages(section) if section else 0
    for page in range(1, pages + 1):
        label = f"{entry.title}, page {page} of {pages}" if pages > 1 else entry.title
        url = f"{entry.key}/?page={page}" if page > 1 else f"{entry.key}/"
        yield Step(entry.key, page, label, url)


def _pages(section: FrozenSection) -> int:
    further = len(section.slides) - _parts_until(section, 1)
    return 1 + max(ceil(further / SLIDES_A_PAGE), 0)


def _parts_until(section: FrozenSection, page: int) -> int:
    """How many parts stand on the pages up to that one."""
    pictures = sum(len(slide.shown) for slide in section.panel)
    on_first = max(2 - pictures, 0) if section.panel else SLIDES_A_PAGE
    return on_first + (page - 1) * SLIDES_A_PAGE if page else 0


def page_slides(section: FrozenSection, *, is_public: bool = False) -> tuple[Slide, ...]:
    """Its slides, with table and chart names made unique on the page."""
    slides = tuple(
        _named(slide, f"{section.key}-{number}") for number, slide in enumerate(section.slides, 1)
    )
    return tuple(_without_ways(slide) for slide in slides) if is_public else slides


def _named(slide: Slide, before: str) -> Slide:
    chart, table, diagram = slide.chart, slide.table, slide.diagram
    return replace(
        slide,
        chart=chart and replace(chart, slug=f"{before}-{chart.slug}"),
        table=table and replace(table, slug=f"{before}-{table.slug}"),
        diagram=diagram and replace(diagram, slug=f"{before}-{diagram.slug}"),
    )


def _without_ways(thing: Any) -> Any:
    """The same without links into the portal."""
    if isinstance(thing, Link):
        return thing.text
    if isinstance(thing, Provenance):
        return None
    if isinstance(thing, tuple):
        return tuple(_without_ways(item) for item in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {field.name: _without_ways(getattr(thing, field.name)) for field in fields(thing)}
        return replace(thing, **changed)
    return thing


def file_lines(version: Version) -> tuple[FileLine, ...]:
    """The finished files, at their addresses in the portal."""
    place = (version.pack.partnership.slug, version.pack.slug, version.number)
    return tuple(
        _file_line(file, reverse("packs:file", args=[*place, file.scope, file.format]))
        for file in version.files.all()
    )


def public_file_lines(version: Version, scope: PackFile.Scope) -> tuple[FileLine, ...]:
    """The public files, at their public addresses."""
    place = (version.pack.partnership.slug, version.pack.slug, version.number)
    return tuple(
        _file_line(file, reverse("public_pack_file", args=[*place, version.pack.slug, file.format]))
        for file in version.files.filter(scope=scope)
    )


def _file_line(pack_file: PackFile, url: str) -> FileLine:
    scope = PackFile.Scope(pack_file.scope)
    return FileLine(
        url=url,
        scope_title=scope.label,
        name=file_name(pack_file.version, scope, Format(pack_file.format)),
        size=pack_file.size,
        sha256=pack_file.sha256,
    )
