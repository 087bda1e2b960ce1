"""Kinds of areas and of agencies: plain enums with a name for the screen; no Django."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """An enum of strings as databases and addresses hold them, each with its name in words.

    `choices` are what a model field takes; members are equal to their strings.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Level(Labelled):
    """How large an area is, from the nation down."""

    NATION = "nation", "Nation"
    POLICE_FORCE = "police-force", "Police force area"
    FIRE_AUTHORITY = "fire-authority", "Fire and rescue authority"
    DISTRICT = "district", "Local authority district"
    PARTNERSHIP = "partnership", "Community safety partnership"
    LOCALITY = "locality", "Locality"
    WARD = "ward", "Ward"
    LSOA = "lsoa", "Lower layer super output area"
    NOT_PLACED = "not-placed", "Ward not known"


# The two that no publisher names: a partnership draws them for itself.
OWN_LEVELS = (Level.LOCALITY, Level.NOT_PLACED)


class AgencyKind(Labelled):
    """What kind of authority supplies figures."""

    POLICE = "police", "Police"
    COUNCIL = "council", "Council"
    FIRE = "fire", "Fire and rescue"
    HEALTH = "health", "Health"
    PROBATION = "probation", "Probation"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    OTHER = "other", "Other"


def choices(kind: type[Labelled]) -> list[tuple[str, str]]:
    """Values and labels, as a model's or form's field takes them."""
    return [(member.value, member.label) for member in kind]
