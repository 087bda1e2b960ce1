"""The kinds of section built into reporting: words, structure, places, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django import forms

from partnership import clock
from partnership.models import Partnership
from partnership.models.governance import Assessment
from partnership.models.groups import Group, GroupKind
from partnership.places.geography import geography
from partnership.setup.words import day
from reporting import narrative
from reporting.content.description import (
    Column,
    Picture,
    Row,
    Sentence,
    Slide,
    SlideKind,
    Table,
    Words,
)
from reporting.content.diagrams import Diagram, Node
from reporting.packs.presented import kinds as figure_kinds
from reporting.packs.presented_records import areas, structure
from reporting.packs.presented_records.asks import ASKS
from reporting.packs.presented_records.corrections import CORRECTIONS
from reporting.packs.presented_records.made_up import MADE_UP
from reporting.packs.sections import records
from reporting.packs.sections.registry import Context, DataMissing, SectionKind, section_kinds
from reporting.packs.sections.text import text_slides, words_kind


def register_all() -> None:
    """Registers every kind of this module, once, when Django starts."""
    for kind in KINDS:
        section_kinds.register(kind)


# --- Opening and dividing --------------------------------------------------------------------
def _cover(context: Context) -> Sequence[Slide]:
    """The opening slide is made of the pack's own title, meeting and presenters."""
    return text_slides(context)


def _divider(context: Context) -> Sequence[Slide]:
    lines = (line.strip() for line in context.text.splitlines())
    sentences = tuple(Sentence((line,)) for line in lines if line)
    return (Slide(kind=SlideKind.TITLE, title=context.title, sentences=sentences),)


# --- Governance ------------------------------------------------------------------------------
def _structure(context: Context) -> Sequence[Slide]:
    """The current groups, each below the one it reports to; then the words."""
    day = clock.day_of(context.at)
    recorded = Group.objects.filter(partnership=context.partnership, since__lte=day)
    recorded = recorded.exclude(kind=GroupKind.PANEL).order_by("pk")
    groups = [group for group in recorded if group.ended_on is None or group.ended_on > day]
    words = text_slides(context)
    if not groups:
        if not words:
            raise DataMissing("No groups have been recorded, so there is no structure to draw yet.")
        return words
    title = f"{context.title}: who reports to whom" if words else context.title
    return (*words, _diagram(context, groups, title))


def _diagram(context: Context, groups: Sequence[Group], title: str) -> Slide:
    ordered = list(_parents_first(groups))
    slugs = {group.pk: group.slug for group in ordered}
    nodes = tuple(
        Node(
            key=group.slug,
            title=group.name,
            lines=(f"Meets {group.frequency[:1].lower()}{group.frequency[1:]}",)
            if group.frequency
            else (),
            to=slugs.get(group.reports_to_id or 0, ""),
        )
        for group in ordered
    )
    names = {node.key: node.title for node in nodes}
    sentences = (
        f"{node.title} reports to {names[node.to]}."
        if node.to
        else f"{node.title} stands at the top."
        for node in nodes
    )
    diagram = Diagram(context.key, title, nodes, " ".join(sentences))
    return Slide(kind=SlideKind.DIAGRAM, title=title, diagram=diagram)


def _parents_first(groups: Sequence[Group]) -> Iterable[Group]:
    """Top-level groups first, each followed by the groups below it."""
    standing = {group.pk for group in groups}

    def below(parent: int | None) -> Iterable[Group]:
        for group in groups:
            reports_to = group.reports_to_id if group.reports_to_id in standing else None
            if reports_to == parent:
                yield group
                yield from below(group.pk)

    yield from below(None)


def _areas(context: Context) -> Sequence[Slide]:
    """The localities and their wards, as they stand on the day of the figures."""
    places = geography(context.partnership, on=clock.day_of(context.at))
    if not places.localities:
        raise DataMissing("The wards have not been grouped into localities yet.")
    wards = {ward.pk: ward.name for ward in places.wards}
    rows = tuple(
        Row(
            (locality.name, narrative.listed(sorted(wards[pk] for pk in places.wards_in(locality))))
        )
        for locality in places.localities
    )
    made_up = any(locality.illustrative for locality in places.localities)
    return (
        *text_slides(context, title=f"{context.title}: how we work in them"),
        Slide(
            kind=SlideKind.TABLE,
            title=context.title,
            table=Table(
                slug="operating-areas",
                title=f"The operating areas of {context.partnership.short_name}",
                columns=(Column("Locality"), Column("Wards")),
                rows=rows,
            ),
            warning=narrative.ILLUSTRATIVE_GROUPING if made_up else "",
        ),
    )


