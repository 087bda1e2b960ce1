"""The steps of mapping a spreadsheet as forms, and the words beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from partnership.models import Partnership
from returns.catalogue.declarations import Dataset, Source
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.saved import mappable
from returns.mapping.sheets import (
    LEFT_OUT,
    TOTAL,
    Gives,
    Role,
    SheetMapping,
    Sign,
    TableMapping,
    TitleCell,
    letter,
    role_of,
    word_of,
)
from returns.mapping.unmatched import Unmatched
from returns.reading.places import Place

ROLES = {
    Gives.AREA: "The area",
    Gives.PERIOD: "The period (year with month or quarter)",
    Gives.YEAR: "The year",
    Gives.WITHIN: "The month or quarter, without its year",
    Gives.COUNT: "Counts",
}
NOT_READ = ("", "Nothing: not read")
MOST_ROWS = 500_000
SIGNS = (
    ("", "Choose what it means"),
    (Sign.NONE.name, "None: 0"),
    (Sign.NOT_SUPPLIED.name, "Not supplied"),
    (Sign.HIDDEN.name, "Too few to show"),
)
PERIOD_ROLES = (Gives.PERIOD, Gives.YEAR, Gives.WITHIN)


class TableForm(forms.Form):
    """Step 1: which table, of what, and where it stands."""

    source = forms.ChoiceField(label="What these figures are")
    sheet = forms.ChoiceField(label="Sheet")
    first_heading = forms.IntegerField(label="First row of headings", required=False, min_value=1)
    last_heading = forms.IntegerField(
        label="Last row of headings",
        help_text="The same row if there is only one row of headings",
        required=False,
        min_value=1,
    )
    first_row = forms.IntegerField(label="First row of figures", min_value=1, max_value=MOST_ROWS)
    last_row = forms.IntegerField(
        label="Last row of figures",
        help_text="Leave blank if the table goes to the end of the sheet",
        required=False,
        min_value=1,
    )
    every_sheet = forms.BooleanField(
        label="Read every sheet that has the same headings", required=False
    )

    def __init__(self, *args, sheets: Sequence[NamedSheet], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = [
            (f"{dataset.slug}/{series.slug}", f"{dataset.title}: {series.title}")
            for dataset, series in mappable()
        ]
        sheet: Any = self.fields["sheet"]
        sheet.choices = [(named.name, named.name) for named in sheets]
        for name in ("first_heading", "last_heading", "first_row", "last_row"):
            self.fields[name].widget.attrs["class"] = "govuk-input--width-5"
            self.fields[name].error_messages["invalid"] = "Enter the number of a row"
            self.fields[name].error_messages["required"] = "Enter the number of a row"
        if len(sheet.choices) == 1:
            sheet.widget = forms.HiddenInput()
            self.fields["every_sheet"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("first_heading"), cleaned.get("last_heading")
        if first and last and last < first:
            self.add_error("last_heading", "The last row of headings comes before the first")
        if (last or first) and cleaned.get("first_row") and cleaned["first_row"] <= (last or first):
            self.add_error("first_row", "The figures begin below the headings")
        if (
            cleaned.get("last_row")
            and cleaned.get("first_row")
            and cleaned["last_row"] < cleaned["first_row"]
        ):
            self.add_error("last_row", "The last row comes before the first")
        return cleaned

    @staticmethod
    def initial_of(mapping: SheetMapping, table: TableMapping) -> dict[str, Any]:
        rows = table.heading_rows
        return {
            "source": f"{mapping.dataset}/{mapping.source}",
            "sheet": table.sheet,
            "first_heading": rows[0] if rows else None,
            "last_heading": rows[-1] if rows else None,
            "first_row": table.first_row,
            "last_row": table.last_row,
            "every_sheet": table.every_sheet,
        }

    def placed(self, table: TableMapping) -> TableMapping:
        """`table` where the form says that it stands."""
        cleaned = self.cleaned_data
        first = cleaned["first_heading"] or cleaned["last_heading"]
        last = cleaned["last_heading"] or first
        rows = tuple(range(first, last + 1)) if first else ()
        return replace(
            table,
            heading_rows=rows,
            headings={row: gives for row, gives in table.headings.items() if row in rows},
            first_row=cleaned["first_row"],
            last_row=cleaned["last_row"],
            every_sheet=cleaned["every_sheet"],
        )


@dataclass(frozen=True)
class Kinds:
    """What may be chosen for the parts of a table of one source."""

    dataset: Dataset
    source: Source
    place: Place

    @property
    def categories(self) -> list[tuple[str, str]]:
        """What tells the rows of this source apart, but for area and period."""
        return [
            (word_of(dimension.field), dimension.title)
            for dimension in self.dataset.dimensions
            if len(self.source.categories[dimension.field]) > 1
        ]

    def roles(self, *, counts: bool) -> list[tuple[str, str]]:
        offered = {
            role: label for role, label in ROLES.items() if counts or role is not Gives.COUNT
        }
        return [
            NOT_READ,
            *((word_of(role), label) for role, label in offered.items()),
            *self.categories,
        ]

    @property
    def areas(self) -> list[tuple[str, Any]]:
        """The areas by their codes, in groups."""
        place = self.place
        wards = sorted((name, code) for code, name in place.wards.values())
        groups: list[tuple[str, Any]] = [
            ("All of it", [(place.name, f"All of {place.name}")]),
            ("Wards", [(code, name) for name, code in wards]),
        ]
        if place.localities:
            groups.insert(1, ("Localities", list(place.localities.values())))
        return groups

    def listed(self, field: str) -> list[tuple[str, str]]:
        return [(category.slug, category.label) for category in self.source.categories[field]]

    @property
    def definitions(self) -> list[tuple[str, str]]:
        versions = self.place.defined(self.dataset, self.source).versions
        return [(version.label, version.label) for version in versions]


class ColumnsForm(forms.Form):
    """Step 2: what each column and each row of headings gives, and what holds for all."""

    def __init__(
        self, *args, table: TableMapping, grid: Sequence[Sequence[str]], kinds: Kinds, **kwargs
    ) -> None:
        kwargs.setdefault("initial", _columns_initial(table))
        super().__init__(*args, **kwargs)
        self.table, self.kinds = table, kinds
        self.width = max((len(row) for row in grid), default=0)
        headings = table.headings_of(grid)
        for at in range(1, self.width + 1):
            self.fields[f"column-{at}"] = _select(
                f"Column {letter(at)}{f': {headings[at]}' if at in headings else ''}",
                kinds.roles(counts=True),
            )
        for row in table.heading_rows:
            self.fields[f"heading-{row}"] = _select(
                f"Headings in row {row}, above the counts", kinds.roles(counts=False)
            )
        self._add_what_holds_for_all()

    def _add_what_holds_for_all(self) -> None:
        roles, period = self.kinds.roles(counts=False), "For example 2022/23, 2022/23 Q1 or 2022-10"
        self.fields["sheet_gives"] = _select("The name of the sheet or file", roles)
        self.fields["title_at"] = forms.CharField(
            label="A title above the table",
            help_text="Its cell, for example A1",
            required=False,
            max_length=8,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        )
        self.fields["title_gives"] = _select("What that title gives", roles)
        self.fields["fixed_area"] = _select(
            "The area of the whole table",
            [("", "The table says the area"), *self.kinds.areas],
        )
        self.fields["fixed_period"] = forms.CharField(
            label="The period or year, where the table does not say it",
            help_text=period,
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        )
        for word, title in self.kinds.categories:
            field = str(role_of(word))
            self.fields[f"fixed_{field}"] = _select(
                f"{title} of the whole table",
                [("", "The table says it, or nothing does"), *self.kinds.listed(field)],
            )
        if self.kinds.source.counts_under:
            self.fields["fixed_definition"] = _select(
                "The definition that it counts under", [("", "Choose"), *self.kinds.definitions]
            )
        self.fields["fill_down"] = forms.BooleanField(
            label="A blank cell in a column of areas, periods or categories repeats the one above",
            required=False,
        )

    def column_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.fields if name.startswith("column-"))

    def heading_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.fields if name.startswith("heading-"))

    def other_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.fields if not name.startswith(("column-", "heading-")))

    def clean_title_at(self) -> tuple[int, int] | None:
        text = self.cleaned_data["title_at"].strip().upper()
        if not text:
            return None
        letters = text.rstrip("0123456789")
        digits = text[len(letters) :]
        if not letters.isalpha() or not letters.isascii() or not digits or len(letters) > 3:
            raise forms.ValidationError("Write the cell like A1")
        column = 0
        for character in letters:
            column = 26 * column + ord(character) - ord("A") + 1
        return int(digits), column

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        table = self.mapped()
        counts = table.count_columns
        if not counts:
            self.add_error("column-1", "Choose at least one column of counts")
        if len(counts) > 1 and not table.headings:
            name = f"heading-{table.heading_rows[0]}" if table.heading_rows else "column-1"
            self.add_error(
                name, "There are several columns of counts: say what their headings tell apart"
            )
        if not table.gives_period:
            self.add_error("fixed_period", "Say which part gives the period, or write it here")
        if Gives.AREA not in table.given:
            self.add_error("fixed_area", "Say which part gives the area, or choose it here")
        keys = [table.columns[at] for at in table.key_columns]
        for role in {role for role in keys if keys.count(role) > 1}:
            again = [at for at in table.key_columns if table.columns[at] == role][1]
            self.add_error(f"column-{again}", "An earlier column gives the same: choose one")
        return cleaned

    def mapped(self) -> TableMapping:
        """The table as the form has it."""
        cleaned = self.cleaned_data
        columns = _roles(cleaned, "column-", range(1, self.width + 1))
        title, gives = cleaned.get("title_at"), cleaned.get("title_gives")
        table = replace(
            self.table,
            columns=columns,
            headings=_roles(cleaned, "heading-", self.table.heading_rows),
            sheet_gives=role_of(cleaned["sheet_gives"]) if cleaned.get("sheet_gives") else None,
            titles=(TitleCell(title[0], title[1], role_of(gives)),) if title and gives else (),
            fixed={},
            fill_down=cleaned["fill_down"],
        )
        return replace(table, fixed=self._fixed(table, cleaned))

    def _fixed(self, table: TableMapping, cleaned: Mapping[str, Any]) -> dict[Role, str]:
        fixed: dict[Role, str] = {}
        if cleaned.get("fixed_area"):
            fixed[Gives.AREA] = cleaned["fixed_area"]
        if cleaned.get("fixed_period"):
            role = Gives.YEAR if Gives.WITHIN in table.given else Gives.PERIOD
            fixed[role] = cleaned["fixed_period"].strip()
        if cleaned.get("fixed_definition"):
            fixed[Gives.DEFINITION] = cleaned["fixed_definition"]
        for word, _ in self.kinds.categories:
            field = str(role_of(word))
            if cleaned.get(f"fixed_{field}"):
                fixed[field] = cleaned[f"fixed_{field}"]
        return fixed


class NamesForm(forms.Form):
    """Step 3: names and signs that the portal does not know, matched by hand."""

    def __init__(
        self,
        *args,
        mapping: SheetMapping,
        unmatched: Sequence[Unmatched],
        signs: Sequence[str],
        kinds: Kinds,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.mapping = kinds, mapping
        known = [Unmatched(role, text) for role, names in mapping.names.items() for text in names]
        every = {(name.role, name.text): name for name in [*known, *unmatched]}
        self.unmatched = tuple(every.values())
        self.signs = tuple(dict.fromkeys([*mapping.signs, *signs]))
        for number, unknown in enumerate(self.unmatched):
            self.fields[f"name-{number}"] = self._field(unknown)
        for number, sign in enumerate(self.signs):
            self.fields[f"sign-{number}"] = _select(f"“{sign}” in place of a count", SIGNS)
            if sign in mapping.signs:
                self.fields[f"sign-{number}"].initial = mapping.signs[sign].name

    def _field(self, unmatched: Unmatched) -> forms.Field:
        chosen = self.mapping.names.get(unmatched.role, {}).get(unmatched.text, "")
        if unmatched.role in PERIOD_ROLES:
            return forms.CharField(
                label=f"“{unmatched.text}” as a period",
                help_text="Write it like 2022/23, 2022/23 Q1 or 2022-10",
                required=False,
                initial=chosen,
                max_length=40,
            )
        groups: list[tuple[str, Any]] = [("", "Choose what it means")]
        if unmatched.near:
            groups.append(("Near to it", list(unmatched.near)))
        if unmatched.role is Gives.AREA:
            groups += self.kinds.areas
        else:
            groups.append(("In the list", self.kinds.listed(str(unmatched.role))))
        groups.append(("Otherwise", [(TOTAL, "A total of others"), (LEFT_OUT, "Not read")]))
        field = _select(f"“{unmatched.text}”", groups)
        field.initial = chosen
        return field

    def decided(self) -> SheetMapping:
        """The mapping with what was chosen; the rest stays open."""
        cleaned = self.cleaned_data
        names: dict[Role, dict[str, str]] = {}
        for number, name in enumerate(self.unmatched):
            if chosen := cleaned[f"name-{number}"]:
                names.setdefault(name.role, {})[name.text] = chosen
        signs = {
            sign: Sign[cleaned[f"sign-{number}"]]
            for number, sign in enumerate(self.signs)
            if cleaned[f"sign-{number}"]
        }
        return replace(self.mapping, names=names, signs=signs)


def kinds_of(mapping: SheetMapping, place: Place) -> Kinds:
    for dataset, source in mappable():
        if (dataset.slug, source.slug) == (mapping.dataset, mapping.source):
            return Kinds(dataset, source, place)
    raise KeyError(mapping.source)


def _columns_initial(table: TableMapping) -> dict[str, Any]:
    title = table.titles[0] if table.titles else None
    fixed = table.fixed
    period = next((fixed[role] for role in PERIOD_ROLES if role in fixed), "")
    return {
        **{f"column-{at}": word_of(gives) for at, gives in table.columns.items()},
        **{f"heading-{row}": word_of(gives) for row, gives in table.headings.items()},
        **{f"fixed_{role}": text for role, text in fixed.items() if isinstance(role, str)},
        "sheet_gives": word_of(table.sheet_gives) if table.sheet_gives else "",
        "title_at": f"{letter(title.column)}{title.row}" if title else "",
        "title_gives": word_of(title.gives) if title else "",
        "fixed_area": fixed.get(Gives.AREA, ""),
        "fixed_period": period,
        "fixed_definition": fixed.get(Gives.DEFINITION, ""),
        "fill_down": table.fill_down,
    }


def _select(label: str, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _roles(
    cleaned: Mapping[str, Any], prefix: str, numbers: Sequence[int] | range
) -> dict[int, Role]:
    return {
        number: role_of(word)
        for number in numbers
        if (word := cleaned.get(f"{prefix}{number}", ""))
    }


def place_of(partnership: Partnership, places: Sequence[Place]) -> Place:
    return next(place for place in places if place.partnership_id == partnership.pk)
