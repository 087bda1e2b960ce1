"""The Prevent sections of packs, made from the register; no figures of people referred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from partnership import clock
from partnership.models.governance import TextKey
from prevent import register
from prevent.presented import activities, training, who
from prevent.register import REGISTER
from prevent.register_models import Activity, School, Training
from reporting.content.description import Sentence, Slide, SlideKind
from reporting.packs.sections.records import point, points, standing_text
from reporting.packs.sections.registry import (
    Context,
    DataMissing,
    Presented,
    SectionKind,
    Writers,
    section_kinds,
)
from reporting.packs.sections.text import text_slides

NO_LOCAL_COUNTS = (
    "Write what is done, never how many people were referred here: local numbers are not shown"
)
HOW_A_PROJECT_GOES = (
    "On its slide a line that begins with “# ” is one of the ways to people: a sentence says who"
    " walked it, and points what it was made up of. What stands before is its message."
    f" {NO_LOCAL_COUNTS}"
)
Build = Callable[[Context], Sequence[Slide]]
Present = Callable[[Context], Presented]


def _in_force(context: Context, kind: str) -> list:
    """The records of a kind; a pack is the one way in which a councillor reads the register."""
    return list(REGISTER.kind(kind).in_force(context.partnership))


# --- Texts ------------------------------------------------------------------------------------
def _what_it_is(context: Context) -> Sequence[Slide]:
    return standing_text(context, TextKey.WHAT_IS_PREVENT)


def _key_facts(context: Context) -> Sequence[Slide]:
    early = standing_text(context, TextKey.PREVENT_FACT_EARLY, title="Prevent steps in early")
    support = standing_text(
        context, TextKey.PREVENT_FACT_SUPPORT, title="Prevent isn’t a punishment"
    )
    return (*early, *support)


def _response(context: Context) -> Sequence[Slide]:
    return standing_text(context, TextKey.LOCAL_RESPONSE)


def _group(context: Context) -> Sequence[Slide]:
    bodies = _in_force(context, "oversight")
    slides = standing_text(context, TextKey.OPERATIONAL_GROUP)
    if not bodies:
        return slides
    listed = (point(body.name, f": {body.how}" if body.how else "") for body in bodies)
    return (*slides, points(f"{context.title}: who oversees the work beside scrutiny", listed))


def _awareness(context: Context) -> Sequence[Slide]:
    return standing_text(context, TextKey.AWARENESS)


def _channel(context: Context) -> Sequence[Slide]:
    return standing_text(context, TextKey.WHAT_IS_CHANNEL)


# --- What is done -----------------------------------------------------------------------------
def _guidance(context: Context) -> Sequence[Slide]:
    work = _in_force(context, "guidance")
    if not work:
        raise DataMissing("Nobody has recorded the work on the revised guidance yet.")
    lead = (
        "The guidance was revised in September 2023 and has been in force since 31 December 2023."
        " To meet it the Operational Prevent Group works on:"
    )
    return (points(context.title, (point(guidance.title) for guidance in work), before=lead),)


def _actions(context: Context) -> Sequence[Slide]:
    found = _activities(
        context, lambda activity: not activity.for_region and not activity.is_project
    )
    return (points(context.title, (_activity_point(activity) for activity in found)),)


def _project(context: Context) -> Sequence[Slide]:
    return tuple(
        slide
        for activity in _activities(context, lambda activity: activity.is_project)
        for slide in _project_slides(context, activity)
    )


def _project_slides(context: Context, project: Activity) -> Iterable[Slide]:
    facts_given = (
        ("With", project.partners),
        ("Where", project.places),
        ("For", project.audiences),
        ("When", register.when(project)),
    )
    facts = tuple(point(f"{label}: ", text) for label, text in facts_given if text)
    yield Slide(
        kind=SlideKind.TEXT,
        title=f"{context.title}: {project.title}",
        sentences=(Sentence((project.about,)), *facts),
    )


def _region(context: Context) -> Sequence[Slide]:
    found = _activities(context, lambda activity: activity.for_region)
    return (points(context.title, (_activity_point(activity) for activity in found)),)


def _activities(context: Context, wanted: Callable[[Activity], bool]) -> list[Activity]:
    """What was done since the last pack, or in the year before this one where there is none."""
    day = clock.day_of(context.at)
    recent = [
        activity
        for activity in _in_force(context, "activities")
        if activity.year in (day.year, day.year - 1)
    ]
    found = sorted(
        (activity for activity in recent if wanted(activity)), key=lambda activity: activity.pk
    )
    if not found:
        raise DataMissing(f"Nobody has recorded activities of {day.year - 1} or {day.year} yet.")
    return found


def _activity_point(activity: Activity) -> Sentence:
    details = (
        f" with {activity.partners}" if activity.partners else "",
        f", for {activity.audiences[:1].lower()}{activity.audiences[1:]}"
        if activity.audiences
        else "",
        f": {activity.places}" if activity.places else "",
    )
    return point(activity.title, *details, f" ({_when(activity)})")


def _when(activity: Activity) -> str:
    """Its month where it is known, or else its year."""
    return f"{activity.starts_on:%B %Y}" if activity.starts_on else str(activity.year)


def _training(context: Context) -> Sequence[Slide]:
    """The standing offers, what was given, and how many schools have somebody trained."""
    offers = (
        *standing_text(
            context,
            TextKey.OFFER_DEPARTMENTS,
            title=f"{context.title}: departments and the third sector",
        ),
        *standing_text(context, TextKey.OFFER_SCHOOLS, title=f"{context.title}: schools"),
    )
    given: list[Training] = _in_force(context, "training")
    schools: list[School] = _in_force(context, "schools")
    sentences = [point(f"{training}: {training.trained:,} trained") for training in given]
    if schools:
        trained = sum(school.trained_on is not None for school in schools)
        sentences.append(
            point(
                f"{trained} of {len(schools)} schools have a trained designated safeguarding lead"
            )
        )
    if not sentences:
        return offers
    notes = (*(training.note for training in given), *(school.note for school in schools))
    made_up = next((note for note in notes if note), "")
    return (*offers, points(f"{context.title}: what was given", sentences, warning=made_up))


def _page(
    slug: str,
    title: str,
    about: str,
    build: Build,
    present: Present | None = None,
    *,
    text_help: str = NO_LOCAL_COUNTS,
) -> SectionKind:
    def with_own_words(context: Context) -> Sequence[Slide]:
        return (*build(context), *text_slides(context, title=f"{context.title}: further"))

    return SectionKind(
        slug=slug,
        title=title,
        help=about,
        build=with_own_words,
        group="Prevent",
        present=present,
        text_help=text_help,
        writers=Writers.PREVENT_LEAD,
        in_annual_update=True,
    )


KINDS = (
    _page(
        "prevent-what-it-is", "What Prevent is", "What Prevent is for", _what_it_is, who.what_it_is
    ),
    _page(
        "prevent-key-facts",
        "Key facts about Prevent",
        "What people should know about it",
        _key_facts,
    ),
    _page(
        "prevent-local-response",
        "Local response to Prevent",
        "What the authority does",
        _response,
    ),
    _page(
        "prevent-operational-group",
        "Operational Prevent group",
        "Who is of the group, and who oversees the work",
        _group,
    ),
    _page(
        "prevent-duty-guidance",
        "Prevent duty guidance",
        "What the guidance asks, and the work that meets it",
        _guidance,
        who.revised_duty,
    ),
    _page(
        "prevent-actions",
        "Prevent actions since the last update",
        "Campaigns, events and support since the panel last heard",
        _actions,
        activities.by_kind,
    ),
    _page(
        "prevent-projects",
        "Prevent projects",
        "Recent projects with partners",
        _project,
        activities.project,
        text_help=HOW_A_PROJECT_GOES,
    ),
    _page(
        "prevent-region",
        "Contribution to the region",
        "What was done for the regional leads group",
        _region,
        activities.region,
    ),
    _page(
        "prevent-training",
        "Prevent training and support",
        "The standing offers, and what was given",
        _training,
        training.present,
    ),
    _page("prevent-awareness", "Prevent awareness", "Raising awareness", _awareness),
    _page("channel", "Channel", "What Channel is and how it works", _channel),
)
for _kind in KINDS:
    section_kinds.register(_kind)
