"""Pages that officers see only once something is under way, made so in the demonstration."""

from __future__ import annotations

from io import BytesIO

from django.urls import reverse

from partnership.models import Agency, Partnership, User
from reporting.packs.actions import begin_version
from reporting.packs.models import Pack
from returns.lifecycle.uploads import upload
from tests.pages.kinds import ADMINISTRATOR, AGENCY, CLERK, MANAGER, OFFICER, PREVENT_LEAD

# Faults of most kinds: a month, a ward and a group that nobody knows, counts that are none.
WRONG = """Month,Ward code,Ward,Offence group,Offences
2024-13,E05009853,Acklam,Robbery,3
2024-10,E05009853,Acklam,Robbery,three
2024-10,E05009853,Acklam,Robbery,-1
2024-10,,Nowhere,Robbery,4
2024-10,E05009857,Berwick Hills & Pallister,Jaywalking,2
2024-11,E05009853,Acklam,Theft offences,12000
2024-11,E05009853,Acklam,Theft offences,12
"""
UNKNOWN = """Where,When,How many
Acklam,October 2024,3
Acklam,November 2024,5
"""


def under_way() -> dict[str, tuple[str, ...]]:
    """By the email address of who may see them, pages to which home has no link for everybody."""
    partnership = Partnership.objects.get(slug="middlesbrough")
    officer = User.objects.get(email=OFFICER)
    User.objects.filter(email=ADMINISTRATOR).update(hosts_partnerships=True)
    police = Agency.objects.get(slug="cleveland-police")
    slug = partnership.slug

    def uploaded(content: str, name: str) -> str:
        kept = upload(
            file=BytesIO(content.encode()),
            name=name,
            partnership=partnership,
            by=officer,
            supplied_by=police,
            may_wait=True,
        )
        return reverse("returns:check", args=[slug, kept.batch])

    checks = (uploaded(WRONG, "october.csv"), uploaded(UNKNOWN, "other headings.csv"))
    pack = Pack.objects.filter(partnership=partnership).first()
    assert pack is not None
    draft = begin_version(pack=pack, changes="Newer figures", by=officer)
    remind = reverse("returns:remind", args=[slug])
    late = f"{remind}?agency=cleveland-fire&return=fires/fire-return"
    return {
        OFFICER: (*checks, reverse("packs:edit", args=[slug, pack.slug, draft.number])),
        AGENCY: (reverse("returns:start", args=[slug]),),
        MANAGER: (late, reverse("packs:edit", args=[slug, pack.slug, draft.number])),
        CLERK: (reverse("scrutiny:board", args=[slug]),),
        PREVENT_LEAD: (reverse("prevent_register:index", args=[slug]),),
        ADMINISTRATOR: ("/partnerships/new/", "/partnerships/lists/", "/partnerships/waiting/"),
    }
