"""Whose something is that is due: an agency's officers, or roles of the partnership."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Agency, Partnership, Role
from partnership.people.permissions import Viewer, agencies, roles
from scrutiny import words
from scrutiny.models import Question, ToWhom

OFFICERS = frozenset({Role.CSP_OFFICER})

DEMOCRATIC_SERVICES = frozenset({Role.DEMOCRATIC_SERVICES})

PREVENT_LEAD = frozenset({Role.PREVENT_LEAD})


@dataclass(frozen=True)
class Whom:
    """Whose it is: of an agency its own officers, and of the partnership the roles."""

    roles: frozenset[Role]
    label: str
    agency: Agency | None = None

    def is_for(self, viewer: Viewer, partnership: Partnership) -> bool:
        own_roles = roles(viewer, partnership)
        if self.agency is not None and Role.SUPPLIER in own_roles:
            return self.agency in agencies(viewer, partnership)
        return bool(self.roles & own_roles)


def whom_of(question: Question) -> Whom:
    """Who must answer."""
    if question.agency is not None:
        return Whom(OFFICERS, question.agency.name, question.agency)
    if question.to_whom == ToWhom.PREVENT_LEAD:
        return Whom(PREVENT_LEAD, words.PREVENT_LEAD)
    return Whom(OFFICERS, words.OFFICERS)
