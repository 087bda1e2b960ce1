"""Nothing queries while a template renders: every test's pages are watched, as these are."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from partnership.models import Area
from tests.rendering import QueryWhileRenderingError

LISTED = "{% for area in areas %}{{ area.name }}{% endfor %}"


@pytest.mark.parametrize(
    "source", [LISTED, "{% if areas and areas.0.name == 'North' %}{% endif %}"]
)
def test_a_lazy_queryset_in_a_page_fails_its_test(db, source):
    with pytest.raises(QueryWhileRenderingError, match="partnership_area"):
        Template(source).render(Context({"areas": Area.objects.all()}))


def test_what_was_read_before_renders(db):
    Area.objects.create(code="E1", name="North End", level="ward")
    assert Template(LISTED).render(Context({"areas": tuple(Area.objects.all())})) == "North End"
