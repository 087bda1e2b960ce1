"""The register of governance: what a partnership is, who is of it, and what the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from partnership import clock
from partnership.models.governance import (
    OTHER_TEXTS,
    Assessment,
    Body,
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
from partnership.page_parts import Tag
from partnership.people.permissions import Permission
from partnership.records import words as record_words
from partnership.records.forms import RecordForm, field_of, form_of
from partnership.records.kinds import Kind, Register, Shown

# How long before its day something counts as due soon.
SOON = timedelta(days=60)
OVERDUE, DUE_SOON = Tag("Overdue", "red"), Tag("Due soon", "yellow")
UP_TO_DATE, AS_NEEDED = Tag("Up to date", "green"), Tag("As needed", "grey")
NO_DATE = Tag("No date set", "blue")


def stands(due: date | None, *, today: date | None = None, is_cyclic: bool = True) -> Tag:
    """How something that is due on a day stands today."""
    today = today or clock.today()
    if due is None:
        return NO_DATE if is_cyclic else AS_NEEDED
    if due < today:
        return OVERDUE
    return DUE_SOON if due <= today + SOON else UP_TO_DATE


def duty_state(duty: Duty) -> Tag:
    return stands(duty.next_due, is_cyclic=duty.cycle_months is not None)


# --- Forms -----------------------------------------------------------------------------------
# Panels, their members and meetings are democratic services' to keep, on the pages of scrutiny.
OWN_GROUPS = tuple(kind for kind in GroupKind.values if kind != GroupKind.PANEL)


class GroupForm(
    form_of(  # type: ignore[misc]
        Group,
        (
            "name",
            "slug",
            "kind",
            "purpose",
            "frequency",
            "reports_to",
            "locality",
            "successor",
            "since",
        ),
    )
):
    """A group of the partnership's own; scrutiny's panels are added where they are kept."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in kind.choices if choice[0] != GroupKind.PANEL]
        for name in ("reports_to", "successor"):
            _only_own(self.fields[name])


class GroupMemberForm(
    form_of(GroupMember, ("group", "role", "body", "is_chair", "since"))  # type: ignore[misc]
):
    """A seat on one of them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _only_own(self.fields["group"])


class MeetingForm(
    form_of(  # type: ignore[misc]
        Meeting, ("group", "held_on", "starts_at", "place", "agenda_link", "minutes_link")
    )
):
    """A meeting of one of them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _only_own(self.fields["group"])


def _only_own(field: Any) -> None:
    field.queryset = field.queryset.filter(kind__in=OWN_GROUPS)


class CaseReviewsForm(RecordForm):
    """The four counts; that they may add up to more than the applications needs its reason."""

    class Meta:
        model = CaseReviews
        fields = (
            "year",
            "applications",
            "threshold_not_met",
            "reviews",
            "with_recommendations",
            "carried_over",
            "published_at",
            "note",
        )
        formfield_callback = staticmethod(field_of)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        counts = [cleaned[name] for name in self.Meta.fields[1:5] if cleaned.get(name) is not None]
        if len(counts) < 4:
            return cleaned
        applications, not_met, reviews, recommending = counts
        if recommending > reviews:
            self.add_error(
                "with_recommendations",
                f"{recommending} reviews led to recommendations, but only {reviews} were carried"
                " out. Correct one of the two numbers",
            )
        if not_met + reviews > applications and not cleaned.get("carried_over"):
            self.add_error(
                "carried_over",
                f"{not_met} that did not meet the threshold and {reviews} reviews are more than"
                f" {applications} applications. Say why: a review may be of an application made"
                " the year before",
            )
        return cleaned


class StandingTextForm(RecordForm):
    """A standing text, of those that the register keeps."""

    KEYS: ClassVar[tuple[TextKey, ...]] = OTHER_TEXTS

    class Meta:
        model = StandingText
        fields = ("key", "text", "dated", "review_by", "owner_role", "note")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 12}),
            "owner_role": forms.TextInput,
            "note": forms.Textarea(attrs={"rows": 4}),
            "dated": forms.SelectDateWidget,
            "review_by": forms.SelectDateWidget,
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "Choose one"), *((key.value, key.label) for key in self.KEYS)]
        self.fields["key"].choices = offered  # type: ignore[attr-defined]


