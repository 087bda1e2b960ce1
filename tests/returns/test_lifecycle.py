"""What may follow what in the life of a return, who may do it, and what it leaves behind."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from crime.dataset import CRIME
from crime.models import RecordedCrime
from measures.periods import Month, Period
from partnership.audit import Kind
from partnership.models import Agency, AuditEvent, Partnership, Role
from partnership.refusals import NotReady, Outdated, Refused
from returns.lifecycle import (
    choices,
    decisions,
    parts,
    policies,
    queries,
    refusals,
    sending,
    uploads,
)
from returns.lifecycle.policies import Act
from returns.models import Coverage, Part, Return
from tests.returns.conftest import EARLY, Q4, days

State = Part.State

WAYS = {
    Act.SEND: lambda part, by, at: sending.send(parts=[part], by=by["sender"], at=at),
    Act.ACCEPT: lambda part, by, at: decisions.accept(parts=[part], by=by["other"], at=at),
    Act.REJECT: lambda part, by, at: decisions.reject(
        part=part, by=by["other"], reason="No", at=at
    ),
    Act.WITHDRAW: lambda part, by, at: sending.withdraw(part=part, by=by["sender"], at=at),
    Act.RECALL: lambda part, by, at: decisions.recall(
        part=part, by=by["other"], reason="No", at=at
    ),
}
REACHED_BY = {
    State.CHECKED: (),
    State.SENT: (Act.SEND,),
    State.ACCEPTED: (Act.SEND, Act.ACCEPT),
    State.REJECTED: (Act.SEND, Act.REJECT),
    State.WITHDRAWN: (Act.WITHDRAW,),
    State.RECALLED: (Act.SEND, Act.ACCEPT, Act.RECALL),
}


@pytest.mark.parametrize("state", list(State))
def test_a_state_allows_its_own_actions_and_no_others(state, uploaded, officer, second):
    people = {"sender": officer, "other": second}
    allowed = set()
    for number, act in enumerate(Act):
        at = EARLY + days(number)
        [part] = uploaded([Month(2022, number + 1)], at=at).here
        for step in REACHED_BY[state]:
            WAYS[step](part, people, at)
        try:
            WAYS[act](part, people, at + timedelta(hours=1))
        except Outdated:
            part.refresh_from_db()
            assert part.state == state
        else:
            part.refresh_from_db()
            assert part.state == policies.TO[act]
            allowed.add(act)
    assert allowed == {act for act in Act if state in policies.FROM[act]}


@pytest.mark.parametrize("act", list(Act))
def test_each_action_leaves_one_audit_event(act, uploaded, officer, second):
    people = {"sender": officer, "other": second}
    [part] = uploaded().here
    start = next(state for state in State if state in policies.FROM[act])
    for step in REACHED_BY[start]:
        WAYS[step](part, people, EARLY)
    before = AuditEvent.objects.count()
    WAYS[act](part, people, EARLY + days(1))
    [event] = AuditEvent.objects.order_by("pk")[before:]
    assert event.about_id == str(part.of_return_id)
    assert event.at == EARLY + days(1)
    assert event.partnership_id == part.partnership_id


def test_an_upload_is_on_the_record_with_its_fingerprint(uploaded, officer):
    before = AuditEvent.objects.count()
    kept = uploaded()
    [event] = AuditEvent.objects.order_by("pk")[before:]
    assert (event.kind, event.by_email) == (Kind.RETURN_UPLOADED.value, officer.email)
    assert event.detail["sha256"] == kept.sha256
    assert kept.size == kept.file.size


# --- Who -------------------------------------------------------------------------------------
MAY_UPLOAD = {Role.SUPPLIER, Role.CSP_OFFICER, Role.MANAGER}
MAY_RECALL = {Role.CSP_OFFICER, Role.MANAGER}
MAY_DECIDE = MAY_RECALL | {Role.DEPUTY}


def test_only_these_roles_may_upload(somebody, uploaded):
    may = set()
    for role in Role:
        try:
            uploaded(by=somebody(role))
        except PermissionDenied:
            assert not Return.objects.filter(uploaded_by__memberships__role=role).exists()
        else:
            may.add(role)
    assert may == MAY_UPLOAD


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.REJECT, Act.RECALL])
def test_only_these_roles_may_decide(act, somebody, sent, second):
    may = set()
    for number, role in enumerate(Role):
        part = sent([Month(2022, number + 1)])
        if act is Act.RECALL:
            decisions.accept(parts=[part], by=second, at=EARLY)
        try:
            WAYS[act](part, {"other": somebody(role)}, EARLY + days(1))
        except PermissionDenied:
            part.refresh_from_db()
            assert part.state in policies.FROM[act]
        else:
            may.add(role)
    assert may == (MAY_RECALL if act is Act.RECALL else MAY_DECIDE)


def test_a_supplier_uploads_for_their_own_agency_alone(somebody, uploaded, middlesbrough):
    fire = somebody(Role.SUPPLIER, agency="cleveland-fire")
    with pytest.raises(PermissionDenied):
        uploaded(by=fire)
    assert not Return.objects.exists()


def test_a_supplier_need_not_name_their_agency(supplier, crime_file, middlesbrough, police):
    kept = uploads.upload(
        file=crime_file(), name="crime.csv", partnership=middlesbrough, by=supplier, at=EARLY
    )
    assert kept.supplied_by == police


def test_an_agency_that_does_not_serve_the_partnership_supplies_nothing(
    officer, crime_file, middlesbrough
):
    far = Agency.objects.create(slug="devon", name="Devon and Cornwall Police", kind="police")
    with pytest.raises(PermissionDenied):
        uploads.upload(
            file=crime_file(),
            name="crime.csv",
            partnership=middlesbrough,
            by=officer,
            supplied_by=far,
        )


def test_an_officer_of_elsewhere_may_do_nothing_here(elsewhere, somebody, sent):
    part = sent()
    stranger = somebody(Role.MANAGER, partnership=elsewhere)
    for act in (Act.SEND, Act.WITHDRAW, Act.ACCEPT, Act.REJECT):
        with pytest.raises(PermissionDenied):
            WAYS[act](part, {"sender": stranger, "other": stranger}, EARLY)


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.REJECT])
def test_nobody_decides_on_their_own_upload(act, sent, officer):
    part = sent()
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        WAYS[act](part, {"other": officer}, EARLY)


def test_whoever_sent_what_another_uploaded_does_not_accept_it_either(uploaded, second):
    [part] = uploaded().here
    sending.send(parts=[part], by=second, at=EARLY)
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        decisions.accept(parts=[part], by=second, at=EARLY)


def test_the_manager_may_allow_own_acceptance_and_a_reason_is_still_asked(
    sent, officer, manager, middlesbrough
):
    part = sent()
    series = {"partnership": middlesbrough, "dataset": "crime", "source": "police-return"}
    choices.allow_own_acceptance(**series, reason="We are two", by=manager, at=EARLY)
    with pytest.raises(NotReady):
        decisions.accept(parts=[part], by=officer, at=EARLY)
    decisions.accept(parts=[part], by=officer, because="Ruth is away", at=EARLY)
    part.refresh_from_db()
    assert (part.state, part.reason) == (State.ACCEPTED, "Ruth is away")


def test_own_acceptance_ends_when_the_manager_says_so(sent, officer, manager, middlesbrough):
    part = sent()
    series = {"partnership": middlesbrough, "dataset": "crime", "source": "police-return"}
    choices.allow_own_acceptance(**series, reason="We are two", by=manager, at=EARLY)
    choices.end_own_acceptance(**series, reason="We are three", by=manager, at=EARLY + days(1))
    with pytest.raises(Refused, match="You uploaded or sent this return"):
        decisions.accept(parts=[part], by=officer, because="Ruth is away", at=EARLY + days(2))


def test_published_sources_may_be_accepted_by_their_uploader_until_the_manager_ends_it(
    middlesbrough, manager
):
    made = policies.rulings(middlesbrough)
    assert policies.allows_own(made, dataset="crime", source="police-uk")
    assert not policies.allows_own(made, dataset="crime", source="police-return")
    choices.end_own_acceptance(
        partnership=middlesbrough,
        dataset="crime",
        source="police-uk",
        reason="Two pairs of eyes",
        by=manager,
    )
    made = policies.rulings(middlesbrough)
    assert not policies.allows_own(made, dataset="crime", source="police-uk")


def test_only_the_manager_allows_own_acceptance(somebody, middlesbrough):
    for role in set(Role) - {Role.MANAGER}:
        with pytest.raises(PermissionDenied):
            choices.allow_own_acceptance(
                partnership=middlesbrough,
                dataset="crime",
                source="police-return",
                reason="Please",
                by=somebody(role),
            )


# --- What must be there first ----------------------------------------------------------------
def test_a_query_must_be_answered_before_sending(uploaded, officer):
    kept = uploaded(change={(Q4[0], "Acklam", "burglary"): -1})
    [question] = queries.asked_of(kept, kept.here)
    with pytest.raises(NotReady, match="1 question"):
        sending.send(parts=kept.here, by=officer)
    sending.confirm_query(of_return=kept, key=question.key, explanation="Transfers out", by=officer)
    sending.send(parts=kept.here, by=officer)
    assert kept.parts.get().state == State.SENT


def test_an_answer_says_who_gave_it_and_is_on_the_record(uploaded, officer, middlesbrough):
    kept = uploaded(change={(Q4[0], "Acklam", "burglary"): -1})
    [question] = queries.asked_of(kept, kept.here)
    sending.confirm_query(
        of_return=kept, key=question.key, explanation=" Transfers out ", by=officer
    )
    again = queries.returns(middlesbrough, viewer=officer).get(pk=kept.pk)
    [answered] = queries.asked_of(again, again.here)
    assert (answered.explanation, answered.explained_by) == ("Transfers out", officer.name)
    event = AuditEvent.objects.get(kind=Kind.QUERY_CONFIRMED.value)
    assert event.detail["explanation"] == "Transfers out"


@pytest.mark.parametrize("explanation", ["", "   "])
def test_an_empty_answer_is_none(explanation, uploaded, officer):
    kept = uploaded(change={(Q4[0], "Acklam", "burglary"): -1})
    [question] = queries.asked_of(kept, kept.here)
    with pytest.raises(NotReady):
        sending.confirm_query(of_return=kept, key=question.key, explanation=explanation, by=officer)


def test_a_file_with_an_error_is_kept_but_holds_nothing_to_send(uploaded):
    kept = uploaded(change={(Q4[0], "Acklam", "burglary"): "many"})
    assert [found["severity"] for found in kept.findings].count("error") == 1
    assert kept.here == []


@pytest.mark.parametrize("act", [Act.REJECT, Act.RECALL])
def test_a_reason_is_asked(act, sent, second):
    part = sent()
    if act is Act.RECALL:
        decisions.accept(parts=[part], by=second, at=EARLY)
    with pytest.raises(NotReady):
        getattr(decisions, act.value)(part=part, by=second, reason="  ", at=EARLY)


# --- What is kept ----------------------------------------------------------------------------
def _kept_files() -> set[str]:
    found = set()
    for folder, _, names in _walk("returns"):
        found |= {f"{folder}/{name}" for name in names}
    return found


def _walk(folder: str):
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield folder, folders, names
    for below in folders:
        yield from _walk(f"{folder}/{below}")


def test_what_fails_on_the_way_in_leaves_no_file_and_no_row(uploaded, monkeypatch):
    before = _kept_files()

    def fall_over(*args, **kwargs):
        raise RuntimeError("the disc is full")

    monkeypatch.setattr(parts, "store_part", fall_over)
    with pytest.raises(RuntimeError):
        uploaded()
    assert _kept_files() == before
    assert not Return.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"Crime ID,Name,Date of birth\n1,Jo Smith,1990-01-01\n", b"\x89PNG\r\n\x1a\n\x00\x00"],
    ids=["empty", "personal", "picture"],
)
def test_what_is_refused_is_not_kept_and_the_refusal_is_on_the_record(
    content, middlesbrough, officer
):
    before = _kept_files()
    with pytest.raises(refusals.UploadRefused) as refusal:
        uploads.upload(
            file=io.BytesIO(content), name="crime.csv", partnership=middlesbrough, by=officer
        )
    assert str(refusal.value)
    assert refusal.value.report.errors
    assert _kept_files() == before
    assert not Return.objects.exists()
    assert AuditEvent.objects.filter(kind=Kind.RETURN_REFUSED.value).count() == 1


def test_the_stored_name_does_not_tell_and_cannot_be_chosen(uploaded):
    kept = uploaded(name="../../Smith, J 1990.csv")
    assert kept.name == "../../Smith, J 1990.csv"
    assert "Smith" not in kept.file.name
    assert kept.file.name.startswith("returns/2023/01/")


def test_the_bytes_are_kept_as_they_came(uploaded, crime_file):
    kept = uploaded()
    with kept.file.open("rb") as file:
        assert file.read() == crime_file().getvalue()


def test_the_same_file_in_use_already_is_noted(accepted, uploaded):
    accepted()
    again = uploaded(at=EARLY + days(1), name="copy.csv")
    notes = [found["message"] for found in again.findings if found["check"] == "NEW"]
    assert len(notes) == 1
    assert "crime.csv" in notes[0]


# --- As at -----------------------------------------------------------------------------------
def _total(partnership: Partnership, viewer, at, month: Month = Q4[0]) -> int:
    rows = queries.in_use(
        partnership=partnership, viewer=viewer, dataset=CRIME, source="police-return", as_at=at
    )
    return int(rows[rows["start"] == month.first_day]["count"].sum())


PER_MONTH = 20 * 11


def test_each_moment_has_the_figures_that_were_in_use_then(accepted, middlesbrough, officer):
    accepted(count=3, at=EARLY)
    accepted(count=4, at=EARLY + days(10))
    accepted(count=5, at=EARLY + days(20))
    seen = [_total(middlesbrough, officer, EARLY + days(n)) for n in (-1, 0, 9, 10, 19, 20, 99)]
    assert seen == [PER_MONTH * n for n in (0, 3, 3, 4, 4, 5, 5)]


def test_recalling_brings_the_earlier_figures_back(accepted, middlesbrough, officer, second):
    accepted(count=3, at=EARLY)
    later = accepted(count=4, at=EARLY + days(10))
    decisions.recall(part=later, by=second, reason="Wrong year", at=EARLY + days(20))
    seen = [_total(middlesbrough, officer, EARLY + days(n)) for n in (5, 15, 25)]
    assert seen == [PER_MONTH * n for n in (3, 4, 3)]


def test_what_comes_back_is_the_last_that_was_not_recalled(
    accepted, middlesbrough, officer, second
):
    accepted(count=3, at=EARLY)
    middle = accepted(count=4, at=EARLY + days(1))
    last = accepted(count=5, at=EARLY + days(2))
    decisions.recall(part=middle, by=second, reason="Wrong", at=EARLY + days(3))
    assert _total(middlesbrough, officer, EARLY + days(3)) == PER_MONTH * 5
    decisions.recall(part=last, by=second, reason="Wrong too", at=EARLY + days(4))
    assert _total(middlesbrough, officer, EARLY + days(4)) == PER_MONTH * 3


def test_recalling_brings_back_different_returns_for_different_months(
    accepted, middlesbrough, officer, second
):
    accepted(Q4[:1], count=1, at=EARLY)
    accepted(Q4[1:2], count=2, at=EARLY)
    whole = accepted(Q4, count=9, at=EARLY + days(1))
    decisions.recall(part=whole, by=second, reason="Wrong", at=EARLY + days(2))
    seen = [_total(middlesbrough, officer, EARLY + days(2), month) for month in Q4]
    assert seen == [PER_MONTH * 1, PER_MONTH * 2, 0]
    assert not Coverage.objects.filter(month=Q4[2].first_day, until=None).exists()


def test_facts_equal_the_rows_that_were_previewed(accepted):
    part = accepted()
    assert RecordedCrime.objects.filter(part=part).count() == part.row_count == PER_MONTH * 3
    assert bytes(part.rows) == b""


def test_a_change_before_the_last_one_is_refused(accepted, sent, second):
    accepted(at=EARLY + days(5))
    part = sent(at=EARLY, count=4)
    with pytest.raises(Refused, match="changed after the moment given"):
        decisions.accept(parts=[part], by=second, at=EARLY + days(1))
    part.refresh_from_db()
    assert part.state == State.SENT


def test_several_are_accepted_together_or_none(sent, second, officer):
    first, other = sent(Q4[:1]), sent(Q4[1:])
    sending.withdraw(part=other, by=officer, at=EARLY)
    with pytest.raises(Outdated, match="withdrawn"):
        decisions.accept(parts=[first, other], by=second, at=EARLY)
    first.refresh_from_db()
    assert first.state == State.SENT
    assert not RecordedCrime.objects.exists()


def test_the_second_of_two_who_accept_is_told_who_was_first(sent, second, manager):
    part = sent()
    stale = Part.objects.get(pk=part.pk)
    decisions.accept(parts=[part], by=second, at=EARLY)
    with pytest.raises(Outdated, match=f"accepted by {second.name} on 9 January 2023"):
        decisions.accept(parts=[stale], by=manager, at=EARLY)
    assert RecordedCrime.objects.count() == part.row_count


# --- Figures for longer than a month ---------------------------------------------------------
def _as_a_quarter(part: Part) -> None:
    """Turn the facts of a part into one figure a quarter, as a coarser source would give."""
    facts = RecordedCrime.objects.filter(part=part)
    facts.exclude(start=Q4[0].first_day).delete()
    facts.update(months=3)


def test_a_month_of_a_quarter_may_not_be_replaced(accepted, sent, second):
    # Sent before the quarter came into use: the check at upload could not know.
    part = sent(Q4[:1], at=EARLY)
    _as_a_quarter(accepted(at=EARLY))
    with pytest.raises(Refused, match="Q4 2021/22"):
        decisions.accept(parts=[part], by=second, at=EARLY + days(1))
    part.refresh_from_db()
    assert part.state == State.SENT
    assert Coverage.objects.filter(until=None).count() == 3


def test_a_whole_quarter_may_be_replaced_and_comes_back_whole(accepted, second):
    quarter = accepted(at=EARLY)
    _as_a_quarter(quarter)
    months = accepted(count=1, at=EARLY + days(1))
    decisions.recall(part=months, by=second, reason="Wrong", at=EARLY + days(2))
    assert Coverage.objects.filter(part=quarter, until=None).count() == 3


def test_a_recall_may_not_bring_back_half_a_quarter(accepted, second):
    _as_a_quarter(accepted(at=EARLY))
    whole = accepted(count=1, at=EARLY + days(1))
    accepted(Q4[:1], count=2, at=EARLY + days(2))
    with pytest.raises(Refused, match="holds one figure for the whole of"):
        decisions.recall(part=whole, by=second, reason="Wrong", at=EARLY + days(3))
    whole.refresh_from_db()
    assert whole.state == State.ACCEPTED
    assert Period.parse("2021/22 Q4").months == 3
