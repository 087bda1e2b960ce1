"""The form in which one published figure is typed, with where it was published."""

from __future__ import annotations

import csv
import io

from django import forms

from measures.periods import BadPeriod, period_or_day
from partnership.guarded_words import GuardsPeople
from returns.catalogue.declarations import Layout
from returns.catalogue.published import Cites, PublishedDataset, Unit
from returns.catalogue.registry import datasets

WHOLE = "Total"


class PublishedFigureForm(GuardsPeople, forms.Form):
    """One figure. What is typed becomes a file of the dataset's own layout, and is checked so."""

    GUARDED = ("note", "disputed", "because")

    series = forms.ChoiceField(label="What the figure is of")
    category = forms.ChoiceField(
        label="Category",
        help_text="Choose a category of that year’s list. The check says if it does not fit",
    )
    period = forms.CharField(
        label="Year or day",
        help_text="For example 2022/23, or 30 June 2023",
        max_length=30,
        error_messages={"required": "Enter the year or the day that the figure is of"},
    )
    value = forms.CharField(
        label="Figure",
        help_text="As published: a number like 6,817, or a share like 37",
        max_length=20,
        error_messages={"required": "Enter the figure"},
    )
    unit = forms.ChoiceField(
        label="It is",
        choices=((Unit.COUNT.value, "a number"), (Unit.PERCENT.value, "a share in percent")),
        widget=forms.RadioSelect,
        initial=Unit.COUNT.value,
    )
    known = forms.IntegerField(
        label="Known cases (n), if published",
        help_text="The number of cases behind the share",
        required=False,
        min_value=1,
    )
    publication = forms.CharField(
        label="Publication",
        help_text="As exact as a footnote",
        max_length=200,
        error_messages={"required": "Enter where the figure was published"},
    )
    table = forms.CharField(label="Table or page, if any", required=False, max_length=100)
    published_on = forms.DateField(
        label="Published on, if known", required=False, widget=forms.SelectDateWidget()
    )
    sampled_on = forms.DateField(
        label="Read on",
        widget=forms.SelectDateWidget(),
        help_text="The day you read it",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 23 1 2024"},
    )
    link = forms.URLField(
        label="Link, if any",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a link that begins with https://"},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revised = forms.BooleanField(label="It revises an earlier figure", required=False)
    disputed = forms.CharField(
        label="If it is disputed, why",
        help_text="A disputed figure is shown beside the others, and never used",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    because = forms.CharField(
        label="If the check asks about it, why it is right",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args, dataset: PublishedDataset, is_sent_on: bool = False, **kwargs
    ) -> None:
        """With `is_sent_on` no page of questions follows, so they are answered here."""
        super().__init__(*args, **kwargs)
        if not is_sent_on:
            del self.fields["because"]
        self.dataset = dataset
        self.fields["series"].choices = [(series.title, series.title) for series in dataset.series]  # type: ignore[attr-defined]
        self.fields["category"].choices = list(_categories(dataset))  # type: ignore[attr-defined]

    def clean_period(self) -> str:
        try:
            return period_or_day(self.cleaned_data["period"]).code
        except BadPeriod as bad:
            raise forms.ValidationError(str(bad)) from None

    @property
    def content(self) -> bytes:
        """The figure as a CSV of the dataset's own layout, once valid."""
        given = self.cleaned_data
        cells = {
            Cites.PERIOD: given["period"],
            Cites.SERIES: given["series"],
            Cites.CATEGORY: given["category"],
            Cites.VALUE: given["value"],
            Cites.UNIT: given["unit"],
            Cites.KNOWN: given["known"] or "",
            Cites.PUBLICATION: given["publication"],
            Cites.TABLE: given["table"],
            Cites.PUBLISHED_ON: _iso(given["published_on"]),
            Cites.SAMPLED_ON: _iso(given["sampled_on"]),
            Cites.LINK: given["link"],
            Cites.NOTE: given["note"],
            Cites.REVISED: "yes" if given["revised"] else "",
            Cites.DISPUTED: given["disputed"],
        }
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        columns = template_layout(self.dataset).columns
        writer.writerow([column.heading for column in columns])
        writer.writerow([_cell(cells.get(Cites(str(column.fills)), "")) for column in columns])
        return text.getvalue().encode()

    @property
    def name(self) -> str:
        """Of the file: "typed-adopted-as-a-channel-case-2022-23.csv"."""
        words = f"{self.cleaned_data['series']} {self.cleaned_data['period']}"
        return f"typed-{'-'.join(_words(words))}.csv"


def template_layout(dataset: PublishedDataset) -> Layout:
    """The layout of the portal's own template."""
    return datasets.layout(dataset.sources[0].template)


def empty_template(dataset: PublishedDataset) -> bytes:
    """The headings, and a line for each series and category of today's lists, without figures."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = template_layout(dataset).columns
    writer.writerow([column.heading for column in columns])
    for series in dataset.series:
        lists = [dated_list for dated_list in series.lists if dated_list.last is None]
        labels = [WHOLE, *(it.label for dated_list in lists for it in dated_list.categories)]
        for label in labels:
            filled = {Cites.SERIES: series.title, Cites.CATEGORY: label}
            writer.writerow([filled.get(Cites(str(column.fills)), "") for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _categories(dataset: PublishedDataset):
    yield (WHOLE, "None: the total")
    lists = dict.fromkeys(dated_list for series in dataset.series for dated_list in series.lists)
    for dated_list in lists:
        heading = (
            f"{dated_list.title} ({dated_list.years})" if dated_list.years else dated_list.title
        )
        yield (heading, [(it.label, it.label) for it in dated_list.categories])


def _iso(day) -> str:
    return day.isoformat() if day else ""


def _cell(value: object) -> str:
    return " ".join(str(value).split())


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
