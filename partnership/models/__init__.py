"""Every record of the partnership app, for Django to find and for others to import."""

from partnership.models.audit import AuditEvent
from partnership.models.boundaries import Boundary, BoundarySet
from partnership.models.file_work import FileWork
from partnership.models.followed_wards import FollowedWard
from partnership.models.governance import (
    Assessment,
    Body,
    BodyKind,
    CaseReviews,
    DeathReviews,
    Duty,
    GroupMember,
    Protocol,
    Signature,
    StandingText,
    TextKey,
)
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.models.notices import (
    MailChoice,
    Mailed,
    Notice,
    NoticeGroup,
    NoticeKind,
)
from partnership.models.outward_codes import OutwardCode
from partnership.models.peers import ComparisonGroup
from partnership.models.people import Agency, LowerCaseEmailField, Membership, Role, User, Users
from partnership.models.places import (
    LEAST_CONTRAST,
    Area,
    LocalityWard,
    Logo,
    Partnership,
    Placement,
    Population,
    Succession,
    Vintage,
    WardSet,
    Within,
    readable_under_white,
)
from partnership.models.places_files import PlacesFile
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.models.records import KeptFile, Record

__all__ = [
    "LEAST_CONTRAST",
    "Agency",
    "Area",
    "Assessment",
    "AuditEvent",
    "Body",
    "BodyKind",
    "Boundary",
    "BoundarySet",
    "CaseReviews",
    "ComparisonGroup",
    "DeathReviews",
    "Duty",
    "FileWork",
    "FollowedWard",
    "Group",
    "GroupKind",
    "GroupMember",
    "KeptFile",
    "LocalityWard",
    "Logo",
    "LowerCaseEmailField",
    "MailChoice",
    "Mailed",
    "Meeting",
    "Membership",
    "Notice",
    "NoticeGroup",
    "NoticeKind",
    "Objective",
    "OutwardCode",
    "Partnership",
    "Placement",
    "PlacesFile",
    "Plan",
    "PlannedAction",
    "Population",
    "Priority",
    "Protocol",
    "Record",
    "Role",
    "Signature",
    "StandingText",
    "Succession",
    "TextKey",
    "User",
    "Users",
    "Vintage",
    "WardSet",
    "Within",
    "readable_under_white",
]