def _assessment(context: Context) -> Sequence[Slide]:
    """The edition that other sections rest on, and where to find it.

    The latest that is recorded on the pack's day, unless the section names another.
    """
    asked: Mapping[str, str] = context.settings
    note = ""
    if not asked.get("edition"):
        recorded = _recorded_assessment(context)
        asked = {
            "edition": recorded.edition,
            "dated": day(recorded.dated),
            "address": recorded.link,
        }
        note = recorded.note
    dated = f", dated {asked['dated']}" if asked.get("dated") else ""
    address = asked.get("address", "")
    parts = ("The document: ", Words(address, address=address)) if address else ()
    edition = (
        Sentence((f"Edition: {asked['edition']}{dated}.",)),
        *([Sentence(parts)] if parts else []),
    )
    slides = text_slides(context)
    if not slides or slides[0].title != context.title:
        return (Slide(SlideKind.TEXT, context.title, sentences=edition, warning=note), *slides)
    sentences = (*edition, *slides[0].sentences)
    first = replace(slides[0], sentences=sentences, is_list=False, warning=note)
    return (first, *slides[1:])


def _recorded_assessment(context: Context) -> Assessment:
    on = clock.day_of(context.at)
    assessments = Assessment.objects.filter(
        partnership=context.partnership, ended_on__isnull=True, dated__lte=on
    )
    latest = assessments.order_by("-dated", "-pk").first()
    if latest is None:
        raise DataMissing("No edition of the assessment has been named or recorded yet.")
    return latest


def _assessment_fields(partnership: Partnership) -> dict[str, forms.Field]:
    return {
        "edition": forms.CharField(
            label="Edition",
            required=False,
            help_text="Like 2022/23. Left empty: the latest that is recorded under governance",
        ),
        "dated": forms.CharField(label="Its date", required=False, help_text="Like November 2023"),
        "address": forms.URLField(
            label="Where it can be read", required=False, assume_scheme="https"
        ),
    }


# --- Pictures --------------------------------------------------------------------------------
def _picture(context: Context) -> Sequence[Slide]:
    asked = context.settings
    stored = context.pictures.get(asked.get("picture", ""))
    if stored is None:
        raise DataMissing("No picture has been added to this section yet.")
    words = text_slides(context)
    picture = Picture(
        content=stored.content,
        width=stored.width,
        height=stored.height,
        alternative=asked.get("alternative", ""),
        permission=asked.get("permission", ""),
    )
    title = f"{context.title}: picture" if words else context.title
    credit = f"Used with permission: {picture.permission}."
    return (*words, Slide(SlideKind.PICTURE, title, picture=picture, source_line=credit))


def _picture_fields(partnership: Partnership) -> dict[str, forms.Field]:
    return {
        "alternative": forms.CharField(
            label="What the picture shows",
            help_text="For those who cannot see it: a sentence or two",
            max_length=500,
        ),
        "permission": forms.CharField(
            label="Who permitted its use",
            help_text="A body or a job title, and when. Not a person’s name",
            max_length=300,
        ),
    }


KINDS = (
    SectionKind(
        slug="cover",
        title="Cover",
        help="The opening slide: panel, date and presenters, as the pack has them",
        build=_cover,
        group="Opening and dividing",
        text_help="Nothing is needed. What you write stands on a slide after the opening one",
    ),
    SectionKind(
        slug="divider",
        title="Divider",
        help="A slide with a title that opens the sections after it",
        build=_divider,
        group="Opening and dividing",
        text_help="A line or two below the title, if you like",
    ),
    ASKS,
    words_kind("text", "Words", "Paragraphs and points of your own"),
    words_kind(
        "statutory-text",
        "Statutory text",
        "What the law asks of the partnership: its terms of reference and functions",
        text_help="Name each Act by its title and year",
        group="The partnership",
    ),
    SectionKind(
        slug="governance-structure",
        title="Governance structure",
        help="The groups and whom they report to, drawn from their records",
        build=_structure,
        present=structure.present,
        group="The partnership",
        text_help="How the groups work together",
    ),
    SectionKind(
        slug="operating-areas",
        title="Operating areas",
        help="The localities and their wards",
        build=_areas,
        present=areas.present,
        group="The partnership",
        text_help="How the partnership works in them",
    ),
    SectionKind(
        slug="strategic-assessment",
        title="Strategic Intelligence Assessment",
        help="The edition that the figures and priorities rest on",
        build=_assessment,
        group="The partnership",
        fields=_assessment_fields,
    ),
    *records.KINDS,
    *figure_kinds.KINDS,
    SectionKind(
        slug="picture",
        title="Picture",
        help="A photograph or a drawing, with what it shows and who permitted it",
        build=_picture,
        fields=_picture_fields,
        takes_picture=True,
    ),
    words_kind(
        "recommendations",
        "Recommendations since last time",
        "What the panel recommended, what was answered, and what was done",
        group="Scrutiny",
    ),
    words_kind(
        "questions",
        "Questions for the panel",
        "What the panel may wish to ask",
        group="Scrutiny",
    ),
    SectionKind(
        slug="questions-and-answers",
        title="Questions and answers",
        help="The closing slide",
        build=_divider,
        group="Scrutiny",
    ),
    MADE_UP,
    CORRECTIONS,
)
