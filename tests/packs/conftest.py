"""Five years of police returns in use, an officer who writes a pack, a manager who approves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from demo import pack
from measures.periods import Period
from partnership.models import Area, Partnership, User
from partnership.models.groups import Group, GroupKind, Meeting
from reporting.content.frozen import FrozenPack, thaw_pack
from reporting.export.formats import Format
from reporting.packs import actions as pack_actions
from reporting.packs.actions import Details, NewSection
from reporting.packs.models import PackKind, Section, Version
from returns.models import Part, Revision
from tests import starting
from tests.reporting import filling
from tests.reporting.conftest import (
    Filled,
    filled,  # noqa: F401 - a fixture
)

AS_AT = date(2024, 2, 16)
APPROVED = datetime(2024, 2, 20, 15, tzinfo=UTC)
ISSUED = datetime(2024, 2, 22, 11, tzinfo=UTC)
RESTATED = datetime(2024, 4, 9, 10, tzinfo=UTC)
WHY = "Late records of one ward were added"
CRIME = NewSection(
    "crime",
    "measure",
    "Crime",
    {"measure": "crime/all-crime", "period": "2022/23"},
    "Crime was {{crime/all-crime 2022/23 count}}, {{crime/all-crime 2022/23 percent}}.",
)
WORDS = NewSection("words", "text", "What we did", {}, "- One thing\n- Another thing")
ROBBERY = NewSection(
    "robbery",
    "measure",
    "Robbery",
    {"measure": "crime/robbery", "period": "2022/23", "show": ["headline", "table"]},
)
SECTIONS = (NewSection("cover", "cover", "Cover"), CRIME, WORDS, ROBBERY)


@dataclass(frozen=True)
class Setting:
    """A pack in draft, and the people around it."""

    partnership: Partnership
    officer: User
    second: User
    manager: User
    councillor: User
    prevent_lead: User
    version: Version

    def section(self, key: str = "crime") -> Section:
        return self.version.sections.get(key=key)

    def refreshed(self) -> Version:
        return Version.objects.get(pk=self.version.pk)


@pytest.fixture
def setting(filled: Filled) -> Setting:  # noqa: F811
    """The annual update for a panel on 4 March 2024, not sent yet."""
    people = {
        name: User.objects.get(email=f"{email}@demo.example")
        for name, email in (
            ("second", "second.officer"),
            ("manager", "manager"),
            ("prevent_lead", "prevent.lead"),
        )
    }
    return Setting(
        partnership=filled.partnership,
        officer=filled.officer,
        councillor=filled.councillor,
        version=start(filled.partnership, filled.officer, "update-2024", date(2024, 3, 4)),
        **people,
    )


def start(
    partnership: Partnership,
    by: User,
    slug: str,
    day: date,
    *,
    sections: tuple[NewSection, ...] = SECTIONS,
    as_at: date | None = AS_AT,
) -> Version:
    """A pack for a meeting of the panel on `day`."""
    panel, _ = Group.objects.get_or_create(
        partnership=partnership,
        slug="panel",
        defaults={"name": "Scrutiny Panel", "kind": GroupKind.PANEL, "since": date(2019, 5, 2)},
    )
    meeting, _ = Meeting.objects.get_or_create(group=panel, held_on=day)
    return pack_actions.start_pack(
        partnership=partnership,
        slug=slug,
        kind=PackKind.ANNUAL,
        details=Details(title="Annual update", meeting=meeting, as_at=as_at),
        sections=sections,
        by=by,
        at=datetime(2024, 1, 29, tzinfo=UTC),
    )


@pytest.fixture
def approve(setting: Setting) -> Callable[..., Version]:
    """Send and approve a version: the setting's, unless told."""

    def approving(version: Version | None = None, *, at: datetime = APPROVED) -> Version:
        version = version or setting.version
        pack_actions.send_for_review(version=version, by=setting.officer, at=at)
        pack_actions.approve(version=version, by=setting.manager, at=at)
        return Version.objects.get(pk=version.pk)

    return approving


@pytest.fixture
def issued(setting: Setting, approve) -> Version:
    """The version, approved and issued."""
    version = approve()
    pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    return setting.refreshed()


@pytest.fixture
def restate(setting: Setting, filled: Filled) -> Callable[[], Part]:  # noqa: F811
    """Put a return in use that adds ten robberies to one ward in one month of 2022/23."""

    def restating() -> Part:
        quarter = Period.parse("2022/23 Q4")
        rows = list(filled.rows[quarter])
        at = next(i for i, row in enumerate(rows) if row.offence == "robbery")
        was = rows[at]
        assert isinstance(was.count, int)
        rows[at] = replace(was, count=was.count + 10)
        part = filling.put_in_use(
            setting.partnership, rows, at=RESTATED, by=setting.officer, name="restated.csv"
        )
        part.revised_because, part.revised_cells = WHY, 1
        part.save(update_fields=["revised_because", "revised_cells"])
        Revision.objects.create(
            part=part,
            made_by=part,
            area=Area.objects.get(code=was.area),
            start=was.start,
            months=1,
            key="robbery",
            was=was.count,
            now=was.count + 10,
        )
        return part

    return restating


@dataclass(frozen=True)
class Update:
    """The demonstration's annual update, and the folder with its file in every format."""

    frozen: FrozenPack
    folder: Path

    def file(self, one: Format) -> Path:
        return self.folder / f"{pack.SLUG}.{one.value}"


@pytest.fixture(scope="session")
def update(django_db_setup, django_db_blocker) -> Update:
    """Made once a run from the whole demonstration."""

    def make(folder: Path) -> None:
        formats = ",".join(one.value for one in Format)
        with starting.module("with_demonstration"):
            call_command("build_pack", pack.SLUG, to=folder, formats=formats, verbosity=0)
            version = Version.objects.get(pack__slug=pack.SLUG)
        (folder / "frozen").write_text(version.frozen, encoding="utf-8")

    with django_db_blocker.unblock():
        folder = starting.made_once("update", make)
    return Update(thaw_pack((folder / "frozen").read_text(encoding="utf-8")), folder)
