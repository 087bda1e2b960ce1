"""The steps of a version that can't be undone: what is asked before, what is said after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partnership.models import User
from partnership.people.permissions import Permission
from partnership.people.recipients import holders_of, without
from partnership.setup.words import count_of
from reporting.packs import actions
from reporting.packs.models import Version


@dataclass(frozen=True, kw_only=True)
class Step:
    """As `partnership.confirming.Confirmation` has it, with what does it.

    Whoever has the right `told` is told of it. A step that `looks_through` shows first what is
    missing; with `waits_for_stops` it is not offered before what stops it is put right.
    """

    heading: str
    says: str
    button: str
    done: str
    act: Callable[..., Any]
    told: Permission | None = None
    needs_reason: bool = False
    looks_through: bool = False
    waits_for_stops: bool = False


def says(step: Step, version: Version, *, by: User) -> str:
    """What will happen, and to whom."""
    if step.told is None:
        return step.says
    told = without(holders_of(step.told, version.pack.partnership), by)
    return f"{step.says} {count_of(len(told), 'person is', 'people are')} told."


SEND = Step(
    heading="Send this version for approval?",
    says="Reviewers comment on it, and somebody who did not write in it approves it.",
    button="Send for approval",
    done="The version is sent for approval.",
    act=actions.send_for_review,
    told=Permission.COMMENT_ON_PACKS,
    looks_through=True,
)
APPROVE = Step(
    heading="Approve this version?",
    says="Its words and figures are then frozen, and its files are made. To change them later,"
    " start a new version.",
    button="Approve this version",
    done="The version is approved. Nothing in it will change from now on.",
    act=actions.approve,
    told=Permission.READ_DRAFT_PACKS,
    looks_through=True,
    waits_for_stops=True,
)
ISSUE = Step(
    heading="Issue this version to the panel?",
    says="The panel and everybody else in the partnership can read it from now on, and it can’t be"
    " taken back.",
    button="Issue this version",
    done="The version is issued. The panel can read it.",
    act=actions.issue,
    told=Permission.VIEW_FIGURES,
)
ARCHIVE = Step(
    heading="Archive this version?",
    says="It stays readable, and is no longer the one in use. It can’t be issued again.",
    button="Archive this version",
    done="The version is archived.",
    act=actions.archive,
)
PUBLIC_ON = Step(
    heading="Make this version public?",
    says="Everybody can read it without signing in, but for its exempt sections. Copies can’t be"
    " called back.",
    button="Make this version public",
    done="The version is public.",
    act=actions.make_public,
)
PUBLIC_OFF = Step(
    heading="Close the public address?",
    says="Links to it stop working. What others have copied stays with them.",
    button="Close the public address",
    done="The public address is closed.",
    act=actions.end_public,
    needs_reason=True,
)
