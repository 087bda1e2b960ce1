"""Records that the database refuses, by the constraint that refuses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from partnership.models import Partnership
from partnership.models.governance import (
    Assessment,
    Body,
    CaseReviews,
    DeathReviews,
    Duty,
    GroupMember,
    Protocol,
    Signature,
    StandingText,
)
from partnership.models.groups import Group, Meeting
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.models.records import KeptFile, Record

DAY, LATER = date(2024, 3, 4), date(2025, 3, 4)


def _of() -> dict[str, Partnership]:
    return {"partnership": Partnership.objects.get(slug="middlesbrough")}


def body(**changed: Any) -> Body:
    return Body(**_of(), **{"name": "Police", "kind": "responsible"} | changed)


def text(**changed: Any) -> StandingText:
    rest = {"key": "terms-of-reference", "text": "x", "dated": DAY, "owner_role": "Officer"}
    return StandingText(**_of(), **rest | changed)


def protocol(**changed: Any) -> Protocol:
    return Protocol(**_of(), **{"version": "1", "agreed_on": DAY, "renew_by": LATER} | changed)


def signature(**changed: Any) -> Signature:
    return Signature(protocol=_kept(protocol), body=_kept(body), signed_on=DAY, **changed)


def duty(**changed: Any) -> Duty:
    rest = {"name": "x", "asks": "x", "statute": "x", "link": "https://x.example"}
    return Duty(**_of(), owner_role="Officer", **rest | changed)


def case_reviews(**changed: Any) -> CaseReviews:
    counts = {"applications": 5, "threshold_not_met": 0, "reviews": 3, "with_recommendations": 3}
    return CaseReviews(**_of(), year=2023, **counts | changed)


def death_reviews(**changed: Any) -> DeathReviews:
    counts = {"open_reviews": 1, "published_reviews": 0, "actions": 2, "actions_done": 1}
    return DeathReviews(**_of(), on=DAY, **counts | changed)


def assessment(**changed: Any) -> Assessment:
    return Assessment(**_of(), edition="1", dated=DAY, author_role="Analyst", **changed)


def group(**changed: Any) -> Group:
    return Group(**_of(), **{"slug": "x", "name": "x", "kind": "csp", "since": DAY} | changed)


def meeting(**changed: Any) -> Meeting:
    return Meeting(group=_kept(group), held_on=DAY, **changed)


def member(**changed: Any) -> GroupMember:
    return GroupMember(group=_kept(group), role="Chair", body=_kept(body), **changed)


def plan(**changed: Any) -> Plan:
    return Plan(**_of(), **{"title": "x", "starts_on": DAY, "ends_on": LATER} | changed)


def priority(**changed: Any) -> Priority:
    return Priority(plan=_kept(plan), number=1, title="x", **changed)


def objective(**changed: Any) -> Objective:
    return Objective(priority=_kept(priority), title="x", **changed)


def action(**changed: Any) -> PlannedAction:
    kept = _kept(objective)
    return PlannedAction(objective=kept, title="x", owner_role="Officer", due_on=DAY, **changed)


def kept_file(**changed: Any) -> KeptFile:
    return KeptFile(**_of(), **{"name": "x.pdf", "sha256": "0", "size": 1} | changed)


MAKERS: dict[str, Callable[..., Record]] = {
    "standingtext": text,
    "body": body,
    "protocol": protocol,
    "signature": signature,
    "duty": duty,
    "casereviews": case_reviews,
    "deathreviews": death_reviews,
    "assessment": assessment,
    "groupmember": member,
    "group": group,
    "meeting": meeting,
    "plan": plan,
    "priority": priority,
    "objective": objective,
    "plannedaction": action,
}


def _kept(make: Callable[..., Any]) -> Any:
    """One saved record of the kind, the same each time within a test."""
    made = make()
    found = type(made).objects.first()
    if found is None:
        made.save()
    return found or made


def _twice(make: Callable[..., Any]) -> Callable[[], list[Any]]:
    return lambda: [make(), make()]


def _reporting_to_itself() -> Group:
    made = group()
    made.save()
    made.reports_to = made
    return made


REFUSED: dict[str, Callable[[], Any]] = {
    f"{name}_ended_says_why": (lambda make=make: make(ended_on=LATER))
    for name, make in MAKERS.items()
} | {
    "standing_text_one_in_force": _twice(text),
    "standing_text_key_is_known": lambda: text(key="poem"),
    "body_name_once_in_force": _twice(body),
    "protocol_version_once": _twice(protocol),
    "protocol_renewed_after_agreed": lambda: protocol(renew_by=DAY),
    "signature_once_in_force": _twice(signature),
    "duty_name_once_in_force": _twice(duty),
    "case_reviews_once_a_year": _twice(case_reviews),
    "case_reviews_recommendations_come_of_reviews": lambda: case_reviews(with_recommendations=4),
    "death_reviews_once_a_day": _twice(death_reviews),
    "death_reviews_no_more_done_than_agreed": lambda: death_reviews(actions_done=3),
    "assessment_edition_once": _twice(assessment),
    "group_slug_is_unique": _twice(group),
    "group_kind_is_known": lambda: group(kind="choir"),
    "group_has_a_name": lambda: group(name=""),
    "group_ends_after_it_begins": lambda: group(ended_on=DAY, ended_because="merged"),
    "group_does_not_report_to_itself": _reporting_to_itself,
    "meeting_one_a_day": _twice(meeting),
    "group_member_role_once_in_force": _twice(member),
    "plan_ends_after_it_starts": lambda: plan(ends_on=DAY),
    "priority_number_once_in_force": _twice(priority),
    "objective_title_once_in_force": _twice(objective),
    "planned_action_once_in_force": _twice(action),
    "kept_file_once_by_content": _twice(kept_file),
    "kept_file_has_name_and_hash": lambda: kept_file(name=""),
}
