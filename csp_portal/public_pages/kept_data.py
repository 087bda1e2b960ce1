"""What the portal keeps about people and in browsers; tests hold it to models and settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


@dataclass(frozen=True)
class Cookie:
    """A cookie that the portal sets: its name, what for, and how long it stays."""

    name: str
    purpose: str
    stays: str


@dataclass(frozen=True)
class Kept:
    """Data about people: what and why, for how long, and the models or fields that hold it."""

    title: str
    what: str
    why: str
    until: str
    held_in: tuple[str, ...]


def cookies() -> tuple[Cookie, ...]:
    """All that the portal sets; each is needed for it to work."""
    return (
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "Knows that you are signed in.",
            f"{settings.SESSION_COOKIE_AGE // 3600} hours, or until you sign out",
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "Makes sure that a form you send comes from this portal.",
            f"{settings.CSRF_COOKIE_AGE // (7 * 24 * 3600)} weeks",
        ),
        Cookie(
            CookieStorage.cookie_name,
            "Carries a message such as “Saved” to the next page.",
            "until that page is shown",
        ),
    )


# What goes when a person's account goes: rows that are about the person.
ABOUT_A_PERSON = (
    Kept(
        "Your account",
        "Your name, job title and email address, and the day your account was made."
        " Your password, scrambled so that nobody can read it.",
        "To let you in, and to show others who did what.",
        "Your account is switched off when you leave. It stays while what you did is kept.",
        ("partnership.User", "account.EmailAddress"),
    ),
    Kept(
        "Roles and wards",
        "Your roles, the wards you follow, and whether you use the search key.",
        "To show you what your role may see, and your ward first.",
        "Until your account is removed, or you stop following.",
        ("partnership.Membership", "partnership.FollowedWard"),
    ),
    Kept(
        "Mails and inbox",
        "What the portal told you, when it mailed you, and how you want to be mailed.",
        "To tell you once, and as you choose.",
        "Until your account is removed.",
        (
            "partnership.Notice",
            "partnership.MailChoice",
            "returns.Reminder",
            "scrutiny.Letter",
        ),
    ),
)

# What stays: who did what, beside the thing that was done.
DEEDS = Kept(
    "What you do here",
    "What you sent, accepted, decided, asked, answered, wrote or changed, and when."
    " When you signed in and out, by which way, and when a sign-in failed.",
    "So that every figure and decision can be walked back.",
    "For as long as the record that it belongs to. The audit trail is never changed.",
    ("partnership.AuditEvent",),
)

# Addresses and names that somebody types for others.
TYPED = Kept(
    "What people type",
    "Mailboxes of roles, the names of who presents an update, covering emails,"
    " and whatever people type into notes and answers.",
    "To reach a body, and to say who stands behind a paper. Please name nobody else.",
    "While that record is kept.",
    (
        "partnership.Body.mailbox",
        "partnership.Partnership.contact",
        "reporting.Version.presenters",
        "returns.CoveringEmail",
    ),
)

SHORT_LIVED = Kept(
    "Sessions and logs",
    "Your session. How often somebody tried to sign in, by internet and email address."
    " In the server’s log, the page asked for, the internet address, the browser"
    " and the number of your account.",
    "To keep you signed in, to stop guessing of passwords, and to find faults.",
    "Sessions end after 12 hours. How long logs are kept is for whoever runs the server.",
    ("sessions.Session",),
)

EVERYTHING = (*ABOUT_A_PERSON, DEEDS, TYPED, SHORT_LIVED)
