"""Sections of a pack that are made from records: standing texts, duties, the plan's priorities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import forms

from partnership import clock
from partnership.models import Partnership
from partnership.models.governance import OTHER_TEXTS, Duty, StandingText, TextKey
from partnership.models.priorities import Objective, Plan, Priority
from partnership.models.records import holds_on
from reporting.content.description import Sentence, Slide, SlideKind, Words
from reporting.packs import text as pack_text
from reporting.packs.presented_records import duties, priorities
from reporting.packs.sections.registry import Context, DataMissing, SectionKind
from reporting.packs.sections.text import reader, text_slides

PUT_RIGHT = "what has been put right"
UNDERLINED = "Underlined: priorities of the partnership itself."


def standing_text(context: Context, key: TextKey, *, title: str = "") -> tuple[Slide, ...]:
    """The slides of a standing text as it stood on the pack's day, and of what was put right.

    DataMissing where nobody has recorded it.
    """
    day = clock.day_of(context.at)
    texts = StandingText.objects.filter(partnership=context.partnership, key=key)
    every = texts.order_by("-dated", "-pk")
    standing = [text for text in every if text.ended_on is None or text.ended_on > day]
    # A pack is often written before the day from which its words stand.
    standing = [text for text in standing if text.dated <= day] or standing
    if not standing:
        raise DataMissing(f"Nobody has recorded the words of “{key.label}” yet.")
    return tuple(_slides_of(context, standing[0], title or context.title))


def _slides_of(context: Context, text: StandingText, title: str) -> Iterable[Slide]:
    for page in pack_text.pages(text.text, reader(context.numbers)):
        yield Slide(
            kind=SlideKind.TEXT,
            title=page.title or title,
            sentences=page.sentences,
            is_list=page.is_list,
        )
    if text.note:
        yield Slide(SlideKind.TEXT, f"{title}: {PUT_RIGHT}", (Sentence((text.note,)),))


def points(
    title: str, sentences: Iterable[Sentence], *, before: str = "", warning: str = ""
) -> Slide:
    """A slide of bullet points after a lead-in line."""
    first = (Sentence((before,)),) if before else ()
    listed = tuple(Sentence(sentence.parts, is_point=True) for sentence in sentences)
    return Slide(
        kind=SlideKind.TEXT,
        title=title,
        sentences=(*first, *listed),
        is_list=not first,
        warning=warning,
    )


def point(*parts: str | Words) -> Sentence:
    return Sentence(tuple(part for part in parts if part), is_point=True)


# --- Standing texts ---------------------------------------------------------------------------
def _standing_text(context: Context) -> Sequence[Slide]:
    asked = context.settings.get("text", "")
    if asked not in OTHER_TEXTS:
        raise DataMissing("Nobody has chosen which standing text this section shows.")
    own = text_slides(context, title=f"{context.title}: further")
    return (*standing_text(context, TextKey(asked)), *own)


def _text_fields(_partnership: Partnership) -> Mapping[str, forms.Field]:
    choices = [(key.value, key.label) for key in OTHER_TEXTS]
    return {"text": forms.ChoiceField(label="Which text", choices=choices)}


# --- Duties -----------------------------------------------------------------------------------
def _duties(context: Context) -> Sequence[Slide]:
    """The statutory functions of the update, each with its statute; then what was put right.

    Those of the pack's day: what the law came to ask afterwards is none of its business.
    """
    day = clock.day_of(context.at)
    of_the_deck = Duty.objects.filter(partnership=context.partnership, is_of_the_deck=True)
    in_force = of_the_deck.filter(holds_on(day)).exclude(since__gt=day)
    found = list(in_force.order_by("position", "pk"))
    if not found:
        raise DataMissing("Nobody has recorded the partnership’s statutory functions yet.")
    listed = points(
        context.title,
        (point(f"{duty.name}: ", _lower(duty.asks), f" ({duty.statute})") for duty in found),
    )
    noted = [point(f"{duty.name}: ", duty.note) for duty in found if duty.note]
    notes = (points(f"{context.title}: {PUT_RIGHT}", noted),) if noted else ()
    return (listed, *notes, *text_slides(context, title=f"{context.title}: further"))


def _lower(asks: str) -> str:
    return (asks[:1].lower() + asks[1:]).removesuffix(".")


# --- Priorities -------------------------------------------------------------------------------
def _priorities(context: Context) -> Sequence[Slide]:
    """A slide for each priority of the plan, its objectives below it."""
    day = clock.day_of(context.at)
    plan = (
        Plan.objects.filter(
            partnership=context.partnership, ended_on__isnull=True, starts_on__lte=day
        )
        .order_by("-starts_on", "-pk")
        .first()
    )
    if plan is None:
        raise DataMissing("Nobody has recorded the plan with its priorities yet.")
    objectives = _objectives(plan)
    priorities = Priority.objects.filter(plan=plan, ended_on__isnull=True).order_by("number")
    slides = [_priority(priority, objectives.get(priority.pk, [])) for priority in priorities]
    return (*slides, *text_slides(context, title=f"{context.title}: further"))


def _objectives(plan: Plan) -> dict[int, list[Objective]]:
    by_priority: dict[int, list[Objective]] = {}
    rows = Objective.objects.filter(priority__plan=plan, ended_on__isnull=True)
    for row in rows.order_by("position", "pk"):
        by_priority.setdefault(row.priority_id, []).append(row)
    return by_priority


def _priority(priority: Priority, objectives: Sequence[Objective]) -> Slide:
    listed = tuple(
        point(
            Words(objective.title, is_underlined=True)
            if objective.is_csp_priority
            else objective.title
        )
        for objective in objectives
    )
    notes = tuple(Sentence((objective.note,)) for objective in objectives if objective.note)
    about = (Sentence((priority.about,)),) if priority.about else ()
    key = (
        (Sentence((UNDERLINED,)),)
        if any(objective.is_csp_priority for objective in objectives)
        else ()
    )
    return Slide(
        kind=SlideKind.TEXT,
        title=f"CSP priority {priority.number}: {priority.title}",
        sentences=(*about, *listed, *key, *notes),
        warning=next(
            (objective.illustrative for objective in objectives if objective.illustrative), ""
        ),
    )


def _priority_fields(_partnership: Partnership) -> Mapping[str, forms.Field]:
    return {
        "period": forms.CharField(
            label="Period",
            required=False,
            help_text="On slides: like 2022/23. Left empty: the latest year of each measure",
        )
    }


STANDING_TEXT = SectionKind(
    slug="standing-text",
    title="Standing text",
    help="Words that stand from year to year, such as the terms of reference, from their records",
    build=_standing_text,
    group="The partnership",
    fields=_text_fields,
    text_help="What this pack says beside them",
)
DUTIES = SectionKind(
    slug="duties",
    title="Statutory functions",
    help="What the law asks of the partnership, from the register of duties",
    build=_duties,
    present=duties.present,
    group="The partnership",
    text_help="What this pack says beside them",
)
PRIORITIES = SectionKind(
    slug="priorities",
    title="Priorities",
    help="The plan’s priorities and their objectives, from their records",
    build=_priorities,
    present=priorities.present,
    group="The partnership",
    fields=_priority_fields,
    text_help="What this pack says beside them",
)
KINDS = (STANDING_TEXT, DUTIES, PRIORITIES)
