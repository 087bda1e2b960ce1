"""The page on which a partnership puts its own template in use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from csp_portal.gallery import slide_samples
from partnership.models import AuditEvent, Partnership, Role, User
from partnership.people import memberships
from reporting.export.formats import Format, draw_pack
from reporting.export.pptx.template import template as standard_template
from reporting.packs.files import drawn
from reporting.packs.models import Pack, Version
from reporting.packs.slide_templates import actions as slide_templates
from reporting.packs.slide_templates.models import SlideTemplate

pytestmark = pytest.mark.django_db
PAGE = "/middlesbrough/setup/slides/"
GOOD = standard_template("#00625a")


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def administrator(middlesbrough) -> User:
    user = User.objects.create(email="administrator@test.example")
    memberships.give_role(user=user, role=Role.ADMINISTRATOR, partnership=middlesbrough, by=None)
    return user


@pytest.fixture
def client(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def sent(content: bytes, name: str = "council.pptx") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def test_a_template_is_kept_by_its_hash_and_written_down(client, middlesbrough):
    answer = client.post(PAGE, sent(GOOD), follow=True)
    assert "Slides are made from “council.pptx” from now on." in answer.content.decode()
    held = slide_templates.current(middlesbrough)
    assert slide_templates.content_of(held) == GOOD
    event = AuditEvent.objects.get(kind=slide_templates.Kind.TEMPLATE_SET)
    assert event.detail["after"] == {"name": "council.pptx", "sha256": held.sha256}
    assert event.detail["before"] is None
    taken = client.get(f"{PAGE}in-use.pptx")
    assert b"".join(taken.streaming_content) == GOOD


def test_what_is_wrong_with_a_file_is_said_beside_the_field_and_nothing_is_kept(client):
    answer = client.post(PAGE, sent(b"words", "words.pptx"))
    assert answer.status_code == 422
    assert "not a PowerPoint presentation" in answer.content.decode()
    assert not SlideTemplate.objects.exists()


def test_a_file_of_100_mb_is_refused_by_its_size(client):
    answer = client.post(PAGE, sent(bytes(100_000_000)))
    assert answer.status_code == 422
    assert "The file is 100 MB; a template may have up to 20 MB." in answer.content.decode()


def test_a_later_template_takes_the_place_of_an_earlier_one_which_stays(
    administrator, middlesbrough
):
    moments = [datetime(2024, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    for name, at in zip(("one.pptx", "two.pptx"), moments, strict=False):
        slide_templates.set_template(
            partnership=middlesbrough, content=GOOD, name=name, by=administrator, at=at
        )
    assert slide_templates.current(middlesbrough).name == "two.pptx"
    assert (
        slide_templates.current(middlesbrough, at=datetime(2024, 1, 9, tzinfo=UTC)).name
        == "one.pptx"
    )
    slide_templates.end_template(partnership=middlesbrough, by=administrator, at=moments[2])
    assert slide_templates.current(middlesbrough) is None
    assert slide_templates.current(middlesbrough, at=datetime(2023, 1, 1, tzinfo=UTC)) is None
    assert SlideTemplate.objects.count() == 2
    assert AuditEvent.objects.filter(kind=slide_templates.Kind.TEMPLATE_ENDED).count() == 1


def test_ending_what_is_not_there_changes_and_writes_down_nothing(client):
    client.post(f"{PAGE}end/")
    assert not AuditEvent.objects.filter(kind=slide_templates.Kind.TEMPLATE_ENDED).exists()
    assert client.get(f"{PAGE}in-use.pptx").status_code == 404


def test_the_portals_own_template_can_be_downloaded_and_comes_back_accepted(client, middlesbrough):
    content = client.get(f"{PAGE}standard.pptx").content
    client.post(PAGE, sent(content))
    assert slide_templates.current(middlesbrough) is not None


def test_two_templates_cannot_be_in_use_at_once(administrator, middlesbrough):
    held = slide_templates.set_template(
        partnership=middlesbrough, content=GOOD, name="one.pptx", by=administrator
    )
    held.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_slides_of_a_version_are_made_from_the_template_in_use_when_it_was_approved(
    administrator, middlesbrough
):
    """Later templates change no byte of what the panel has seen."""
    approved = datetime(2024, 2, 1, tzinfo=UTC)
    pack = Pack(partnership=middlesbrough, slug="update", title="Update")
    version = Version(pack=pack, number=1, approved_at=approved)
    pack_shown = slide_samples.annual_update()
    before = drawn(version, pack_shown, Format.PPTX)
    for month in (1, 3):
        slide_templates.set_template(
            partnership=middlesbrough,
            content=standard_template(f"#00{month}0a0"),
            name="council.pptx",
            by=administrator,
            at=datetime(2024, month, 1, tzinfo=UTC),
        )
    first = standard_template("#0010a0")
    assert drawn(version, pack_shown, Format.PPTX) == draw_pack(
        pack_shown, Format.PPTX, template=first
    )
    assert drawn(version, pack_shown, Format.PPTX) != before
