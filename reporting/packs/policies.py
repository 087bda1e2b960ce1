"""What a version's state allows, whoever asks; each refusal is a sentence."""

from __future__ import annotations

from partnership.models import User
from partnership.people.permissions import Permission, Viewer, may
from partnership.refusals import Refused
from reporting.packs.models import Section, SectionState, State, Version
from reporting.packs.sections.registry import Writers, section_kinds

# Whoever writes any of a pack's sections; `may_write` says which.
WRITERS = (Permission.EDIT_PACKS, Permission.EDIT_PREVENT_SECTIONS)


def check_in_state(version: Version, *states: State, what: str) -> None:
    """Refused unless the version is in one of `states`."""
    if version.state not in states:
        current = State(version.state).label.lower()
        raise Refused(f"{version} is {current}, and cannot be {what}.")


def check_can_be_written(version: Version) -> None:
    """Refused unless its sections may still be changed."""
    check_in_state(version, State.DRAFT, State.IN_REVIEW, what="changed")


def check_can_be_sent(version: Version) -> None:
    """Refused unless it is a draft with a section in it."""
    check_in_state(version, State.DRAFT, what="sent for review")
    if not version.sections.filter(ended_at=None).exists():
        raise Refused("There is no section in it yet.")


def check_can_be_approved(version: Version, by: User) -> None:
    """Refused unless in review, with everything settled, and written and sent by others."""
    check_in_state(version, State.IN_REVIEW, what="approved")
    if version.sent_by_id == by.pk:
        raise Refused("You sent this for review, so somebody else approves it.")
    if wrote(version, by):
        raise Refused("You wrote in this, so somebody else approves it.")
    standing = version.sections.filter(ended_at=None)
    unchecked = [section.title for section in standing.filter(state=SectionState.CHECK)]
    if unchecked:
        raise Refused(f"Still to be checked: {', '.join(unchecked)}.")
    open_ones = standing.filter(comments__settled_at=None, comments__isnull=False).distinct()
    if open_ones.exists():
        titles = ", ".join(section.title for section in open_ones)
        raise Refused(f"Comments are still open on: {titles}.")


def wrote(version: Version, user: User) -> bool:
    """Whether this person wrote any of its words or settings."""
    return version.sections.filter(revisions__by=user, ended_at=None).exists()


def may_write(user: Viewer, section: Section) -> bool:
    """Whether this person may write this section, whatever the state of the version."""
    partnership = section.version.pack.partnership
    if may(user, Permission.EDIT_PACKS, partnership=partnership):
        return True
    is_theirs = section_kinds[section.kind].writers is Writers.PREVENT_LEAD
    return is_theirs and may(user, Permission.EDIT_PREVENT_SECTIONS, partnership=partnership)
