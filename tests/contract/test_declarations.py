"""What a declaration says holds together, for every dataset that is registered."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import UniqueConstraint

from returns.catalogue.declarations import NOT_STATED, Fills
from returns.catalogue.headings import plain
from returns.catalogue.registry import datasets
from tests.contract.conftest import every_source

every_dataset = pytest.mark.parametrize("dataset", list(datasets), ids=lambda one: one.slug)


@every_dataset
def test_measures_name_sources_dimensions_and_categories_that_there_are(dataset):
    unknown = set()
    for measure in dataset.measures:
        for slug, where in measure.categories.items():
            source = dataset.source(slug)
            for dimension, wanted in where.items():
                listed = {one.slug for one in source.categories[dimension]}
                unknown |= {(measure.slug, slug, one) for one in set(wanted) - listed}
    assert unknown == set()


@every_dataset
def test_every_measure_can_be_shown_from_some_source(dataset):
    assert [one.slug for one in dataset.measures if not one.categories] == []
    assert all(one.definition and one.title and one.noun.plural for one in dataset.measures)


@every_dataset
def test_the_fact_table_has_each_dimension_in_its_grain(dataset):
    grain = next(one for one in dataset.fact._meta.constraints if isinstance(one, UniqueConstraint))
    fields = {"part", "start", "months", "area"}
    assert set(grain.fields) == fields | {one.field for one in dataset.dimensions}


@every_source
def test_a_source_has_a_list_for_each_dimension(pair):
    dataset, source = pair
    assert set(source.categories) == {one.field for one in dataset.dimensions}


@every_source
def test_no_spelling_means_two_categories(pair):
    _, source = pair
    for listed in source.categories.values():
        slugs = Counter(one.slug for one in listed)
        assert set(slugs.values()) <= {1}
        spelt = Counter(
            spelling
            for one in listed
            for spelling in {plain(each) for each in (one.slug, one.label, *one.also_called)}
        )
        assert {spelling for spelling, number in spelt.items() if number > 1} == set()


@every_source
def test_its_layouts_are_registered_and_tell_every_dimension_or_leave_it_out(pair):
    dataset, source = pair
    for slug in source.layouts:
        layout = datasets.layout(slug)
        columns = {one.fills: one for one in layout.columns if not isinstance(one.fills, Fills)}
        assert set(columns) - {one.field for one in dataset.dimensions} <= set(source.takes)
        for dimension in dataset.dimensions:
            column = columns.get(dimension.field)
            if column is None or not column.required:
                assert NOT_STATED in source.categories[dimension.field], dimension.field


@every_source
def test_its_template_is_one_of_its_layouts(pair):
    _, source = pair
    assert source.template in {"", *source.layouts}


@every_dataset
def test_headings_of_a_layout_stand_for_one_column(dataset):
    for source in dataset.sources:
        for slug in source.layouts:
            spelt = Counter(
                plain(heading)
                for column in datasets.layout(slug).columns
                for heading in {column.heading, *column.also_called}
            )
            assert {heading for heading, number in spelt.items() if number > 1} == set()
