"""The words about disclosure rules, released tables and the ledger; knows no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from partnership.kinds import Level
from returns.catalogue.disclosure_rules import Disclosure, Rule

if TYPE_CHECKING:
    from returns.catalogue.declarations import Dataset, Source
    from returns.models.released import DisclosureRule

SAY_WHO_ANSWERS = "Say who answers for this rule: a post, such as “information governance officer”."
SAY_WHY = "Say why this is the right rule for the source."
SAY_HOW_FINE = "Choose the finest figures that are shown."
SET = (
    "The rule is set, and applies from now on. What was shown before has been"
    " seen: a rule does not take it back."
)
AS_THEY_CAME = (
    "These are the figures as they came. Everywhere outside the pages of the return they are shown"
    " under the disclosure rule of their source."
)


def is_national(source: str) -> str:
    return f"{source} holds published figures of the whole country, so it needs no rule."


def not_published(source: str) -> str:
    return (
        f"{source} is not a published source. Choose a rule, or say that the partnership takes"
        " the responsibility for showing the figures as they came."
    )


def somebody_was_faster(standing: DisclosureRule | None) -> str:
    if standing is None:
        return "Look at the rule again: it has been ended since you opened this page."
    return (
        f"{standing.set_by} has set another rule since you opened this page:"
        f" “{standing.get_kind_display()}”, because “{standing.reason}”. Look at it, and then set"
        " yours if it is still needed."
    )


# --- What a rule does ------------------------------------------------------------------------
def in_force(rule: Disclosure, *, dataset: Dataset, source: Source) -> tuple[str, ...]:
    """What a rule hides and releases, in sentences for readers."""
    if rule.rule is Rule.NONE:
        return (no_rule(source),)
    return (hides(rule), releases(rule, dataset=dataset))


def no_rule(source: Source) -> str:
    if source.published:
        return "No disclosure rule: published already."
    return "No disclosure rule: shown unchanged."


def answered_for(recorded: DisclosureRule) -> str:
    """ "Information governance officer answers for the rule, since 1 May 2024." """
    since = timezone.localtime(recorded.since)
    return f"{recorded.owner} answers for the rule, since {since.day} {since:%B %Y}."


def hides(rule: Disclosure) -> str:
    if rule.rule is Rule.NHS:
        return (
            "Counts from 1 to 7 are hidden ([c]) and others rounded to the nearest 5. So totals may"
            " differ from the sums of what is shown. Rates and percentages are made from rounded"
            " counts."
        )
    return (
        f"Counts from 1 to {rule.hide_below - 1} are hidden ([c]). Further counts are hidden so"
        " that none of those can be worked out. Nothing finer than the rule allows is shown."
    )


_PER = {1: "months", 3: "quarters", 12: "years"}
_BY = {
    Level.WARD: "by ward",
    Level.LOCALITY: "by locality",
    Level.PARTNERSHIP: "for the whole partnership",
}


def releases(rule: Disclosure, *, dataset: Dataset) -> str:
    """ "The finest figures shown are for quarters and by ward, by offence group." """
    finest = rule.finest
    titles = [
        dimension.title.lower()
        for dimension in dataset.dimensions
        if dimension.field in finest.dimensions
    ]
    by = f", by {' and by '.join(titles)}" if titles else ""
    return f"The finest figures shown are for {_PER[finest.months]}, {_BY[finest.area]}{by}."
