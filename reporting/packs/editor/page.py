"""What the pack pages show: sections with their states, outstanding work, the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from math import ceil
from typing import Any

from django.core.cache import cache
from django.db.models import Max
from django.urls import reverse

from partnership import clock
from partnership.models import AuditEvent
from partnership.people.permissions import Permission, Viewer, may
from reporting.content.description import Link, Provenance, Slide, in_words
from reporting.content.frozen import FrozenPack, FrozenSection, thaw_pack
from reporting.export.formats import Format
from reporting.packs import text as pack_text
from reporting.packs.build import build, build_section, previous_version
from reporting.packs.checks import figures_of, unsupported, unsupported_numbers
from reporting.packs.files import file_name
from reporting.packs.models import NumberConfirmed, PackFile, Section, SectionState, State, Version
from reporting.packs.numbers import BadFigure, Bound, Numbers, where_from
from reporting.packs.policies import may_write
from reporting.packs.queries import sections
from reporting.packs.sections.registry import section_kinds
from reporting.packs.words import STEPS

# More of a section stand on a further page.
SLIDES_A_PAGE = 3
# A tag of the page: its words and its colour.
Tag = tuple[str, str]


# --- The editor ------------------------------------------------------------------------------
@dataclass(frozen=True)
class SectionLine:
    """A section in the list beside the slide. `place` is counted from 0."""

    key: str
    title: str
    kind: str
    place: int
    tags: tuple[Tag, ...]
    is_first: bool
    is_last: bool
    may_write: bool


@dataclass(frozen=True)
class Desk:
    """A version being written: who has it, its sections, and what is outstanding."""

    version: Version
    standing: str
    lines: tuple[SectionLine, ...]
    left: tuple[str, ...]
    to_confirm: tuple[SectionLine, ...]
    formats: tuple[str, ...]
    may_edit: bool
    may_approve: bool
    may_issue: bool


@dataclass(frozen=True)
class _Found:
    """Problems found in a version, by section; cached until something changes."""

    missing: Mapping[str, str]
    wrong: Mapping[str, tuple[str, ...]]
    typed: Mapping[str, tuple[str, ...]]
    figures: frozenset[str]


def desk(version: Version, viewer: Viewer) -> Desk:
    """The version as its author, reviewer or approver sees it."""
    standing, found = sections(version), _found(version)
    lines = tuple(
        _line(section, place, standing, found, viewer) for place, section in enumerate(standing)
    )
    states = {section.key: section.state for section in standing}
    partnership = version.pack.partnership
    return Desk(
        version=version,
        standing=_standing(version),
        lines=lines,
        left=tuple(_left(standing, found)),
        to_confirm=tuple(
            line for line in lines if states[line.key] == SectionState.CHECK and line.may_write
        ),
        formats=tuple(file_format.value.upper() for file_format in Format),
        may_edit=may(viewer, Permission.EDIT_PACKS, partnership=partnership),
        may_approve=may(viewer, Permission.APPROVE_PACKS, partnership=partnership),
        may_issue=may(viewer, Permission.ISSUE_PACKS, partnership=partnership),
    )


def _found(version: Version) -> _Found:
    """Cached until the partnership's next audit event; every write records one."""
    partnership = version.pack.partnership
    last = AuditEvent.objects.filter(partnership_id=partnership.pk).aggregate(last=Max("pk"))
    day = "" if version.as_at else clock.today().isoformat()
    key = f"found-in-pack:{version.pk}:{last['last']}:{day}"
    values = cache.get(key)
    if values is None:
        built = build(version)
        typed = unsupported_numbers(version, built.pack)
        # Plain values: the name of a class would go into the cache with one of its own.
        values = (built.missing, built.wrong, typed, figures_of(built.pack))
        cache.set(key, values, timeout=600)
    return _Found(*values)


def _line(
    section: Section, place: int, every: Sequence[Section], found: _Found, viewer: Viewer
) -> SectionLine:
    return SectionLine(
        key=section.key,
        title=section.title,
        kind=section_kinds[section.kind].title,
        place=place,
        tags=tuple(_tags(section, found)),
        is_first=place == 0,
        is_last=place == len(every) - 1,
        may_write=may_write(viewer, section),
    )