def texts(form: type[StandingTextForm]) -> Kind:
    """The kind of the standing texts that `form` is for."""
    return Kind(
        "texts",
        "Standing texts",
        "standing text",
        StandingText,
        form,
        about="Words that stay in the annual update year by year. Each has a date and an owner.",
        columns=(
            ("Dated", _day("dated")),
            ("Review it by", _day("review_by")),
            ("Owner", _plain("owner_role")),
        ),
        state=lambda text: stands(text.review_by, is_cyclic=False) if text.review_by else None,
        only={"key__in": form.KEYS},
    )


# --- What pages say of a record ---------------------------------------------------------------
def _day(name: str):
    return lambda record: record_words.as_text(getattr(record, name)) or record_words.NOT_SAID


def _display(name: str):
    return lambda record: getattr(record, f"get_{name}_display")()


def _plain(name: str):
    return lambda record: str(getattr(record, name) or record_words.NOT_SAID)


def _plain_number(name: str):
    return lambda record: f"{getattr(record, name):,}"


def _case_review_warnings(record: CaseReviews) -> Iterator[str]:
    if record.threshold_not_met + record.reviews > record.applications:
        yield f"More reviews and refusals than applications: {record.carried_over}"
    if record.note:
        yield record.note


def _cycle(duty: Duty) -> str:
    if duty.cycle_months is None:
        return "As needed"
    if duty.cycle_months % 12 == 0:
        years = duty.cycle_months // 12
        return "Every year" if years == 1 else f"Every {years} years"
    return "Every month" if duty.cycle_months == 1 else f"Every {duty.cycle_months} months"


def _shown_by(duty: Duty) -> str:
    """What kinds of evidence there are; the duty's own page leads to each."""
    evidence = (
        ("a file", duty.evidence_id),
        ("a link", duty.evidence_link),
        ("a page of this portal", duty.shown_at),
    )
    return ", ".join(words for words, there in evidence if there).capitalize() or "None yet"


def _signed(protocol: Protocol) -> Iterator[Shown]:
    """Which of the responsible authorities have not signed: all of them must."""
    signed = protocol.signatures.filter(ended_on__isnull=True).values("body")
    missing = Body.objects.filter(
        partnership=protocol.partnership, kind="responsible", ended_on__isnull=True
    ).exclude(pk__in=signed)
    names = ", ".join(body.name for body in missing.order_by("name"))
    yield Shown("Still to sign", names or "None: every responsible authority has signed")


