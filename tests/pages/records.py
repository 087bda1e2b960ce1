"""The addresses of what people keep in the demonstration: returns, meetings, recommendations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

from demo.illustration import fires
from demo.partnerships import FIRE_SERVICE
from demo.sending import person
from measures.periods import Period
from partnership.models import Agency, Partnership, Role
from partnership.models.groups import Meeting
from reporting.content.frozen import thaw_pack
from reporting.packs.editor.page import contents, opened
from reporting.packs.models import Version
from returns.catalogue.registry import datasets
from returns.lifecycle import uploads
from returns.models import Part, Return
from scrutiny.models import LinkedMeasure, Recommendation

TOP = "/middlesbrough/"
QUARTER = Period.quarter(2024, 3)
# What stands in the way of a file: a ward that is none, and a count that is none.
PUT_WRONG = (("Ayresome", "Airsome"), (",1\r", ",one\r"))


def to_put_right() -> Iterable[str]:
    """A file that nothing in it may be sent of yet."""
    here, content = _middlesbrough(), fires.quarter_csv(QUARTER).decode()
    for right, wrong in PUT_WRONG:
        assert right in content, right
        content = content.replace(right, wrong, 5)
    found = uploads.upload(
        file=BytesIO(content.encode()),
        name="fires.csv",
        partnership=here,
        by=person(here, Role.CSP_OFFICER),
        supplied_by=Agency.objects.get(slug=FIRE_SERVICE),
    )
    return (f"{TOP}returns/check/{found.batch}/",)


def returns(state: str) -> Callable[[], Iterable[str]]:
    """The newest return of each source whose figures stand so."""

    def addresses() -> Iterable[str]:
        found = Part.objects.filter(partnership=_middlesbrough(), state=state).order_by("pk")
        newest = {part.source: part.of_return_id for part in found}
        return tuple(f"{TOP}returns/{pk}/" for pk in newest.values())

    return addresses


def waiting() -> Iterable[str]:
    """Where it is decided on each return that waits."""
    found = Return.objects.filter(
        parts__partnership=_middlesbrough(), parts__state=Part.State.SENT
    ).distinct()
    return tuple(f"{TOP}returns/{each.pk}/decide/" for each in found)


def sources() -> Iterable[str]:
    """All of them, and each."""
    each = (f"{dataset.slug}/{source.slug}/" for dataset in datasets for source in dataset.sources)
    return tuple(f"{TOP}returns/sources/{below}" for below in ("", *each))


def sections() -> Iterable[str]:
    """Every section of an update as it is read, and its contents."""
    (version,) = Version.objects.filter(pack__partnership=_middlesbrough())
    at = f"{TOP}packs/{version.pack.slug}/{version.number}/"
    pack = thaw_pack(version.frozen)
    step = opened(pack, contents(pack)[0].key, 1).after
    read = [f"{at}read/{contents(pack)[0].key}/"]
    while step:
        read.append(f"{at}read/{step.url}")
        step = opened(pack, step.key, step.page).after
    return (at, f"{at}changed/", *read)


def meetings() -> Iterable[str]:
    """Every meeting of a panel."""
    found = Meeting.objects.filter(
        group__partnership=_middlesbrough(), agenda_items__isnull=False
    ).distinct()
    return tuple(f"{TOP}scrutiny/meetings/{each.pk}/" for each in found)


def recommendations() -> Iterable[str]:
    """Each of them, and each measure set beside one."""
    here = _middlesbrough()
    made = Recommendation.objects.filter(partnership=here)
    linked = LinkedMeasure.objects.filter(recommendation__partnership=here)
    return (
        *(f"{TOP}scrutiny/recommendations/{each.pk}/" for each in made),
        *(f"{TOP}scrutiny/measures/{each.pk}/" for each in linked),
    )


def _middlesbrough() -> Partnership:
    return Partnership.objects.get(slug="middlesbrough")
