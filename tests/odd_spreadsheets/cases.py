"""Spreadsheets as they come by email, each with what a person counted in it by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from measures.counts import Gap
from tests.odd_spreadsheets.writing import (
    Cells,
    Formula,
    Merged,
    Percent,
    as_csv,
    as_ods,
    as_xlsx,
)

HIDDEN, NOT_SUPPLIED = Gap.HIDDEN, Gap.NOT_SUPPLIED
ALL = "not-stated"
BURGLARY = "burglary"
Figures = dict[tuple[str, str, str], int | Gap]


@dataclass(frozen=True)
class Odd:
    """A spreadsheet, the officer's answers where the portal's guess is not right, the hand count.

    `answers` are by the id or the words of a question. `figures` is by area, period and category:
    every figure of the file, and nothing else. `told` are words that the check report must have.
    """

    name: str
    content: Callable[[], bytes]
    figures: Figures
    answers: dict[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    is_xls: bool = False

    @property
    def slug(self) -> str:
        return self.name.rpartition(".")[0].replace(" ", "-")


def _across(category: str, periods: list[str], rows: dict[str, list[int | Gap]]) -> Figures:
    return {
        (area, period, category): count
        for area, counts in rows.items()
        for period, count in zip(periods, counts, strict=True)
    }


Q1 = ["2022-04", "2022-05", "2022-06"]
BURGLARIES = {"Type of offence of the whole table": BURGLARY}


def _months_across() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Jun 2022"],
            ["Acklam", 3, 4, 5],
            ["Kader", 0, 7, 2],
            ["Newport", 11, 9, 14],
        ]
    )


def _year_above_quarters() -> bytes:
    return as_xlsx(
        {
            "Burglary": [
                ["", Merged("2020/21", 4), "", "", "", Merged("2021/22", 4)],
                ["Ward", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"],
                ["Acklam", 10, 12, 9, 8, 11, 10, 13, 7],
                ["Central", 30, 41, 38, 36, 35, 44, 29, 40],
            ]
        }
    )


def _year_above_months() -> bytes:
    return as_xlsx(
        {
            "Sheet1": [
                ["Burglary by ward"],
                [],
                ["Ward", Merged("2021/22", 2), "", Merged("2022/23", 2), ""],
                ["", "Feb", "Mar", "Apr", "May"],
                ["Park", 8, 6, 7, 5],
                ["Ladgate", 1, 0, 2, 3],
            ]
        }
    )


def _notes_above_and_below() -> bytes:
    return as_xlsx(
        {
            "Data": [
                ["Cleveland Police"],
                ["Recorded burglary, provisional, as extracted from Niche"],
                ["Contact the performance team with questions"],
                [],
                ["Ward name", "April 2022", "May 2022"],
                ["Hemlington", 6, 9],
                ["Trimdon", 2, 4],
                [],
                ["Figures are provisional and may change."],
                ["Source: force data warehouse"],
            ]
        }
    )


def _hidden_rows() -> bytes:
    rows = [
        ["Ward", "Apr 2022", "May 2022"],
        ["Acklam", 3, 4],
        ["Ayresome", 5, 6],
        ["Kader", 7, 8],
    ]
    return as_xlsx({"Q1": rows}, hidden_rows=[3], hidden_columns=[3])


def _formulas() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Ward", "Apr 2022", "May 2022", "Total"],
                ["Acklam", 3, Formula("=2+2", 4), Formula("=B2+C2", 7)],
                ["Kader", Formula("=B2*3", 9), 8, Formula("=B3+C3", 17)],
                ["Total", Formula("=SUM(B2:B3)", 12), Formula("=SUM(C2:C3)", 12), 24],
            ]
        }
    )


def _numbers_as_text() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Ward", "Apr 2022", "May 2022"],
                ["Central", "1,204", " 998 "],
                ["Newport", "87", "102.0"],
            ]
        }
    )


def _dashes() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Jun 2022"],
            ["Acklam", 3, "-", 5],
            ["Kader", "-", 7, 2],
        ]
    )


def _small_numbers() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022"],
            ["Acklam", "<5", 12],
            ["Kader", "*", 7],
            ["Nunthorpe", 9, ""],
        ]
    )


def _percent_columns() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Ward", "Apr 2022", "% of town", "May 2022", "% of town"],
                ["Acklam", 30, Percent(0.3), 20, Percent(0.25)],
                ["Kader", 70, Percent(0.7), 60, Percent(0.75)],
            ]
        }
    )


def _two_tables() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Burglary"],
                ["Ward", "Apr 2022", "May 2022"],
                ["Acklam", 3, 4],
                ["Kader", 5, 6],
                [],
                ["Vehicle crime"],
                ["Ward", "Apr 2022", "May 2022"],
                ["Acklam", 13, 14],
                ["Kader", 15, 16],
            ]
        }
    )


def _year_in_the_sheets_name() -> bytes:
    return as_xlsx(
        {
            "2021-22": [
                ["Month", "Acklam", "Kader", "Park"],
                ["Jan", 4, 2, 9],
                ["Feb", 5, 1, 7],
                ["Mar", 6, 3, 8],
            ]
        }
    )


def _wards_across() -> bytes:
    return as_csv(
        [
            ["Burglary", "", "", ""],
            ["Month", "Linthorpe", "Longlands & Beechwood", "Central"],
            ["2022-04", 14, 9, 31],
            ["2022-05", 17, 8, 28],
        ]
    )


def _totals_row_and_column() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Total"],
            ["Acklam", 3, 4, 7],
            ["Kader", 0, 7, 7],
            ["All wards", 3, 11, 14],
        ]
    )


def _names_by_hand() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022"],
            ["Berwick Hills", 12, 15],
            ["Bramble & Thorntree Ward", 22, 19],
            ["Stainton and Thornton", 1, 2],
            ["Town Centre", 44, 47],
        ]
    )


def _town_only() -> bytes:
    return as_xlsx(
        {
            "Summary": [
                ["Middlesbrough burglary 2022/23"],
                ["Month", "Offences"],
                ["April", 120],
                ["May", 131],
                ["June", 118],
            ]
        }
    )


def _localities_only() -> bytes:
    return as_csv(
        [
            ["Locality", "Apr 2022", "May 2022"],
            ["North", 50, 54],
            ["South", 20, 18],
            ["East", 41, 39],
            ["West", 17, 22],
            ["Middlesbrough", 128, 133],
        ]
    )


def _quarters_of_the_town() -> bytes:
    return as_csv(
        [
            ["Area", "Apr-Jun 2022", "Jul-Sep 2022"],
            ["Middlesbrough", 370, 402],
        ]
    )


def _years_by_ward() -> bytes:
    return as_xlsx(
        {"Burglary": [["Ward", "2020/21", "2021/22"], ["Acklam", 39, 41], ["Central", 145, 148]]}
    )


def _no_categories() -> bytes:
    return as_csv(
        [
            ["All recorded crime by ward", "", ""],
            ["Ward", "Oct 2022", "Nov 2022"],
            ["Acklam", 53, 61],
            ["Newport", 214, 199],
        ]
    )


def _categories_across() -> bytes:
    return as_xlsx(
        {
            "Crime": [
                ["Recorded crime by ward, Q2 2022/23"],
                ["Ward", "Burglary", "Robbery", "Criminal damage", "Total"],
                ["Acklam", 4, 0, 9, 13],
                ["Central", 31, 12, 44, 87],
            ]
        }
    )


def _merged_categories_down() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Offence", "Ward", "Apr 2022", "May 2022"],
                [Merged("Burglary", 1, 2), "Acklam", 3, 4],
                ["", "Kader", 5, 6],
                [Merged("Robbery", 1, 2), "Acklam", 1, 0],
                ["", "Kader", 2, 2],
            ]
        }
    )


def _year_and_quarter_apart() -> bytes:
    return as_csv(
        [
            ["Year", "Quarter", "Ward", "Burglaries"],
            ["2021/22", "Q4", "Acklam", 12],
            ["2021/22", "Q4", "Kader", 4],
            ["2022/23", "Q1", "Acklam", 15],
            ["2022/23", "Q1", "Kader", 6],
        ]
    )


def _a_sheet_a_month() -> bytes:
    def sheet(*counts: int) -> Cells:
        wards = ("Acklam", "Kader", "Park")
        return [["Ward", "Offences"], *zip(wards, counts, strict=True)]

    return as_xlsx(
        {
            "April 2022": sheet(3, 4, 5),
            "May 2022": sheet(6, 2, 8),
            "June 2022": sheet(1, 9, 4),
            "Notes": [["Prepared by the performance team"]],
        }
    )


def _ods_with_merged_headings() -> bytes:
    return as_ods(
        {
            "Burglary": [
                ["Ward", Merged("2021/22", 2), "", Merged("2022/23", 2), ""],
                ["", "Q3", "Q4", "Q1", "Q2"],
                ["North Ormesby", 21, 25, 19, 23],
                ["Coulby Newham", 7, 6, 9, 8],
            ]
        }
    )


def _old_workbook() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Burglary, April to June 2022"],
                ["Ward", "Apr-22", "May-22", "Jun-22"],
                ["Marton East", 2, 3, 1],
                ["Marton West", 4, 0, 6],
            ]
        }
    )


def _from_an_old_program() -> bytes:
    return as_csv(
        [
            ["Bürglary – ward", "", ""],
            ["Ward", "Apr 2022", "May 2022"],
            ["Park End & Beckfield", "1,021", 9],
            ["Acklam", 3, 4],
        ],
        delimiter=";",
        encoding="cp1252",
    )


def _dates_as_headings() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Ward", date(2022, 4, 1), date(2022, 5, 1), date(2022, 6, 1)],
                ["Acklam", 3, 4, 5],
                ["Trimdon", 0, 1, 2],
            ]
        }
    )


def _codes_and_names() -> bytes:
    return as_csv(
        [
            ["Code", "Ward", "Beat", "Apr 2022", "May 2022"],
            ["E05009853", "Acklam", "M1", 3, 4],
            ["E05009855", "Berwick Hills & P.", "M2", 8, 9],
        ]
    )


def _locality_subtotals() -> bytes:
    return as_csv(
        [
            ["Area", "Apr 2022", "May 2022"],
            ["Acklam", 3, 4],
            ["Ayresome", 5, 6],
            ["Kader", 1, 1],
            ["Linthorpe", 2, 3],
            ["Trimdon", 4, 0],
            ["West", 15, 14],
            ["Hemlington", 9, 8],
            ["Middlesbrough", 24, 22],
        ]
    )


def _quarter_totals_among_months() -> bytes:
    return as_csv(
        [
            ["Ward", "Apr 2022", "May 2022", "Jun 2022", "2022/23 Q1"],
            ["Acklam", 3, 4, 5, 12],
            ["Kader", 1, 0, 2, 3],
        ]
    )


def _their_own_categories() -> bytes:
    return as_csv(
        [
            ["Type", "Ward", "Apr 2022"],
            ["Domestic burglary", "Acklam", 4],
            ["Theft of and from vehicles", "Acklam", 7],
            ["ASB", "Acklam", 31],
        ]
    )


def _period_typed() -> bytes:
    return as_csv(
        [
            ["Ward", "Burglary", "Robbery"],
            ["Acklam", 4, 1],
            ["Kader", 2, 0],
        ]
    )


def _year_to_a_row() -> bytes:
    return as_csv(
        [
            ["Recorded burglary, Middlesbrough"],
            ["Year", "Apr", "May", "Jun"],
            ["2021/22", 101, 95, 99],
            ["2022/23", 110, 97, 104],
        ]
    )


def _blank_rows_between() -> bytes:
    return as_xlsx(
        {
            "Q1": [
                ["Ward", "Apr 2022", "May 2022"],
                ["Acklam", 3, 4],
                [],
                ["Kader", 5, 6],
                [],
                ["Park", 7, 8],
            ]
        }
    )


ODD = (
    Odd(
        "months across.csv",
        _months_across,
        _across(BURGLARY, Q1, {"Acklam": [3, 4, 5], "Kader": [0, 7, 2], "Newport": [11, 9, 14]}),
        BURGLARIES,
    ),
    Odd(
        "year above quarters.xlsx",
        _year_above_quarters,
        _across(
            BURGLARY,
            [f"{year} Q{number}" for year in ("2020/21", "2021/22") for number in (1, 2, 3, 4)],
            {
                "Acklam": [10, 12, 9, 8, 11, 10, 13, 7],
                "Central": [30, 41, 38, 36, 35, 44, 29, 40],
            },
        ),
        BURGLARIES,
        told=("pages can show no single months",),
    ),
    Odd(
        "year above months.xlsx",
        _year_above_months,
        _across(
            BURGLARY,
            ["2022-02", "2022-03", "2022-04", "2022-05"],
            {"Park": [8, 6, 7, 5], "Ladgate": [1, 0, 2, 3]},
        ),
        BURGLARIES,
    ),
    Odd(
        "notes above and below.xlsx",
        _notes_above_and_below,
        _across(BURGLARY, Q1[:2], {"Hemlington": [6, 9], "Trimdon": [2, 4]}),
        BURGLARIES,
    ),
    Odd(
        "hidden rows.xlsx",
        _hidden_rows,
        _across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Ayresome": [5, 6], "Kader": [7, 8]}),
        BURGLARIES,
        told=("1 hidden row on this sheet", "1 run of hidden columns"),
    ),
    Odd(
        "formulas.xlsx",
        _formulas,
        _across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Kader": [9, 8]}),
        BURGLARIES,
        told=("6 formulas on this sheet", "2 totals rows were set aside; they agree"),
    ),
    Odd(
        "numbers as text.xlsx",
        _numbers_as_text,
        _across(BURGLARY, Q1[:2], {"Central": [1204, 998], "Newport": [87, 102]}),
        BURGLARIES,
    ),
    Odd(
        "dashes.csv",
        _dashes,
        _across(BURGLARY, Q1, {"Acklam": [3, 0, 5], "Kader": [0, 7, 2]}),
        {**BURGLARIES, "sign/-": "NONE"},
    ),
    Odd(
        "dashes for not supplied.csv",
        _dashes,
        _across(BURGLARY, Q1, {"Acklam": [3, NOT_SUPPLIED, 5], "Kader": [NOT_SUPPLIED, 7, 2]}),
        {**BURGLARIES, "sign/-": "NOT_SUPPLIED"},
    ),
    Odd(
        "small numbers.csv",
        _small_numbers,
        _across(
            BURGLARY,
            Q1[:2],
            {"Acklam": [HIDDEN, 12], "Kader": [HIDDEN, 7], "Nunthorpe": [9, NOT_SUPPLIED]},
        ),
        BURGLARIES,
    ),
    Odd(
        "percent columns.xlsx",
        _percent_columns,
        _across(BURGLARY, Q1[:2], {"Acklam": [30, 20], "Kader": [70, 60]}),
        BURGLARIES,
    ),
    Odd(
        "two tables on a sheet.xlsx",
        _two_tables,
        {
            **_across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Kader": [5, 6]}),
            **_across("vehicle-offences", Q1[:2], {"Acklam": [13, 14], "Kader": [15, 16]}),
        },
    ),
    Odd(
        "year in the sheets name.xlsx",
        _year_in_the_sheets_name,
        _across(
            BURGLARY,
            ["2022-01", "2022-02", "2022-03"],
            {"Acklam": [4, 5, 6], "Kader": [2, 1, 3], "Park": [9, 7, 8]},
        ),
        BURGLARIES,
    ),
    Odd(
        "wards across.csv",
        _wards_across,
        _across(
            BURGLARY,
            Q1[:2],
            {"Linthorpe": [14, 17], "Longlands & Beechwood": [9, 8], "Central": [31, 28]},
        ),
        BURGLARIES,
    ),
    Odd(
        "totals row and column.csv",
        _totals_row_and_column,
        _across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Kader": [0, 7]}),
        BURGLARIES,
        told=("2 totals rows were set aside; they agree",),
    ),
    Odd(
        "names by hand.csv",
        _names_by_hand,
        _across(
            BURGLARY,
            Q1[:2],
            {
                "Berwick Hills & Pallister": [12, 15],
                "Brambles & Thorntree": [22, 19],
                "Stainton & Thornton": [1, 2],
                "Central": [44, 47],
            },
        ),
        {
            **BURGLARIES,
            "“Berwick Hills”": "Berwick Hills & Pallister",
            "“Bramble & Thorntree Ward”": "Brambles & Thorntree",
            "“Town Centre”": "Central",
        },
    ),
    Odd(
        "town only.xlsx",
        _town_only,
        _across(BURGLARY, Q1, {"Middlesbrough": [120, 131, 118]}),
        BURGLARIES,
        told=("for the whole partnership only",),
    ),
    Odd(
        "localities only.csv",
        _localities_only,
        _across(
            BURGLARY,
            Q1[:2],
            {"North": [50, 54], "South": [20, 18], "East": [41, 39], "West": [17, 22]},
        ),
        BURGLARIES,
        told=("for localities only", "2 figures add up others of this file and are set aside; 2"),
    ),
    Odd(
        "quarters of the town.csv",
        _quarters_of_the_town,
        _across(BURGLARY, ["2022/23 Q1", "2022/23 Q2"], {"Middlesbrough": [370, 402]}),
        BURGLARIES,
        told=("for the whole partnership only", "pages can show no single months"),
    ),
    Odd(
        "years by ward.xlsx",
        _years_by_ward,
        _across(BURGLARY, ["2020/21", "2021/22"], {"Acklam": [39, 41], "Central": [145, 148]}),
        {"table-1/heading-1": "period", **BURGLARIES},
    ),
    Odd(
        "no categories.csv",
        _no_categories,
        _across(ALL, ["2022-10", "2022-11"], {"Acklam": [53, 61], "Newport": [214, 199]}),
        told=("not broken down by type of offence",),
    ),
    Odd(
        "categories across.xlsx",
        _categories_across,
        {
            ("Acklam", "2022/23 Q2", BURGLARY): 4,
            ("Acklam", "2022/23 Q2", "robbery"): 0,
            ("Acklam", "2022/23 Q2", "arson-and-criminal-damage"): 9,
            ("Central", "2022/23 Q2", BURGLARY): 31,
            ("Central", "2022/23 Q2", "robbery"): 12,
            ("Central", "2022/23 Q2", "arson-and-criminal-damage"): 44,
        },
    ),
    Odd(
        "merged categories down.xlsx",
        _merged_categories_down,
        {
            **_across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Kader": [5, 6]}),
            **_across("robbery", Q1[:2], {"Acklam": [1, 0], "Kader": [2, 2]}),
        },
    ),
    Odd(
        "year and quarter apart.csv",
        _year_and_quarter_apart,
        _across(BURGLARY, ["2021/22 Q4", "2022/23 Q1"], {"Acklam": [12, 15], "Kader": [4, 6]}),
        BURGLARIES,
    ),
    Odd(
        "a sheet a month.xlsx",
        _a_sheet_a_month,
        _across(BURGLARY, Q1, {"Acklam": [3, 6, 1], "Kader": [4, 2, 9], "Park": [5, 8, 4]}),
        BURGLARIES,
    ),
    Odd(
        "merged headings.ods",
        _ods_with_merged_headings,
        _across(
            BURGLARY,
            ["2021/22 Q3", "2021/22 Q4", "2022/23 Q1", "2022/23 Q2"],
            {"North Ormesby": [21, 25, 19, 23], "Coulby Newham": [7, 6, 9, 8]},
        ),
        BURGLARIES,
    ),
    Odd(
        "old workbook.xls",
        _old_workbook,
        _across(BURGLARY, Q1, {"Marton East": [2, 3, 1], "Marton West": [4, 0, 6]}),
        BURGLARIES,
        is_xls=True,
    ),
    Odd(
        "from an old program.csv",
        _from_an_old_program,
        _across(BURGLARY, Q1[:2], {"Park End & Beckfield": [1021, 9], "Acklam": [3, 4]}),
        BURGLARIES,
        told=("Windows-1252",),
    ),
    Odd(
        "dates as headings.xlsx",
        _dates_as_headings,
        _across(BURGLARY, Q1, {"Acklam": [3, 4, 5], "Trimdon": [0, 1, 2]}),
        BURGLARIES,
    ),
    Odd(
        "codes and names.csv",
        _codes_and_names,
        _across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Berwick Hills & Pallister": [8, 9]}),
        BURGLARIES,
    ),
    Odd(
        "locality subtotals.csv",
        _locality_subtotals,
        _across(
            BURGLARY,
            Q1[:2],
            {
                "Acklam": [3, 4],
                "Ayresome": [5, 6],
                "Kader": [1, 1],
                "Linthorpe": [2, 3],
                "Trimdon": [4, 0],
                "Hemlington": [9, 8],
            },
        ),
        BURGLARIES,
        told=("4 figures add up others of this file and are set aside; 4 of them agree",),
    ),
    Odd(
        "quarter totals among months.csv",
        _quarter_totals_among_months,
        _across(BURGLARY, Q1, {"Acklam": [3, 4, 5], "Kader": [1, 0, 2]}),
        BURGLARIES,
        told=("2 figures add up others of this file and are set aside; 2 of them agree",),
    ),
    Odd(
        "their own categories.csv",
        _their_own_categories,
        {
            ("Acklam", "2022-04", BURGLARY): 4,
            ("Acklam", "2022-04", "vehicle-offences"): 7,
        },
        {
            "table-1/column-A": "category:offence",
            "“Domestic burglary”": "Burglary",
            "“Theft of and from vehicles”": "Vehicle offences",
            "“ASB”": "Not read",
        },
        told=("1 count is left out by its name",),
    ),
    Odd(
        "period typed.csv",
        _period_typed,
        {
            ("Acklam", "2022/23 Q1", BURGLARY): 4,
            ("Acklam", "2022/23 Q1", "robbery"): 1,
            ("Kader", "2022/23 Q1", BURGLARY): 2,
            ("Kader", "2022/23 Q1", "robbery"): 0,
        },
        {"table-1/fixed-period": "2022/23 Q1"},
    ),
    Odd(
        "a year to a row.csv",
        _year_to_a_row,
        _across(
            BURGLARY,
            ["2021-04", "2021-05", "2021-06", "2022-04", "2022-05", "2022-06"],
            {"Middlesbrough": [101, 95, 99, 110, 97, 104]},
        ),
        BURGLARIES,
    ),
    Odd(
        "blank rows between.xlsx",
        _blank_rows_between,
        _across(BURGLARY, Q1[:2], {"Acklam": [3, 4], "Kader": [5, 6], "Park": [7, 8]}),
        BURGLARIES,
    ),
)