GOVERNANCE = Register(
    namespace="governance",
    title="Governance",
    about="What the partnership is, who belongs to it, and what the law asks of it.",
    read=Permission.VIEW_FIGURES,
    keep=Permission.KEEP_GOVERNANCE,
    index="governance:index",
    kinds=(
        Kind(
            "duties",
            "Statutory functions",
            "statutory function",
            Duty,
            form_of(
                Duty,
                (
                    "position",
                    "name",
                    "asks",
                    "statute",
                    "link",
                    "since",
                    "cycle_months",
                    "cycle_note",
                    "last_done",
                    "next_due",
                    "owner_role",
                    "evidence_link",
                    "shown_at",
                    "is_of_the_deck",
                    "note",
                ),
                evidence="evidence",
            ),
            about="Each legal duty: the law behind it, how often it is due, when it was last done"
            " and the evidence.",
            columns=(
                ("How often", _cycle),
                ("Last done", _day("last_done")),
                ("Next due", _day("next_due")),
                ("Owner", _plain("owner_role")),
                ("Evidence", _shown_by),
            ),
            order=("position", "pk"),
            state=duty_state,
        ),
        texts(StandingTextForm),
        Kind(
            "bodies",
            "Authorities and other bodies",
            "body",
            Body,
            form_of(Body, ("name", "kind", "agency", "lead_role", "mailbox", "since", "note")),
            about="The responsible authorities, who share responsibility equally, and the bodies"
            " that co-operate.",
            columns=(("Kind", _display("kind")), ("Lead", _plain("lead_role"))),
            order=("-kind", "name"),
            children=(("signatures", "body"),),
        ),
        Kind(
            "protocols",
            "Information sharing protocol",
            "version of the protocol",
            Protocol,
            form_of(Protocol, ("version", "agreed_on", "renew_by", "link"), evidence="evidence"),
            about="All responsible authorities must sign the protocol.",
            columns=(("Agreed", _day("agreed_on")), ("Renew by", _day("renew_by"))),
            order=("-agreed_on",),
            state=lambda protocol: stands(protocol.renew_by),
            further=_signed,
            children=(("signatures", "protocol"),),
        ),
        Kind(
            "signatures",
            "Signatures",
            "signature",
            Signature,
            form_of(Signature, ("protocol", "body", "signed_on", "signed_by_role")),
            columns=(("Signed", _day("signed_on")), ("By", _plain("signed_by_role"))),
            order=("body__name",),
            related=("protocol", "body"),
        ),
        Kind(
            "groups",
            "Groups",
            "group",
            Group,
            GroupForm,
            about="The groups that do the partnership’s work, and to whom each reports.",
            only={"kind__in": OWN_GROUPS},
            columns=(
                ("Kind", _display("kind")),
                ("Meets", _plain("frequency")),
                ("Reports to", _plain("reports_to")),
            ),
            order=("pk",),
            related=("reports_to",),
            children=(("members", "group"), ("meetings", "group")),
        ),
        Kind(
            "members",
            "Members",
            "member",
            GroupMember,
            GroupMemberForm,
            about="By role, never by name.",
            only={"group__kind__in": OWN_GROUPS},
            columns=(
                ("Body", _plain("body")),
                ("Chair", lambda seat: "Chairs" if seat.is_chair else ""),
            ),
            order=("group", "-is_chair", "role"),
            related=("group", "body"),
        ),
        Kind(
            "meetings",
            "Meetings",
            "meeting",
            Meeting,
            MeetingForm,
            columns=(("Place", _plain("place")),),
            only={"group__kind__in": OWN_GROUPS},
            order=("-held_on",),
            related=("group",),
        ),
        Kind(
            "assessments",
            "Strategic Intelligence Assessments",
            "assessment",
            Assessment,
            form_of(
                Assessment,
                ("edition", "dated", "author_role", "link", "note"),
                evidence="evidence",
            ),
            columns=(("Dated", _day("dated")), ("Author", _plain("author_role"))),
            order=("-dated",),
        ),
        Kind(
            "case-reviews",
            "ASB case reviews",
            "year of ASB case reviews",
            CaseReviews,
            CaseReviewsForm,
            about="Four counts that must be published at least once a year"
            " (Anti-social Behaviour, Crime and Policing Act 2014, section 104).",
            columns=(
                ("Applications", _plain_number("applications")),
                ("Threshold not met", _plain_number("threshold_not_met")),
                ("Reviews", _plain_number("reviews")),
                ("With recommendations", _plain_number("with_recommendations")),
            ),
            order=("-year",),
            warnings=_case_review_warnings,
        ),
        Kind(
            "death-reviews",
            "Domestic abuse related death reviews",
            "count of death reviews",
            DeathReviews,
            form_of(
                DeathReviews,
                ("on", "open_reviews", "published_reviews", "actions", "actions_done", "note"),
            ),
            about="Counts, and progress on the agreed actions. Never anything about a person.",
            columns=(
                ("Under way", _plain_number("open_reviews")),
                ("Published", _plain_number("published_reviews")),
                (
                    "Actions done",
                    lambda counts: f"{counts.actions_done} of {counts.actions}",
                ),
            ),
            order=("-on",),
            warnings=lambda counts: (counts.note,) if counts.note else (),
        ),
    ),
)
