"""What the declaration of recorded crime promises, whichever source is asked."""

from __future__ import annotations

import pytest

from crime.dataset import ALL_CRIME, CRIME, GROUPS
from crime.layouts import LAYOUTS, LOOKALIKES
from measures.change import Better

every_source = pytest.mark.parametrize("source", CRIME.sources, ids=lambda source: source.slug)
every_group = pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.slug)


def labels(source):
    return {category.slug: category.label for category in source.categories["offence"]}


def categories_of(measure, source):
    """The slugs that `measure` adds up in `source`; None where it does not apply."""
    named = measure.categories.get(source.slug)
    return None if named is None else set(named.get("offence", labels(source)))


@every_source
def test_all_crime_adds_up_every_category_of_a_source(source):
    assert categories_of(ALL_CRIME, source) == set(labels(source))


@every_source
def test_antisocial_behaviour_is_in_no_list_of_crimes(source):
    spellings = {
        spelling.casefold()
        for category in source.categories["offence"]
        for spelling in (category.slug, category.label, *category.also_called)
    }
    assert not {word for word in spellings if "social" in word or "asb" in word}


def test_antisocial_behaviour_in_a_street_file_is_left_for_its_own_dataset():
    assert CRIME.source("police-uk").left_for_others == ("Anti-social behaviour",)


def test_the_lists_are_the_home_office_groups_and_the_thirteen_crime_types():
    assert set(labels(CRIME.source("police-return")).values()) == {
        "Violence against the person",
        "Sexual offences",
        "Robbery",
        "Burglary",
        "Vehicle offences",
        "Theft (other)",
        "Arson and criminal damage",
        "Drug offences",
        "Public order",
        "Possession of weapons",
        "Miscellaneous crimes against society",
    }
    assert len(labels(CRIME.source("police-uk"))) == 13


@every_source
def test_every_category_has_a_measure_of_its_own_or_of_its_pair(source):
    alone = {
        next(iter(named))
        for group in GROUPS
        if (named := categories_of(group, source)) and len(named) == 1
    }
    assert set(labels(source)) - alone == set()


@every_source
def test_the_smallest_measures_add_up_to_all_crime_without_counting_twice(source):
    single = [
        named for group in GROUPS if (named := categories_of(group, source)) and len(named) == 1
    ]
    assert sorted(slug for named in single for slug in named) == sorted(labels(source))


@every_source
def test_no_spelling_means_two_categories(source):
    spellings = [
        spelling.casefold()
        for category in source.categories["offence"]
        for spelling in {category.label, *category.also_called}
    ]
    assert sorted(spellings) == sorted(set(spellings))


@every_group
def test_a_measure_names_only_categories_of_the_source(group):
    for source in CRIME.sources:
        assert (categories_of(group, source) or set()) - set(labels(source)) == set()
    assert set(group.categories) - {source.slug for source in CRIME.sources} == set()


def test_a_group_that_one_source_lacks_does_not_apply_there():
    local = {"police-return", "police-uk"}
    applies = {group.slug: local & set(group.categories) for group in GROUPS}
    assert {slug: sources for slug, sources in applies.items() if len(sources) == 1} == {
        "violence-against-the-person": {"police-return"},
        "sexual-offences": {"police-return"},
        "shoplifting": {"police-uk"},
        "bicycle-theft": {"police-uk"},
        "theft-from-the-person": {"police-uk"},
        "other-theft": {"police-uk"},
    }


def test_where_lists_differ_the_same_crimes_are_added_up():
    theft, violence = CRIME.measure("theft"), CRIME.measure("violence-and-sexual-offences")
    assert theft.categories["police-return"] == {"offence": ("theft-other",)}
    assert set(theft.categories["police-uk"]["offence"]) == {
        "bicycle-theft",
        "theft-from-the-person",
        "shoplifting",
        "other-theft",
    }
    assert set(violence.categories["police-return"]["offence"]) == {
        "violence-against-the-person",
        "sexual-offences",
    }
    assert violence.categories["police-uk"] == {"offence": ("violence-and-sexual-offences",)}


def test_fewer_is_better_except_where_policing_finds_the_crime():
    neither = {measure.slug for measure in CRIME.measures if measure.better is Better.NEITHER}
    assert neither == {"drugs", "possession-of-weapons"}
    assert {measure.better for measure in CRIME.measures} == {Better.NEITHER, Better.LOWER}


def test_every_measure_says_what_it_counts():
    assert [m.slug for m in CRIME.measures if not (m.definition and m.noun.plural)] == []
    assert len({measure.title for measure in CRIME.measures}) == len(CRIME.measures)


def test_the_standing_caveats_are_there():
    said = " ".join(CRIME.caveats)
    assert "accredited" in said
    assert "2014" in said
    assert "Fraud is left out" in " ".join(CRIME.source("police-return").caveats)


def test_sources_name_layouts_that_exist_and_layouts_have_a_source():
    named = {slug for source in CRIME.sources for slug in source.layouts}
    assert named == {layout.slug for layout in LAYOUTS}


def headings_of(path):
    """The first line of a CSV file of the public data, none of whose headings is quoted."""
    with path.open(encoding="utf-8-sig") as file:
        return set(file.readline().strip().split(","))


def test_the_street_layout_fits_the_real_file(shared_data):
    street = next(layout for layout in LAYOUTS if layout.slug == "police-uk-street")
    read = {column.heading for column in street.columns}
    real = headings_of(shared_data / "police_uk/cleveland/2023-01-cleveland-street.csv")
    assert (read | set(street.signature)) - real == set()


@pytest.mark.parametrize("name", ["outcomes", "stop-and-search"])
def test_a_file_sent_by_mistake_fits_one_lookalike_and_no_street_file_does(shared_data, name):
    folder = shared_data / "police_uk"
    mistaken = headings_of(folder / f"not_street_level/2024-06-cleveland-{name}.csv")
    street = headings_of(folder / "cleveland/2024-06-cleveland-street.csv")
    assert len([one for one in LOOKALIKES if set(one.headings) <= mistaken]) == 1
    assert not [one for one in LOOKALIKES if set(one.headings) <= street]
    assert all("-street.csv" in one.sentence for one in LOOKALIKES)
