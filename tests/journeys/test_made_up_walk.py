"""No page, slide or file of the demonstration concludes anything from made-up figures.

Which numbers are made up is counted here from the rows of the returns that say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from urllib.parse import urlencode

import pytest
from django.db.models import Sum

from measures.counts import Nature
from measures.periods import Month
from partnership.models import User
from reporting.analysis.figures import Figures
from reporting.content.frozen import thaw_pack
from reporting.export.formats import Format, draw
from reporting.packs.models import State, Version
from returns.catalogue.registry import datasets
from returns.models import Coverage
from tests.journeys.made_up import faults

# (dataset, source) whose returns are made up, with their main measure.
MADE_UP = {
    ("fires", "fire-return"): "fires/deliberate",
    ("violence", "violence-return"): "violence/serious",
    ("warden", "warden-return"): "asb/warden-reports",
    ("asb", "asb-return"): "asb/incidents",
    ("crime", "police-return"): "crime/all-crime",
}
# As the update of 4 March 2024 has them, or as they follow from its percentages.
KNOWN = {
    "crime/all-crime": [(23_069, 24_951, 26_450)],
    "asb/incidents": [(7_050, 5_475)],
    "fires/deliberate": [(1_333, 1_170, 1_661, 1_668), (148, 145, 162), (1_185, 1_516, 1_506)],
    "violence/serious": [(477, 520, 489, 645, 724)],
}
PARTS = ("2022/23 Q2", "2022-08", "2022/23 H1")
BELOW = ("wards/", "types/", "localities/", "history/", "data/", "how-we-know/")
FILES = ("data.csv", "data.xlsx", "slides.pptx")
# Smaller numbers stand for other things too.
DISTINCT = 60
YEARS = range(2000, 2050)
ON_AN_AXIS = 20


def numbers_of(dataset: str, source: str) -> set[str]:
    """Counts of wards and localities by year, and of all by quarter and month, as written."""
    fact = datasets[dataset].fact
    parts = Coverage.objects.filter(
        dataset=dataset, source=source, until__isnull=True, partnership__slug="middlesbrough"
    ).exclude(part__of_return__illustrative="")
    rows = (
        fact.objects.filter(part__in=parts.values("part"))
        .values_list("area__code", "start")
        .annotate(count=Sum("count"))
    )
    sums: Counter[tuple[str, str]] = Counter()
    for area, start, count in rows:
        month = Month.containing(start)
        sums[area, f"year {month.financial_year}"] += count
        sums["", f"quarter {month.financial_year} {(month.number - 4) % 12 // 3}"] += count
        sums["", f"month {month.code}"] += count
    distinct = {count for count in sums.values() if count >= DISTINCT and count % ON_AN_AXIS}
    return {str(count) for count in distinct.difference(YEARS)}


def known_of(measure: str) -> set[str]:
    """What pages say of totals that are published or worked back, of their means and changes."""
    said: set[float] = set()
    for totals in KNOWN.get(measure, ()):
        several = [part for size in (1, 2, 3) for part in combinations(totals, size)]
        means = {sum(part) / len(part) for part in several}
        said |= means | {mean / 12 for mean in means}
        said |= {abs(total - mean) for total in totals for mean in means}
    return {str(int(number + 0.5)) for number in said}


def addresses(measure: str, source: str) -> Iterator[tuple[str, bool]]:
    """Pages and files of one measure, with whether published totals may be concluded from."""
    for period in PARTS:
        yield f"/middlesbrough/{measure}/?{urlencode({'period': period, 'source': source})}", False
    base = {"period": "2022/23", "source": source}
    yield f"/middlesbrough/{measure}/?{urlencode(base)}", True
    area = "North" if "warden" in measure else "Hemlington"
    for below in BELOW:
        yield f"/middlesbrough/{measure}/{below}?{urlencode(base)}", True
    for below in ("", "rows/", *BELOW, *FILES):
        asked = urlencode({**base, "area": area})
        yield f"/middlesbrough/{measure}/{below}?{asked}", False


@pytest.fixture
def councillor(with_demonstration, client):
    client.force_login(User.objects.get(email="councillor@demo.example"))
    return client


def walked(client, measure, source) -> list[str]:
    made_up = numbers_of(next(key[0] for key, of in MADE_UP.items() if of == measure), source)
    assert len(made_up) > 20
    found = []
    for address, may_conclude in addresses(measure, source):
        answer = client.get(address)
        assert answer.status_code == 200, address
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        there = made_up - known_of(measure) if may_conclude else made_up
        found += faults(address, content, made_up=there, may_conclude=may_conclude)
    return found


@pytest.mark.parametrize(("series", "measure"), MADE_UP.items())
def test_nothing_is_concluded_and_everything_is_marked(councillor, series, measure):
    assert walked(councillor, measure, series[1]) == []


@pytest.mark.parametrize(
    "below",
    ["", "aim/", "priorities/", "map/", "wards/E05009859/", "scrutiny/suggested/"],
)
def test_pages_of_many_measures_conclude_nothing_from_made_up_ones(councillor, below):
    """There real figures stand beside made-up ones: what is marked concludes nothing."""
    answer = councillor.get(f"/middlesbrough/{below}", follow=True)
    assert answer.status_code == 200
    found = faults(below, answer.content, made_up=())
    assert [fault for fault in found if "llustrative" in fault] == []


ABOUT = ("deliberate fire", "serious violence", "warden", "antisocial behaviour", "crime")


@pytest.mark.parametrize("file_format", [Format.PPTX, Format.HTML, Format.XLSX])
def test_the_issued_update_marks_what_is_made_up(with_demonstration, file_format):
    """Slide by slide of the figures that the made-up returns are of."""
    version = Version.objects.get(state=State.ISSUED)
    pack = thaw_pack(version.frozen)
    made_up = {number for series in MADE_UP for number in numbers_of(*series)}
    made_up -= {number for measure in KNOWN for number in known_of(measure)}
    # The update's 51.93% is told by what does not fit it.
    made_up.discard("476")
    slides = tuple(slide for slide in pack.deck().slides if _is_about(slide))
    assert len(slides) > 10
    # A count of published crimes may be a made-up one's number too: where they stand it is real.
    published = tuple(slide for slide in slides if slide.source_line.startswith(PUBLISHED))
    others = tuple(slide for slide in slides if slide not in published)
    assert published
    assert len(others) > 10
    found: list[str] = []
    for shown, there in ((others, made_up), (published, made_up - published_by_ward())):
        file = draw(replace(pack.deck(), slides=shown), file_format)
        found += faults(f"update.{file_format.value}", file, made_up=there, may_conclude=True)
    assert found == []


PUBLISHED = "Source: data.police.uk"


def published_by_ward() -> set[str]:
    """Counts of 2023 by ward, of the published returns: none of them says that it is made up."""
    found: set[str] = set()
    for dataset in ("crime", "asb"):
        parts = Coverage.objects.filter(
            dataset=dataset,
            source="police-uk",
            until__isnull=True,
            partnership__slug="middlesbrough",
            part__of_return__illustrative="",
        )
        rows = datasets[dataset].fact.objects.filter(
            part__in=parts.values("part"), start__year=2023
        )
        placed = rows.values("area__placements__ward_set", "area__placements__ward")
        counts = placed.annotate(count=Sum("count"))
        found |= {str(row["count"]) for row in counts}
    return found


def _is_about(slide) -> bool:
    words = " ".join((slide.title, *(sentence.text for sentence in slide.sentences))).lower()
    is_national = "prevent" in words or "channel" in words
    return not is_national and any(subject in words for subject in ABOUT)


def test_figures_that_forget_what_they_are_are_found(councillor, monkeypatch):
    """Planted: every figure says that it was measured."""
    monkeypatch.setattr(Figures, "nature", lambda *_, **__: Nature.MEASURED)
    monkeypatch.setattr(Figures, "is_made_up", lambda *_: False)
    found = walked(councillor, "fires/deliberate", "fire-return")
    assert any("without a mark" in fault for fault in found)
    assert any("concluded" in fault for fault in found)


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("/x/", b"<main><table><tr><td>Acklam</td><td>1,234</td></tr></table></main>"),
        ("/x/", b"<main><p>There were 1,234 fires.</p></main>"),
        ("/x/", b"<main><figure><svg><title>Most: 1,234</title></svg></figure></main>"),
        (
            "/x/",
            b"<main><p>Illustrative: 1,234 fires. That is too few to say.</p></main>",
        ),
        ("/x/", b"<main><p>Illustrative: it is the highest of 5 years.</p></main>"),
        ("/x/", b"<main><p>Deliberate fires rose in 14 of 20 wards</p></main>"),
        ("/x/data.csv", b"Acklam,1234\n"),
    ],
)
def test_a_planted_fault_is_found(address, content):
    assert faults(address, content, made_up={"1234"})


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("/x/", b"<main><table><tr><td>Acklam</td><td>1,234 [i]</td></tr></table></main>"),
        ("/x/", b"<main><p>Illustrative: 1,234 fires were recorded, 4.0% more.</p></main>"),
        ("/x/data.csv", b"Acklam,1234,[i],Illustrative\n"),
    ],
)
def test_what_is_marked_is_no_fault(address, content):
    assert faults(address, content, made_up={"1234"}) == []
