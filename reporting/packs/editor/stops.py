"""What stops a version from being approved, and what to know before; each with where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.setup.words import count_of
from reporting.packs.editor.draft import Draft
from reporting.packs.models import Section, SectionState
from reporting.packs.sections.text import NOTHING_WRITTEN

# The places of a section's page that a stop leads to.
TITLE, WORDS, STATE = "id_title", "id_text", "ready"
SLIDES, NUMBERS, COMMENTS = "slides", "numbers", "comments"
NO_ROOM, SAME_TITLE = "A slide has no room", "A slide has the title of another"


@dataclass(frozen=True)
class Stop:
    """What is wrong with a section: a sentence, in few words, and the place on its page."""

    key: str
    title: str
    sentence: str
    short: str
    place: str


def stops(draft: Draft) -> tuple[Stop, ...]:
    """What must be put right before the version is approved, in the order of its sections."""
    return tuple(stop for section in draft.standing for stop in _of_section(section, draft))


def to_know(draft: Draft) -> tuple[Stop, ...]:
    """What the panel will miss: sections without data, and those that are to follow."""
    return tuple(stop for section in draft.standing for stop in _missed(section, draft))


def _of_section(section: Section, draft: Draft) -> Iterator[Stop]:
    differing = draft.differing.get(section.key, ())
    for one in differing:
        place = TITLE if one.where == "title" else WORDS
        short = f"Says {one.says}, shows {one.shows}"
        yield _stop(section, f"Check this: {one.sentence}", short, place)
    if section.state == SectionState.CHECK and not differing:
        sentence = "Check this: read it, and mark it as ready"
        yield _stop(section, sentence, "Check this", STATE)
    if wrong := draft.built.wrong.get(section.key):
        short = "A figure in the words can’t be read"
        yield _stop(section, f"{short}: {' '.join(wrong)}", short, WORDS)
    if typed := draft.typed.get(section.key):
        of = "A number" if len(typed) == 1 else count_of(len(typed), "number")
        short = f"{of} in the words {'comes' if len(typed) == 1 else 'come'} from no figure"
        yield _stop(section, f"{short}: {', '.join(typed)}", short, NUMBERS)
    for full in draft.full:
        if full.section == section.key:
            short = SAME_TITLE if full.has_title_of_another else NO_ROOM
            yield _stop(section, full.problem, short, SLIDES)
    if comments := getattr(section, "open_comments", 0):
        short = count_of(comments, "open comment")
        yield _stop(section, short, short, COMMENTS)


def _missed(section: Section, draft: Draft) -> Iterator[Stop]:
    if section.state == SectionState.TO_FOLLOW:
        yield _stop(section, "It is to follow, as a supplement", "To follow", STATE)
    elif missing := draft.built.missing.get(section.key):
        yield _stop(section, missing, _in_short(missing), SLIDES)


def _in_short(missing: str) -> str:
    return "Your words are missing" if missing == NOTHING_WRITTEN else "Data missing"


def _stop(section: Section, sentence: str, short: str, place: str) -> Stop:
    return Stop(section.key, section.title, sentence, short, place)
