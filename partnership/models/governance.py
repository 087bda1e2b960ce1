"""What a partnership is and must do, as records: bodies, texts, protocols, duties, counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from partnership.models.records import PortalPath, Record


class TextKey(models.TextChoices):
    """The standing texts that a pack may take; one of each is in force."""

    TERMS = "terms-of-reference", "Terms of reference"
    OPENNESS = "openness-to-scrutiny", "Openness to scrutiny"
    WORKING = "how-groups-work", "How the groups work"
    WHAT_IS_PREVENT = "what-is-prevent", "What is Prevent?"
    PREVENT_FACT_EARLY = "prevent-intervening-early", "Key fact: Prevent intervenes early"
    PREVENT_FACT_SUPPORT = "prevent-is-no-punishment", "Key fact: Prevent isn’t a punishment"
    LOCAL_RESPONSE = "local-authority-response", "Local authority response"
    OPERATIONAL_GROUP = "operational-prevent-group", "Operational Prevent group"
    OFFER_DEPARTMENTS = "offer-to-departments", "Standing offer to departments"
    OFFER_SCHOOLS = "offer-to-schools", "Standing offer to schools"
    AWARENESS = "awareness-raising", "Awareness raising"
    WHAT_IS_CHANNEL = "what-is-channel", "What is Channel?"


# The texts that the Prevent lead keeps, in the Prevent register.
PREVENT_TEXTS = (
    TextKey.WHAT_IS_PREVENT,
    TextKey.PREVENT_FACT_EARLY,
    TextKey.PREVENT_FACT_SUPPORT,
    TextKey.LOCAL_RESPONSE,
    TextKey.OPERATIONAL_GROUP,
    TextKey.OFFER_DEPARTMENTS,
    TextKey.OFFER_SCHOOLS,
    TextKey.AWARENESS,
    TextKey.WHAT_IS_CHANNEL,
)
OTHER_TEXTS = tuple(key for key in TextKey if key not in PREVENT_TEXTS)


class _Dated(Record):
    """A record of one partnership."""

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        abstract = True


class StandingText(_Dated):
    """Words that stand in the pack from year to year: dated and owned.

    A line that begins with "- " is a point of a list.
    """

    key = models.TextField(choices=TextKey, verbose_name="Which text")
    text = models.TextField(help_text="A line that begins with “- ” is a point of a list")
    dated = models.DateField(help_text="The day from which these words apply")
    review_by = models.DateField(null=True, blank=True, help_text="When somebody should review it")
    owner_role = models.TextField(help_text="The job title of the owner, not a name")
    note = models.TextField(
        blank=True, help_text="What was corrected, and where the words come from"
    )

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="standing_text_one_in_force",
                violation_error_message="This text is here already. Change it, or end it first",
                fields=["partnership", "key"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="standing_text_key_is_known", condition=Q(key__in=TextKey.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class BodyKind(models.TextChoices):
    RESPONSIBLE = "responsible", "Responsible authority"
    CO_OPERATING = "co-operating", "Co-operating body"
    INVITED = "invited", "Invited to take part"


class Body(_Dated):
    """An authority or organisation of the partnership, under the name that it has in law now."""

    name = models.TextField()
    kind = models.TextField(choices=BodyKind)
    agency = models.ForeignKey(
        "partnership.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The agency that supplies its figures, where it supplies any",
    )
    lead_role = models.TextField(
        blank=True, help_text="The job title of its lead, such as “Chief Superintendent”"
    )
    mailbox = models.EmailField(
        blank=True, help_text="A mailbox of the role, never of a person by name"
    )
    since = models.DateField(null=True, blank=True, help_text="When it became a body of this kind")
    note = models.TextField(blank=True)

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="body_name_once_in_force",
                violation_error_message="A body with this name already exists",
                fields=["partnership", "name"],
                condition=Q(ended_on__isnull=True),
            ),
        ]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Protocol(_Dated):
    """A version of the information sharing protocol."""

    version = models.TextField(help_text="Such as “2023” or “version 4”")
    agreed_on = models.DateField()
    renew_by = models.DateField(help_text="When it must be signed anew")
    link = models.URLField(blank=True, max_length=500)
    evidence = models.ForeignKey(
        "partnership.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="protocol_version_once",
                violation_error_message="This version is here already",
                fields=["partnership", "version"],
            ),
            models.CheckConstraint(
                name="protocol_renewed_after_agreed",
                violation_error_message="The renewal date must be after the day it was agreed",
                condition=Q(renew_by__gt=F("agreed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Information sharing protocol, {self.version}"


class Signature(Record):
    """That a body has signed a version of the protocol."""

    PATH: ClassVar[str] = "protocol__partnership"

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="signatures")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="signatures")
    signed_on = models.DateField()
    signed_by_role = models.TextField(
        blank=True, help_text="The job title of the person who signed"
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="signature_once_in_force",
                violation_error_message="This body has signed this version already",
                fields=["protocol", "body"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} signed the {self.protocol}"


class Duty(_Dated):
    """A statutory function: what the law asks, how often, when it was done, and the evidence.

    Names, statutes and cycles are data: the law moves. `cycle_months` is empty where the law
    asks for it as need arises.
    """

    position = models.PositiveIntegerField(default=1, help_text="Its place in the list")
    name = models.TextField(verbose_name="Duty")
    asks = models.TextField(verbose_name="What it asks")
    statute = models.TextField()
    link = models.URLField(max_length=500, help_text="The statute or the guidance")
    cycle_months = models.PositiveIntegerField(
        null=True, blank=True, verbose_name="Every how many months", help_text="Empty: as needed"
    )
    cycle_note = models.TextField(blank=True, verbose_name="Where the cycle is from")
    last_done = models.DateField(null=True, blank=True)
    next_due = models.DateField(null=True, blank=True)
    owner_role = models.TextField(help_text="A job title, not a name")
    evidence_link = models.URLField(blank=True, max_length=500)
    evidence = models.ForeignKey(
        "partnership.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_at = PortalPath(
        blank=True,
        verbose_name="Page of this portal that shows the evidence",
        help_text="The end of its address, such as scrutiny/",
    )
    since = models.DateField(null=True, blank=True, verbose_name="In force since")
    is_of_the_deck = models.BooleanField(
        default=False,
        verbose_name="Among the functions listed in the annual update",
    )
    note = models.TextField(blank=True)

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="duty_name_once_in_force",
                violation_error_message="A duty with this name already exists",
                fields=["partnership", "name"],
                condition=Q(ended_on__isnull=True),
            ),
        ]
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.name


class CaseReviews(_Dated):
    """The four counts of ASB case reviews that must be published at least once a year.

    Anti-social Behaviour, Crime and Policing Act 2014, s104.
    """

    year = models.PositiveIntegerField(
        verbose_name="Year", help_text="The year in which it began: 2023 for 2023/24"
    )
    applications = models.PositiveIntegerField(verbose_name="Applications received")
    threshold_not_met = models.PositiveIntegerField(verbose_name="Threshold not met")
    reviews = models.PositiveIntegerField(verbose_name="Reviews carried out")
    with_recommendations = models.PositiveIntegerField(
        verbose_name="Reviews that led to recommendations"
    )
    published_at = models.URLField(
        blank=True, max_length=500, verbose_name="Where they are published"
    )
    carried_over = models.TextField(
        blank=True,
        verbose_name="Why they come to more than the applications",
        help_text="Such as a review of an application of the year before",
    )
    note = models.TextField(blank=True)

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="case_reviews_once_a_year",
                violation_error_message="This year is here already. Change it instead",
                fields=["partnership", "year"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="case_reviews_recommendations_come_of_reviews",
                violation_error_message="There are more reviews with recommendations than reviews",
                condition=Q(with_recommendations__lte=F("reviews")),
            ),
        ]
        verbose_name_plural = "case reviews"

    def __str__(self) -> str:
        return f"ASB case reviews, {self.year}/{(self.year + 1) % 100:02}"


class DeathReviews(_Dated):
    """How many domestic abuse related death reviews there are and how their actions go.

    Counts alone: nothing about anybody. Domestic Violence, Crime and Victims Act 2004, s9.
    """

    on = models.DateField(verbose_name="As at")
    open_reviews = models.PositiveIntegerField(verbose_name="Reviews under way")
    published_reviews = models.PositiveIntegerField(verbose_name="Reviews published")
    actions = models.PositiveIntegerField(verbose_name="Actions agreed")
    actions_done = models.PositiveIntegerField(verbose_name="Actions done")
    note = models.TextField(blank=True)

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="death_reviews_once_a_day",
                violation_error_message="There are counts for this day already. Change those",
                fields=["partnership", "on"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="death_reviews_no_more_done_than_agreed",
                violation_error_message="More actions are marked as done than were agreed",
                condition=Q(actions_done__lte=F("actions")),
            ),
        ]
        verbose_name_plural = "death reviews"

    def __str__(self) -> str:
        return f"Domestic abuse related death reviews, {self.on:%-d %B %Y}"


class Assessment(_Dated):
    """An edition of the Strategic Intelligence Assessment."""

    edition = models.TextField(help_text="Such as “2022/23”")
    dated = models.DateField()
    author_role = models.TextField(help_text="The job title of who wrote it")
    link = models.URLField(blank=True, max_length=500)
    evidence = models.ForeignKey(
        "partnership.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta(_Dated.Meta):
        constraints = [
            *_Dated.Meta.constraints,
            models.UniqueConstraint(
                name="assessment_edition_once",
                violation_error_message="This edition is there already",
                fields=["partnership", "edition"],
            ),
        ]

    def __str__(self) -> str:
        return f"Strategic Intelligence Assessment, {self.edition}"


class GroupMember(Record):
    """A seat on a group, by role."""

    PATH: ClassVar[str] = "group__partnership"

    group = models.ForeignKey("partnership.Group", on_delete=models.PROTECT, related_name="seats")
    role = models.TextField(help_text="A job title, not a name")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    is_chair = models.BooleanField(default=False, verbose_name="Chairs the group")
    since = models.DateField(null=True, blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="group_member_role_once_in_force",
                violation_error_message="This role has a seat on the group already",
                fields=["group", "role", "body"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.group}"
