"""Narrows the history of returns in the database, where a page holds only some of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from partnership.list_filters import WORDS, Choice, ListFilter
from partnership.models import Partnership
from returns.catalogue.registry import datasets
from returns.models import Part, Return


def narrowed(
    found: QuerySet[Return], asked: Mapping[str, str], *, partnership: Partnership
) -> tuple[QuerySet[Return], ListFilter]:
    """Those of `found` that fit what the address asks, and the form that asks it; four queries.

    By the state and the dataset of what they hold for the partnership, by who supplied them, and
    by words in the name of the file.
    """
    choices = tuple(_choices(found, asked, partnership))
    typed = asked.get(WORDS, "").strip()
    chosen = {choice.name: choice.chosen for choice in choices if choice.chosen}
    holds = {name: chosen[name] for name in ("state", "dataset") if name in chosen}
    left = found
    if holds:
        fitting = Part.objects.filter(partnership=partnership, **holds)
        left = left.filter(pk__in=fitting.values("of_return"))
    if "from" in chosen:
        left = left.filter(supplied_by__name=chosen["from"])
    for word in typed.split():
        left = left.filter(Q(name__icontains=word) | Q(uploaded_by__name__icontains=word))
    offered = tuple(choice for choice in choices if len(choice.options) > 1 or choice.chosen)
    return left, ListFilter(offered, typed, left.count(), found.count())


def _choices(found: QuerySet[Return], asked: Mapping[str, str], partnership: Partnership):
    names = found.order_by("supplied_by__name").values_list("supplied_by__name", flat=True)
    parts = Part.objects.filter(partnership=partnership, of_return__in=found.order_by())
    held = set(parts.order_by().values_list("state", "dataset").distinct())
    titles = {dataset.slug: dataset.title for dataset in (*datasets, *datasets.published)}
    states = {state for state, _ in held}
    yield _choice(
        "state", "State", [(s.value, s.label) for s in Part.State if s.value in states], asked
    )
    kinds = sorted((titles.get(slug, slug), slug) for slug in {dataset for _, dataset in held})
    yield _choice("dataset", "Dataset", [(slug, title) for title, slug in kinds], asked)
    yield _choice("from", "Supplied by", [(n, n) for n in dict.fromkeys(names) if n], asked)


def _choice(
    name: str, label: str, options: list[tuple[str, str]], asked: Mapping[str, str]
) -> Choice:
    chosen = asked.get(name, "")
    return Choice(name, label, tuple(options), chosen if chosen in dict(options) else "")
