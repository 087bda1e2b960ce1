"""The form of a disclosure rule."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.guarded_words import GuardsPeople
from partnership.kinds import Level
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.disclosure_rules import AREA_GRAINS, Finest
from returns.disclosure import words
from returns.disclosure.table import finest_area
from returns.models.released import DisclosureRule

Kind = DisclosureRule.Kind


class RuleForm(GuardsPeople, forms.Form):
    """Which rule a source has, how fine its released table is, who answers for it, and why."""

    GUARDED = ("reason",)

    kind = forms.ChoiceField(
        label="Rule",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a rule"},
    )
    hide_below = forms.IntegerField(
        label="Threshold: hide counts from 1 to below",
        help_text="For a threshold only. With 5, counts from 1 to 4 are hidden",
        min_value=2,
        max_value=1_000_000,
        initial=5,
        error_messages={"required": "Enter a whole number, such as 5"},
    )
    margin = forms.IntegerField(
        label="Threshold: how far apart the least and the greatest possible count must stay",
        help_text="For a threshold only. 0 is as far as the threshold itself",
        min_value=0,
        max_value=1_000_000,
        initial=0,
        error_messages={"required": "Enter a whole number, or 0"},
    )
    months = forms.TypedChoiceField(
        label="The shortest periods that are shown",
        coerce=int,
        choices=[(1, "Months"), (3, "Quarters"), (12, "Years")],
        widget=forms.RadioSelect,
        initial=3,
        error_messages={"required": words.SAY_HOW_FINE},
    )
    area = forms.ChoiceField(
        label="The smallest places that are shown",
        widget=forms.RadioSelect,
        error_messages={"required": words.SAY_HOW_FINE},
    )
    dimensions = forms.MultipleChoiceField(
        label="Breakdowns that are shown beside the measures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = forms.CharField(
        label="Who answers for this rule",
        help_text="A post, not a person: for example, information governance officer",
        max_length=200,
        error_messages={"required": words.SAY_WHO_ANSWERS},
    )
    reason = forms.CharField(
        label="Why",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": words.SAY_WHY},
    )
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, dataset: Dataset, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [
            (kind.value, kind.label)
            for kind in Kind
            if source.published or kind is not Kind.PUBLISHED
        ]
        reached = AREA_GRAINS.index(finest_area(source, Finest()))
        fields["area"].choices = [(grain.value, _AREAS[grain]) for grain in AREA_GRAINS[reached:]]
        fields["area"].initial = AREA_GRAINS[reached].value
        fields["dimensions"].choices = [
            (dimension.field, dimension.title) for dimension in dataset.dimensions
        ]
        if not dataset.dimensions:
            del self.fields["dimensions"]

    @property
    def answers(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        chosen = dict(self.cleaned_data)
        finest = Finest(
            months=chosen.pop("months"),
            area=Level(chosen.pop("area")),
            dimensions=tuple(chosen.pop("dimensions", ())),
        )
        return {**chosen, "kind": Kind(chosen["kind"]), "finest": finest}


_AREAS = {
    Level.WARD: "Wards",
    Level.LOCALITY: "Localities",
    Level.PARTNERSHIP: "The whole partnership only",
}


def as_it_stands(rule: DisclosureRule | None) -> dict[str, Any]:
    """What the form begins with: the rule in force, and nothing where there is none."""
    if rule is None:
        return {}
    return {
        "kind": rule.kind,
        "hide_below": rule.hide_below,
        "margin": rule.margin,
        "months": rule.finest_months,
        "area": rule.finest_area,
        "dimensions": rule.dimensions,
        "owner": rule.owner,
        "replaces": rule.pk,
    }
