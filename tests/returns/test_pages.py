"""The pages about returns, through Django's client: the whole way, refusals, who sees what."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnership.models import AuditEvent, Role
from returns.catalogue import limits
from returns.lifecycle import decisions
from returns.models import Part, Return
from tests.returns.conftest import EARLY, Q4, days


@pytest.fixture
def signed_in(client):
    """`signed_in(user)` is a client that has signed in as that person."""

    def make(user):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


def _at(name: str, *args, slug: str = "middlesbrough") -> str:
    return reverse(f"returns:{name}", args=[slug, *args])


def _post(client, file, *, police=None, **more):
    given = {
        "uploads": file,
        "how": "upload",
        "received_on_day": "12",
        "received_on_month": "6",
        "received_on_year": "2023",
        "supplied_by": police.pk if police else "",
    }
    return client.post(_at("upload"), given | more)


def _csv(content: io.BytesIO | bytes, name: str = "crime.csv") -> SimpleUploadedFile:
    held = content if isinstance(content, bytes) else content.getvalue()
    return SimpleUploadedFile(name, held, content_type="text/csv")


def test_the_whole_way_from_choosing_a_file_to_figures_in_use(
    signed_in, officer, second, police, crime_file
):
    client = signed_in(officer)
    assert "Choose files" in client.get(_at("upload")).text
    wrong = crime_file(change={(Q4[0], "Acklam", "burglary"): -1})
    response = _post(client, _csv(wrong), police=police)
    kept = Return.objects.get()
    assert response.headers["Location"] == _at("check", kept.batch)
    assert f"{kept.received_on:%Y-%m-%d}" == "2023-06-12"

    page = client.get(response.headers["Location"])
    assert "Send for acceptance" in page.text
    assert "January 2022" in page.text
    assert "Acklam" in page.text

    unanswered = client.post(_at("check", kept.batch), {"explain-0": ""})
    assert unanswered.status_code == 422
    assert 'href="#id_explain-0"' in unanswered.text
    assert kept.parts.get().state == Part.State.CHECKED

    sent = client.post(_at("check", kept.batch), {"explain-0": "Transfers"}, follow=True)
    assert "Your return is sent" in sent.text
    assert f"R-{kept.pk:04}" in sent.text
    assert f"{second} decides on it." in sent.text
    assert client.get(_at("sent", uuid4())).status_code == 404
    assert kept.parts.get().state == Part.State.SENT

    client = signed_in(second)
    assert "crime.csv" in client.get(_at("waiting")).text
    ticked = {"returns": [kept.pk], f"reason-{kept.pk}": "Transfers are right"}
    accepted = client.post(_at("waiting"), ticked, follow=True)
    assert "1 return accepted" in accepted.text
    one = client.get(_at("one", kept.pk)).text
    assert "In use for Q4 2021/22" in one
    assert kept.sha256 in one
    assert "Transfers" in one


def test_several_files_are_checked_together(signed_in, officer, police, crime_file):
    client = signed_in(officer)
    files = [_csv(crime_file(Q4[:1]), "one.csv"), _csv(crime_file(Q4[1:]), "two.csv")]
    response = _post(client, files, police=police)
    assert len(set(Return.objects.values_list("batch", flat=True))) == 1
    page = client.get(response.headers["Location"]).text
    assert "Checked 2 files" in page
    assert page.index("one.csv") < page.index("two.csv")


def test_a_file_that_is_refused_leaves_the_others(signed_in, officer, police, crime_file):
    client = signed_in(officer)
    files = [_csv(b"Nothing,we,know\n1,2,3\n", "other.csv"), _csv(crime_file(), "crime.csv")]
    page = _post(client, files, police=police, follow=True)
    assert Return.objects.get().name == "crime.csv"
    page = client.get(page.headers["Location"])
    assert "“other.csv” was not kept" in page.text


@pytest.mark.parametrize(
    "content",
    [b"", b"Nothing,we,know\n1,2,3\n", b"\x89PNG\r\n\x1a\n\x00\x00\x00"],
    ids=["empty", "unknown", "picture"],
)
def test_what_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    content, signed_in, officer, police
):
    response = _post(signed_in(officer), _csv(content), police=police)
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert "“crime.csv” was not kept" in response.text
    assert 'href="#id_uploads"' in response.text
    assert not Return.objects.exists()


def test_no_file_chosen_is_an_error_at_the_field(signed_in, officer):
    response = signed_in(officer).post(_at("upload"), {"how": "upload"})
    assert response.status_code == 422
    assert "Choose at least one file" in response.text


def test_an_upload_above_the_limit_gets_a_sentence_and_is_not_held(
    signed_in, officer, police, monkeypatch
):
    small = limits.Limits(upload=20_000)
    monkeypatch.setattr("returns.pages.upload_limit.LIMITS", small)
    monkeypatch.setattr("returns.pages.sending.views.LIMITS", small)
    response = _post(signed_in(officer), _csv(b"x" * 30_000), police=police)
    assert response.status_code == 413
    assert "so nothing was kept" in response.text
    assert not Return.objects.exists()


def test_a_file_with_errors_lists_them_and_cannot_be_sent(signed_in, officer, police, crime_file):
    client = signed_in(officer)
    wrong = crime_file(change={(Q4[0], "Acklam", "burglary"): "many"})
    page = client.get(_post(client, _csv(wrong), police=police).headers["Location"])
    assert "One thing to put right, then you can send it." in page.text
    assert "many" in page.text
    kept = Return.objects.get()
    pressed = client.post(_at("check", kept.batch))
    assert pressed.status_code == 422
    assert f'href="#put-right-{kept.pk}-0"' in pressed.text
    assert "To put right" in client.get(_at("history")).text
    marked = client.get(_at("marked", kept.pk))
    assert marked.headers["Content-Disposition"].startswith("attachment")
    assert marked.content[:2] == b"PK"


def test_the_file_is_handed_out_to_be_saved_and_not_shown(signed_in, uploaded, officer, crime_file):
    kept = uploaded(name="crime “Q4”.csv")
    response = signed_in(officer).get(_at("file", kept.pk))
    assert b"".join(response.streaming_content) == crime_file().getvalue()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert AuditEvent.objects.filter(kind="file-downloaded").count() == 1


def test_rejecting_asks_for_the_reason(signed_in, sent, second):
    part = sent()
    client = signed_in(second)
    address = _at("decide", part.of_return_id)
    assert "Do you accept" in client.get(address).text
    empty = client.post(address, {"reject": "reject", "reject-reason": ""})
    assert empty.status_code == 422
    assert "Say why you reject this return" in empty.text
    client.post(address, {"reject": "reject", "reject-reason": "Wrong quarter"})
    part.refresh_from_db()
    assert (part.state, part.reason) == (Part.State.REJECTED, "Wrong quarter")


def test_accepting_one_on_its_own_page(signed_in, sent, second):
    part = sent()
    signed_in(second).post(_at("decide", part.of_return_id), {"accept": "accept"})
    part.refresh_from_db()
    assert part.state == Part.State.ACCEPTED


def test_ones_own_upload_has_no_box_to_tick_and_no_button(signed_in, sent, officer):
    part = sent()
    client = signed_in(officer)
    assert "Your own upload" in client.get(_at("waiting")).text
    ticked = client.post(_at("waiting"), {"returns": [part.of_return_id]})
    assert ticked.status_code == 422
    page = client.get(_at("decide", part.of_return_id)).text
    assert "Accept this return" not in page
    assert "somebody else must accept it" in page
    client.post(_at("decide", part.of_return_id), {"accept": "accept"})
    part.refresh_from_db()
    assert part.state == Part.State.SENT


def test_the_second_of_two_is_told_on_the_page(signed_in, sent, second, manager):
    part = sent()
    decisions.accept(parts=[part], by=manager, at=EARLY)
    page = signed_in(second).get(_at("decide", part.of_return_id), follow=True)
    assert f"was already accepted by {manager.name}" in page.text


def test_recalling_says_what_comes_back(signed_in, accepted, second):
    accepted(at=EARLY, name="first.csv")
    later = accepted(at=EARLY + days(1), name="second.csv", count=4)
    client = signed_in(second)
    address = _at("recall", later.of_return_id, later.pk)
    assert "“first.csv” come back for Q4 2021/22" in client.get(address).text
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Wrong year"})
    later.refresh_from_db()
    assert (later.state, later.ended_because) == (Part.State.RECALLED, "Wrong year")
    assert "Wrong year" in client.get(_at("one", later.of_return_id)).text


def test_withdrawing_from_the_returns_page(signed_in, sent, officer):
    part = sent()
    signed_in(officer).post(_at("withdraw", part.of_return_id, part.pk))
    part.refresh_from_db()
    assert part.state == Part.State.WITHDRAWN


def test_the_manager_chooses_the_main_source_and_who_may_accept(signed_in, manager, middlesbrough):
    client = signed_in(manager)
    page = reverse("returns:source", args=[middlesbrough.slug, "crime", "police-uk"])
    client.post(page, {"what": "main"})
    assert middlesbrough.main_sources.get(until=None).source == "police-uk"
    silent = client.post(page, {"what": "end", "reason": ""})
    assert silent.status_code == 422
    ended = client.post(page, {"what": "end", "reason": "Two eyes"}, follow=True)
    assert "Somebody else must accept: Two eyes" in ended.text


def test_a_template_has_its_months_across_where_asked(signed_in, supplier):
    chosen = {"source": "crime/police-return", "first": "2022-10", "last": "2022-12"}
    more = {"kind": "csv", "shape": "across"}
    response = signed_in(supplier).get(_at("template"), chosen | more)
    headings = response.content.decode("utf-8-sig").splitlines()[0]
    assert headings == "Ward code,Ward,Offence group,2022-10,2022-11,2022-12"


def test_a_template_is_handed_out(signed_in, supplier):
    client = signed_in(supplier)
    assert "Download a template" in client.get(_at("template")).text
    chosen = {"source": "crime/police-return", "first": "2023-04", "last": "2023-06", "kind": "csv"}
    response = client.get(_at("template"), chosen)
    assert "2023-04" in response.headers["Content-Disposition"]
    assert b"Acklam" in response.content


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2023-06", "2023-04", "comes before the first"),
        ("June", "2023-07", "write it like 2022-10"),
        ("2010-01", "2023-04", "at most 60 months"),
    ],
)
def test_a_template_of_impossible_months_gets_a_sentence(first, last, told, signed_in, supplier):
    chosen = {"source": "crime/police-return", "first": first, "last": last, "kind": "csv"}
    response = signed_in(supplier).get(_at("template"), chosen)
    assert response.status_code == 422
    assert told in response.text


# --- Who sees what ---------------------------------------------------------------------------
PAGES = ["start", "upload", "waiting", "history", "template", "sources"]
SEEN_BY = {
    Role.SUPPLIER: {"start", "upload", "history", "template"},
    Role.CSP_OFFICER: {"start", "upload", "waiting", "history", "template"},
    Role.MANAGER: set(PAGES),
    Role.COUNCILLOR: set(),
    Role.DEMOCRATIC_SERVICES: set(),
    Role.PREVENT_LEAD: set(),
    Role.ADMINISTRATOR: {"sources"},
    Role.DEPUTY: {"start", "waiting", "history"},
}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_own_pages(role, signed_in, somebody):
    client = signed_in(somebody(role))
    answers = {page: client.get(_at(page)).status_code for page in PAGES}
    assert {page for page, answer in answers.items() if answer == 200} == SEEN_BY[role]
    assert set(answers.values()) <= {200, 403}


def _addresses(part: Part, slug: str) -> list[str]:
    pk = part.of_return_id
    return [
        _at("one", pk, slug=slug),
        _at("file", pk, slug=slug),
        _at("marked", pk, slug=slug),
        _at("decide", pk, slug=slug),
        _at("recall", pk, part.pk, slug=slug),
        _at("check", part.of_return.batch, slug=slug),
    ]


def test_another_partnerships_returns_do_not_exist_here(signed_in, elsewhere, somebody, sent):
    part = sent()
    client = signed_in(somebody(Role.MANAGER, partnership=elsewhere))
    for slug in ("hartlepool", "middlesbrough"):
        assert {client.get(one).status_code for one in _addresses(part, slug)} == {404}
        withdrawn = client.post(_at("withdraw", part.of_return_id, part.pk, slug=slug))
        assert withdrawn.status_code == 404
    part.refresh_from_db()
    assert part.state == Part.State.SENT


def test_a_supplier_does_not_see_another_agencys_return(signed_in, somebody, sent):
    part = sent()
    client = signed_in(somebody(Role.SUPPLIER, agency="cleveland-fire"))
    assert client.get(_at("one", part.of_return_id)).status_code == 404
    assert client.get(_at("file", part.of_return_id)).status_code == 404
    assert "crime.csv" not in client.get(_at("history")).text


def test_a_supplier_sees_what_an_officer_uploaded_for_their_agency(signed_in, supplier, sent):
    part = sent()
    assert "crime.csv" in signed_in(supplier).get(_at("history")).text
    assert part.of_return.supplied_by is not None


def test_there_is_no_such_upload(signed_in, officer):
    assert signed_in(officer).get(_at("check", uuid4())).status_code == 404


# --- No query a row --------------------------------------------------------------------------
@pytest.mark.parametrize("listing", ["start", "history", "waiting"])
def test_a_list_takes_the_same_queries_however_long_it_is(
    listing, signed_in, second, sent, accepted, django_assert_max_num_queries
):
    client = signed_in(second)
    for number in range(1, 5):
        sent([Q4[0].shift(-2 * number)], name=f"{number}.csv")
        accepted([Q4[0].shift(-2 * number - 1)], name=f"{number}-accepted.csv")
    client.get(_at(listing))
    with django_assert_max_num_queries(15):
        assert "1.csv" in client.get(_at(listing)).text or listing == "start"


def test_no_page_says_part_or_coverage(signed_in, accepted, sent, second):
    part, waits = accepted(), sent([Q4[0].shift(1)])
    client = signed_in(second)
    addresses = [_at("start"), _at("waiting"), _at("history"), _at("one", part.of_return_id)]
    addresses += [_at("decide", waits.of_return_id), _at("recall", part.of_return_id, part.pk)]
    for address in addresses:
        words = client.get(address).text.lower().replace(">", " ").replace("<", " ").split()
        assert not {"part", "parts", "coverage"} & {word.strip(".,:;“”") for word in words}
