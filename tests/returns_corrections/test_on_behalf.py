"""Who supplied a return, how, and the email with which it came: for officers, as bytes."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.models import AuditEvent, Role
from partnership.refusals import UnusableFile
from returns.lifecycle import covering_emails
from returns.models import CoveringEmail, Return

MESSAGE = b"From: analyst@police.example\r\nSubject: Q4\r\n\r\nFigures attached, late ones in.\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on"


def bytes_of(email: CoveringEmail) -> bytes:
    with email.file.open("rb") as kept:
        return kept.read()


@pytest.fixture
def given(crime_file, police):
    """What the upload form is filled in with."""

    def fill(**more) -> dict:
        file = SimpleUploadedFile("q4.csv", crime_file().read())
        return {
            "uploads": file,
            "supplied_by": police.pk,
            "how": "email",
            "supplier_role": "Performance analyst",
            "received_on_day": 5,
            "received_on_month": 4,
            "received_on_year": 2023,
            **more,
        }

    return fill


@pytest.fixture
def attached(middlesbrough, uploaded, officer):
    of_return = uploaded()
    email = covering_emails.attach_email(
        of_return=of_return,
        file=io.BytesIO(MESSAGE),
        name="Q4 figures.eml",
        partnership=middlesbrough,
        by=officer,
    )
    return of_return, email


def test_a_return_says_who_supplied_it_how_when_and_who_uploaded_it(as_, officer, given):
    client = as_(officer)
    email = SimpleUploadedFile("note.eml", MESSAGE)
    answer = client.post("/middlesbrough/returns/upload/", given(email=email))
    assert answer.status_code == 302
    kept = Return.objects.get()
    page = client.get(f"/middlesbrough/returns/{kept.pk}/").text
    for told in (
        "Cleveland Police, Performance analyst",
        "Sent by email",
        "5 April 2023",
        str(officer),
        "note.eml",
    ):
        assert told in page
    assert bytes_of(CoveringEmail.objects.get()) == MESSAGE
    assert AuditEvent.objects.get(kind="email-attached").by_id == officer.pk


def test_an_address_is_no_role(as_, officer, given):
    answer = as_(officer).post(
        "/middlesbrough/returns/upload/", given(supplier_role="jane.doe@police.example")
    )
    assert answer.status_code == 422
    assert "Enter a role" in answer.text
    assert not Return.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("virus.exe", b"MZ", "Choose an email"),
        ("page.html", b"<script>", "Choose an email"),
        ("figures.pdf", b"not a pdf", "is not what"),
        ("figures.msg", b"not a message", "is not what"),
        ("figures.txt", b"\0\1\2", "is not what"),
        ("figures.eml", b"", "is not what"),
    ],
)
def test_other_files_are_no_email(name, content, why, as_, officer, uploaded):
    of_return = uploaded()
    answer = as_(officer).post(
        f"/middlesbrough/returns/{of_return.pk}/covering/",
        {"email": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 422
    assert why in answer.text
    assert not CoveringEmail.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.eml", MESSAGE), ("a.txt", MESSAGE), ("a.pdf", b"%PDF-1.7 x"), ("A.MSG", OLE)],
)
def test_these_are(name, content, as_, officer, uploaded):
    of_return = uploaded()
    answer = as_(officer).post(
        f"/middlesbrough/returns/{of_return.pk}/covering/",
        {"email": SimpleUploadedFile(name, content)},
    )
    assert answer.status_code == 302
    assert bytes_of(CoveringEmail.objects.get()) == content


def test_one_too_large_is_not_kept(monkeypatch, attached, middlesbrough, officer):
    of_return, _ = attached
    monkeypatch.setattr(covering_emails, "LARGEST_EMAIL", len(MESSAGE) - 1)
    with pytest.raises(UnusableFile, match="at most"):
        covering_emails.attach_email(
            of_return=of_return,
            file=io.BytesIO(MESSAGE),
            name="again.eml",
            partnership=middlesbrough,
            by=officer,
        )
    assert CoveringEmail.objects.count() == 1


def test_it_is_handed_out_to_be_saved_and_never_shown(as_, officer, attached):
    of_return, email = attached
    answer = as_(officer).get(f"/middlesbrough/returns/{of_return.pk}/covering/{email.pk}/")
    assert b"".join(answer.streaming_content) == MESSAGE
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert AuditEvent.objects.filter(kind="email-downloaded").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role.value != "manager"])
def test_officers_alone_see_it(role, as_, somebody, attached):
    of_return, email = attached
    client = as_(somebody(role))
    answer = client.get(f"/middlesbrough/returns/{of_return.pk}/covering/{email.pk}/")
    # Read to its end: closing it by hand would close the database's connection too.
    taken = b"".join(answer) if answer.status_code == 200 else b""
    assert taken == (MESSAGE if role is Role.CSP_OFFICER else b"")
    assert answer.status_code == (200 if role is Role.CSP_OFFICER else 403)
    page = client.get(f"/middlesbrough/returns/{of_return.pk}/")
    if page.status_code == 200:
        assert (email.name in page.text) is (role is Role.CSP_OFFICER)


def test_a_supplier_is_not_asked_for_one(as_, supplier):
    page = as_(supplier).get("/middlesbrough/returns/upload/").text
    assert "Check the files" in page
    assert "Role of whoever supplied it" not in page
    assert "Covering email" not in page


def test_the_officers_of_another_partnership_do_not_see_it(
    as_, somebody, elsewhere, attached, middlesbrough
):
    of_return, email = attached
    stranger = somebody(Role.CSP_OFFICER, partnership=elsewhere)
    answer = as_(stranger).get(f"/hartlepool/returns/{of_return.pk}/covering/{email.pk}/")
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        covering_emails.attach_email(
            of_return=of_return,
            file=io.BytesIO(MESSAGE),
            name="a.eml",
            partnership=elsewhere,
            by=stranger,
        )
