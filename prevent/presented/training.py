"""Training that was given, and which schools have somebody trained."""

from __future__ import annotations

from dataclasses import replace

from partnership import clock
from partnership.models.governance import StandingText, TextKey
from partnership.models.records import holds_on
from prevent.presented import training_words as say
from prevent.presented.training_words import Given
from prevent.register import REGISTER
from prevent.register_models import School, Training
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.proofs import Bar, Bars, Checks
from reporting.narrative import capital
from reporting.packs.presented_records import making
from reporting.packs.sections.registry import Context, Presented

# As boxes; with more schools the two numbers stand as bars.
MOST_BOXES = 12
MOST_BARS = 8


def present(context: Context) -> Presented:
    """Two pictures: the schools, and the people trained; one where only one is known."""
    given = _given(context)
    pictures = tuple(shown for shown in (_schools(given), _trained(given)) if shown)
    if not pictures:
        return Presented()
    slide = PanelSlide(
        key="training",
        layout=Layout.TWO_PICTURES if len(pictures) == 2 else Layout.PICTURE,
        line=say.LINE,
        title=say.title(given),
        shown=tuple(replace(shown, is_illustrative=False) for shown in pictures)
        if given.all_made_up
        else pictures,
        under=say.under(given),
        source=say.source(context, given),
        is_illustrative=given.all_made_up,
        notes=say.notes(given),
    )
    return Presented((slide,))


def _given(context: Context) -> Given:
    on = clock.day_of(context.at)
    held: list[Training] = list(
        REGISTER.kind("training").in_force(context.partnership).filter(held_on__lte=on)
    )
    schools: list[School] = list(REGISTER.kind("schools").in_force(context.partnership))
    return Given(
        held=tuple(sorted(held, key=lambda training: (-training.trained, training.pk))),
        schools=tuple(schools),
        trained_schools=tuple(
            school for school in schools if school.trained_on and school.trained_on <= on
        ),
        for_schools=_offers(context, TextKey.OFFER_SCHOOLS),
        for_departments=_offers(context, TextKey.OFFER_DEPARTMENTS),
    )


def _offers(context: Context, key: TextKey) -> tuple[str, ...]:
    """The points of a standing offer, each up to its first colon."""
    texts = StandingText.objects.filter(partnership=context.partnership, key=key)
    text = texts.filter(holds_on(clock.day_of(context.at))).order_by("-dated", "-pk").first()
    lines = text.text.splitlines() if text else ()
    points = (line.strip()[2:] for line in lines if line.strip().startswith("- "))
    return tuple(point.partition(":")[0].strip() for point in points)


def _schools(given: Given) -> Shown | None:
    if not given.schools:
        return None
    are_done = tuple(school in given.trained_schools for school in given.schools)
    proof: Checks | Bars
    if len(given.schools) <= MOST_BOXES:
        names = tuple(making.without_mark(school.name) for school in given.schools)
        proof = Checks(names, are_done, say.TRAINED, say.NOT_YET)
    else:
        numbers = ((say.TRAINED, sum(are_done)), (say.NOT_YET, len(are_done) - sum(are_done)))
        rows = tuple(
            Bar(
                capital(label),
                making.number_cell(number, made_up=given.schools_made_up),
            )
            for label, number in numbers
        )
        proof = Bars(rows, across="Schools")
    return Shown(
        say.SCHOOLS,
        proof,
        say.schools_alternative(given),
        is_illustrative=given.schools_made_up,
    )


def _trained(given: Given) -> Shown | None:
    if not given.held:
        return None
    rows = tuple(
        Bar(say.label(training), making.number_cell(training.trained, made_up=given.made_up))
        for training in given.held[:MOST_BARS]
    )
    return Shown(
        say.trained_heading(given),
        Bars(rows, across="Training"),
        say.trained_alternative(given.held),
        is_illustrative=given.made_up,
    )
