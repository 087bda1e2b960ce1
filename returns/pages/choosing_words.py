"""What is said when a choice about a source is made; no logic."""

from __future__ import annotations

from measures.periods import Month


def made_main(source: str, dataset: str, from_month: Month | None) -> str:
    when = f"from {from_month.label} on" if from_month else "for all months"
    return f"{source} is now the main source of {dataset} {when}."


def provisional_set(source: str, months: int) -> str:
    if not months:
        return f"No month of {source} is marked provisional by its age."
    which = "month" if months == 1 else f"{months} months"
    return f"The latest {which} of {source} {'is' if months == 1 else 'are'} now provisional."


def own_acceptance_allowed(source: str) -> str:
    return f"People may now accept their own uploads of {source}."


def own_acceptance_ended(source: str) -> str:
    return f"Somebody else must accept uploads of {source} from now on."
