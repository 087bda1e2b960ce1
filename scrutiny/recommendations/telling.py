"""Tells people of recommendations: who must respond, what was answered, what the panel decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from partnership.models import NoticeKind, Role, User
from partnership.notices import actions as notices
from partnership.notices.actions import News
from partnership.notices.recipients import officers_of, with_role, without
from scrutiny import words
from scrutiny.models import Decision, Recipient, Recommendation, Response
from scrutiny.telling import is_news, panel_and_keepers


def made(
    recommendation: Recommendation, recipients: Iterable[Recipient], *, by: User, at: datetime
) -> None:
    """Tell the officers of each agency that must respond, and the partnership's own."""
    if not is_news(recommendation.made_on, at):
        return
    partnership = recommendation.partnership
    news = [
        News(
            kind=NoticeKind.RECOMMENDATION_MADE,
            key=f"recommendation-made/{recipient.pk}",
            about=about_response(recipient),
            path=_page_of(recommendation),
            title=words.respond_title(recommendation, recipient),
            to=without(_responders(recipient), by),
            agency=recipient.agency,
        )
        for recipient in recipients
    ]
    notices.tell(news, partnership=partnership, at=at)


def _responders(recipient: Recipient) -> tuple[User, ...]:
    """The agency's own officers; the partnership's where it has none with an account."""
    partnership = recipient.recommendation.partnership
    own = officers_of(recipient.agency, partnership)
    return own or with_role(partnership, Role.CSP_OFFICER)


def answered(response: Response, *, by: User, at: datetime) -> None:
    """Tell the panel and those who keep its records, with the response."""
    recipient = response.recipient
    recommendation = recipient.recommendation
    settle([recipient], at=at)
    news = News(
        kind=NoticeKind.RECOMMENDATION_ANSWERED,
        key=f"recommendation-answered/{response.pk}",
        about=about(recommendation),
        path=_page_of(recommendation),
        title=words.response_title(recommendation, recipient),
        detail=words.response_detail(response),
        to=without(panel_and_keepers(recommendation.panel), by),
    )
    notices.tell([news], partnership=recommendation.partnership, at=at)


def decided(decision: Decision, *, by: User | None, at: datetime) -> None:
    """Tell those who respond and the panel what it decided at a meeting."""
    recommendation = decision.recommendation
    partnership = recommendation.partnership
    recipients = list(recommendation.recipients.filter(ended_because="").select_related("agency"))
    if decision.closes:
        settle(recipients, at=at)
    if not is_news(decision.meeting.held_on, at):
        return
    people = [user for each in recipients for user in officers_of(each.agency, partnership)]
    officers = with_role(partnership, Role.CSP_OFFICER)
    panel = panel_and_keepers(recommendation.panel)
    news = News(
        kind=NoticeKind.RECOMMENDATION_DECIDED,
        key=f"recommendation-decided/{decision.pk}",
        about=about(recommendation),
        path=_page_of(recommendation),
        title=words.decision_title(decision),
        to=without((*people, *officers, *panel), by),
    )
    notices.tell([news], partnership=partnership, at=at)


def settle(recipients: Iterable[Recipient], *, at: datetime) -> None:
    """These bodies need not respond any more."""
    recipients = tuple(recipients)
    if recipients:
        notices.settle(
            partnership=recipients[0].recommendation.partnership,
            about=[about_response(recipient) for recipient in recipients],
            kinds=[NoticeKind.RECOMMENDATION_MADE, NoticeKind.SCRUTINY_DUE],
            at=at,
        )


def about(recommendation: Recommendation) -> str:
    return f"recommendation/{recommendation.pk}"


def about_response(recipient: Recipient) -> str:
    return f"response/{recipient.pk}"


def _page_of(recommendation: Recommendation) -> str:
    return reverse(
        "scrutiny:recommendation", args=[recommendation.partnership.slug, recommendation.pk]
    )
