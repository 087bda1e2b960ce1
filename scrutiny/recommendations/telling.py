"""Tells people of recommendations: who must respond, what was answered, what the panel decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from partnership.models import NoticeKind, Role, User
from partnership.people import telling as notices
from partnership.people.recipients import officers_of, with_role, without
from partnership.people.telling import News
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
    news, without_officers = [], []
    for recipient in recipients:
        own = officers_of(recipient.agency, partnership)
        if own:
            about = about_response(recipient)
            news.append(_to_respond([recipient], about, to=without(own, by)))
        else:
            without_officers.append(recipient)
    if without_officers:
        officers = without(with_role(partnership, Role.CSP_OFFICER), by)
        news.append(_to_respond(without_officers, about_all(recommendation), to=officers))
    notices.tell(news, partnership=partnership, at=at)


def _to_respond(recipients: Sequence[Recipient], about: str, *, to: tuple[User, ...]) -> News:
    """To officers of one agency, or to the partnership's for all that have none with an account."""
    recommendation = recipients[0].recommendation
    keys = ",".join(str(recipient.pk) for recipient in recipients)
    return News(
        kind=NoticeKind.RECOMMENDATION_MADE,
        key=f"recommendation-made/{keys}",
        about=about,
        path=_page_of(recommendation),
        title=words.respond_title(recommendation, recipients),
        to=to,
        agency=recipients[0].agency if len(recipients) == 1 else None,
    )


def answered(response: Response, *, by: User, at: datetime) -> None:
    """Tell the panel and those who keep its records, with the response."""
    recipient = response.recipient
    recommendation = recipient.recommendation
    settle([recipient], at=at)
    news = News(
        kind=NoticeKind.RECOMMENDATION_ANSWERED,
        key=f"recommendation-answered/{response.pk}",
        about=about_all(recommendation),
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
    recipients = list(recommendation.bodies)
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
        about=about_all(recommendation),
        path=_page_of(recommendation),
        title=words.decision_title(decision),
        to=without((*people, *officers, *panel), by),
    )
    notices.tell([news], partnership=partnership, at=at)


def settle(recipients: Iterable[Recipient], *, at: datetime) -> None:
    """These bodies need not respond any more."""
    recipients = tuple(recipients)
    if not recipients:
        return
    recommendation = recipients[0].recommendation
    done = [about_response(recipient) for recipient in recipients]
    if not recommendation.awaits_others(recipients):
        done.append(about_all(recommendation))
    notices.settle(
        partnership=recommendation.partnership,
        about=done,
        kinds=[NoticeKind.RECOMMENDATION_MADE, NoticeKind.SCRUTINY_DUE],
        at=at,
    )


def about_all(recommendation: Recommendation) -> str:
    return f"recommendation/{recommendation.pk}"


def about_response(recipient: Recipient) -> str:
    return f"response/{recipient.pk}"


def _page_of(recommendation: Recommendation) -> str:
    return reverse(
        "scrutiny:recommendation", args=[recommendation.partnership.slug, recommendation.pk]
    )