def _tags(section: Section, found: _Found) -> Iterable[Tag]:
    if section.state == SectionState.TO_FOLLOW:
        yield ("To follow", "grey")
    elif section.key in found.missing:
        yield ("Data missing", "orange")
    elif section.state == SectionState.CHECK:
        yield ("Check this", "yellow")
    else:
        yield ("Ready", "green")
    if section.key in found.wrong or section.key in found.typed:
        yield ("Numbers to check", "red")
    if section.is_exempt:
        yield ("Exempt", "purple")
    if count := getattr(section, "open_comments", 0):
        yield (f"{count} comment{'s' if count > 1 else ''}", "blue")


def _left(standing: Sequence[Section], found: _Found) -> Iterable[str]:
    """What must be done, or should be known, before the version is approved."""
    counts = (
        ("to be checked", sum(section.state == SectionState.CHECK for section in standing)),
        ("without data, which the slide says", len(found.missing)),
        ("to follow", sum(section.state == SectionState.TO_FOLLOW for section in standing)),
        ("with a figure that cannot be read", len(found.wrong)),
        ("with typed numbers to bind or confirm", len(found.typed)),
        (
            "with open comments",
            sum(bool(getattr(section, "open_comments", 0)) for section in standing),
        ),
    )
    for what, count in counts:
        if count:
            yield f"{count} section{'s' if count > 1 else ''} {what}"


def _standing(version: Version) -> str:
    """Who has the version now, in one line."""
    state = State(version.state)
    who = {
        State.DRAFT: version.begun_by,
        State.IN_REVIEW: version.sent_by,
        State.APPROVED: version.approved_by,
    }.get(state)
    return f"{state.label}: {STEPS[state]}" + (f" ({who})" if who else "")


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
    """A section in the editor: the slides as they will look, and what its text rests on."""

    slides: tuple[Slide, ...]
    missing: str
    figures: tuple[BoundLine, ...]
    typed: tuple[str, ...]
    last_time: str
    now: str


def section_shown(section: Section) -> SectionShown:
    """The section with its current text, saved or not."""
    built = build_section(section)
    frozen = built.pack.sections[0]
    before = previous_version(section.version.pack)
    last = thaw_pack(before.frozen).section(section.key) if before else None
    return SectionShown(
        slides=page_slides(frozen),
        missing=built.missing.get(section.key, ""),
        figures=tuple(_bound_lines(section, built.numbers)),
        typed=_typed(section),
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


def _typed(section: Section) -> tuple[str, ...]:
    """Typed numbers in the current text that match no figure of the whole pack."""
    confirmed = NumberConfirmed.objects.filter(section=section).values_list("number", flat=True)
    return unsupported(section.text, figures=_found(section.version).figures, confirmed=confirmed)


# --- A version as the panel has it -----------------------------------------------------------
@dataclass(frozen=True)
class ShownSection:
    """A section on the page of a frozen pack."""

    key: str
    title: str
    slides: tuple[Slide, ...]
    exempt: str = ""


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


def contents(pack: FrozenPack, *, is_public: bool = False) -> tuple[Entry, ...]:
    """The sections that have something to show; for the public without exempt ones."""
    return tuple(
        Entry(section.key, section.title, section.is_exempt)
        for section in pack.sections
        if section.slides and not (is_public and section.is_exempt)
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
        slides=slides[(page - 1) * SLIDES_A_PAGE : page * SLIDES_A_PAGE],
        exempt=f"paragraph {section.exempt_paragraph}" if section.is_exempt else "",
    )
    return Opened(
        section=shown,
        contents=every,
        place=[entry.key for entry in every].index(key) + 1,
        before=steps[at - 1] if at else None,
        after=steps[at + 1] if at + 1 < len(steps) else None,
    )


def _steps(pack: FrozenPack, entry: Entry) -> Iterable[Step]:
    section = pack.section(entry.key)
    pages = ceil(len(section.slides) / SLIDES_A_PAGE) if section else 0
    for page in range(1, pages + 1):
        label = f"{entry.title}, page {page} of {pages}" if pages > 1 else entry.title
        url = f"{entry.key}/?page={page}" if page > 1 else f"{entry.key}/"
        yield Step(entry.key, page, label, url)


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
