"""The steps of a version that can't be undone: what is asked before, what is said after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reporting.packs import actions


@dataclass(frozen=True, kw_only=True)
class Step:
    """As `partnership.confirming.Confirmation` has it, with what does it."""

    heading: str
    says: str
    button: str
    done: str
    act: Callable[..., Any]
    needs_reason: bool = False


APPROVE = Step(
    heading="Approve this version?",
    says="Its words and figures are then frozen. To change them later, start a new version.",
    button="Approve this version",
    done="The version is approved. Nothing in it will change from now on.",
    act=actions.approve,
)
ISSUE = Step(
    heading="Issue this version to the panel?",
    says="The panel can read it from now on, and it can’t be taken back.",
    button="Issue this version",
    done="The version is issued. The panel can read it.",
    act=actions.issue,
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
    says="Everybody can read it without signing in. Copies can’t be called back.",
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
