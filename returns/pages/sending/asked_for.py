"""Which return somebody set out to send, as the address of the upload page has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from measures.periods import BadPeriod, Period
from partnership.models import Agency, Partnership
from returns.catalogue.registry import datasets


@dataclass(frozen=True)
class AskedFor:
    """The return of one source for one period: its name, its template and where it is typed."""

    title: str
    agency: Agency | None
    template: str
    typed: str


def asked_for(written: Mapping[str, str], partnership: Partnership) -> AskedFor | None:
    """What `return`, `period` and `agency` of the address name; None where they name nothing."""
    dataset, _, slug = written.get("return", "").partition("/")
    try:
        source = datasets[dataset].source(slug)
        period = Period.parse(written.get("period", ""))
    except (KeyError, BadPeriod):
        return None
    named = f"{dataset}/{slug}"
    months = {"first": period.start.code, "last": period.last.code, "kind": "xlsx"}
    template, typed = (
        reverse(f"returns:{name}", args=[partnership.slug]) for name in ("template", "grid_start")
    )
    found = Agency.objects.filter(partnerships=partnership, slug=written.get("agency", ""))
    agency = found.first()
    to_type = {
        "source": named,
        "period": period.code,
        **({"agency": agency.slug} if agency else {}),
    }
    return AskedFor(
        title=f"{source.title}, {period.label}",
        agency=agency,
        template=f"{template}?{urlencode({'source': named, **months}, safe='/')}"
        if source.template
        else template,
        typed=f"{typed}?{urlencode(to_type, safe='/')}",
    )
