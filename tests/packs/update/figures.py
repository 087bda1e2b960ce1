"""What the file of the deck's figures has, and where the update says it: report and slides.

{Braces} mark a number that is bound to released data. A change to a sentence of the pack is made
here too.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.content.description import MINUS


# --- In the report ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """What stands in the report for a row of the file, whose `gives` is a copy of its column.

    `note` says what the deck said, where that was put right. `stated` are the deck's words where
    only made-up figures could bear them out: they are quoted, whatever the file says.
    """

    gives: str
    section: str
    said: tuple[str, ...] = ()
    note: str = ""
    stated: str = ""


def row(gives: str, section: str, *said: str, note: str = "", stated: str = "") -> Row:
    return Row(gives, section, said, note, stated)


CRIME, ASB, WARDS = "crime", "antisocial-behaviour", "antisocial-behaviour-wards"
WARDENS, FIRES, VIOLENCE = "warden-reports", "deliberate-fires", "serious-violence"
PREVENT, CHANNEL = "national-figures-prevent", "national-figures-channel"
OF_LOCALITIES = (
    "over the last 4 years the reports in North Middlesbrough have been decreasing with the other"
    " 3 locality areas increasing"
)
ROWS = {
    "C1": row("23069", CRIME, "In 2019/20 there were {23,069} crimes"),
    "C2": row("1922.4", CRIME, "In 2019/20 there were {23,069} crimes, an average of {1,922} a"),
    "C3": row("fell", CRIME, stated="this decreased slightly during the covid financial year"),
    "C4": row("24951", CRIME, "2021/22 ended with {24,951}"),
    "C5": row("2079.25", CRIME, "2021/22 ended with {24,951}, or {2,079} a month."),
    "C6": row("26450", CRIME, "In 2022/23 crime rose {6.0%} to {26,450}"),
    "C7": row("2204.17", CRIME, "to {26,450}, an average of {2,204} a month."),
    "C8": row(
        "6.008",
        CRIME,
        "In 2022/23 crime rose {6.0%} to {26,450}",
        "It rose by {1,499} on the year before",
        "The year before | {26,450} | {24,951} | {+1,499} | {+6.0%}",
    ),
    "C9": row(
        "",
        CRIME,
        note="That the later half of 2022/23 was below the averages of 2019/20 and 2021/22 cannot"
        " be checked",
        stated="the recorded levels in the later half of the year started to show continued signs"
        " of decline with levels lowering than the FY2019, and FY2021 averages",
    ),
    "C10": row(
        "not rising every year",
        CRIME,
        "By its own account it had not: the same paragraph says that it fell in the Covid year",
        note="said that crime had been increasing over the last four financial years",
    ),
    "A1": row(
        "587.5",
        ASB,
        "In 2021/22 there were {7,050} incidents of antisocial behaviour, an average of {588} a",
        "this update rounds to {588}",
        note="gave 587 incidents a month for 2021/22",
    ),
    "A2": row("5475", ASB, "In 2022/23 antisocial behaviour fell {22.3%} to {5,475} incidents"),
    "A3": row("456.25", ASB, "{5,475} incidents, an average of {456} a month."),
    "A4": row(
        "-1575",
        ASB,
        "It fell by {1,575} on the year before",
        f"The year before | {{5,475}} | {{7,050}} | {{{MINUS}1,575}}",
    ),
    "A5": row("-22.34", ASB, "In 2022/23 antisocial behaviour fell {22.3%}"),
    "A6": row(
        "below both",
        ASB,
        stated="seeing the levels per month being significantly lower the FY19-20 and 20-21"
        " averages",
    ),
    "A7": row("-34.7", WARDS, f"Hemlington, from {{291}} to {{190}}: {{{MINUS}34.7%}}"),
    "A8": row(
        "below both",
        WARDS,
        stated="As of the end of financial year 2022-23 the levels of ASB in Hemlington have"
        " decreased from the previous year by 34.7% seeing levels in the ward now lower than in"
        " FY2021-22 and 19-20",
    ),
    "A9": row("44.0", WARDS, "Ayresome, from {275} to {396}: {+44.0%}"),
    "A10": row("42.0", WARDS, "Trimdon, from {150} to {213}: {+42.0%}"),
    "A11": row(
        "17 wards fell",
        WARDS,
        stated="All other wards have also decreased in FY22-23 from 21-22 except; Ayresome which"
        " has increased by 44%, and Trimdon which increased by 42%",
    ),
    "A12": row(
        "19 fell, 1 rose",
        WARDS,
        stated="all wards within Middlesbrough at the end of FY21-22 were showing decreases in"
        " comparison with FY20-21, and 19-20 – except Hemlington which was higher",
    ),
    "A13": row(
        "lowest of 4 years",
        ASB,
        stated="ASB in FY2021-22 had remained significantly lower than observed in previous"
        " financial years and the area recorded some of the lowest levels per month the observed"
        " in the last 4 financial years",
    ),
    "W1": row(
        "highest",
        WARDENS,
        stated="most reports to the warden service remain in North Middlesbrough",
    ),
    "W2": row("falling each year", WARDENS, stated=OF_LOCALITIES),
    "W3": row("rising", WARDENS, stated=OF_LOCALITIES),
    "F1": row(
        "7 and 0.42",
        FIRES,
        "{1,668 (worked back)} after {1,661 (worked back)}, a difference of {+7} ({+0.4%}).",
    ),
    "F2": row("42.0", FIRES, "In 2021/22 deliberate fires rose {42.0%} against the year before"),
    "F3": row("24.6", FIRES, "and rose {24.6%} against 2019/20, the last year before Covid."),
    "F4": row(
        "27.9",
        FIRES,
        "From 2019/20 to 2021/22 secondary fires (F3) rose {27.9%}, from {1,185 (worked back)} to"
        " {1,516 (worked back)}.",
    ),
    "F5": row("-0.66", FIRES, "In 2022/23 they fell {0.7%}, to {1,506 (worked back)}."),
    "F6": row(
        "11.7",
        FIRES,
        "Primary fires (F1) rose {11.7%} in 2022/23, from {145 (worked back)} to"
        " {162 (worked back)}.",
    ),
    "F7": row(
        "contradicted",
        FIRES,
        "Its own percentages put 2019/20 at {148 (worked back)} or one fewer, and 2021/22 at"
        " {145 (worked back)}.",
        note="said that primary fires in 2021/22 were higher than in the four years before",
    ),
    "F8": row(
        "not rising every year",
        FIRES,
        "Its own percentages put 2020/21 at {1,170 (worked back)}, below the"
        " {1,333 (worked back)} of 2019/20.",
        note="said that deliberate fires had been increasing since 2018/19",
    ),
    "F9": row(
        "not rising every year",
        FIRES,
        "From 2019/20 to 2021/22 they fell by {3}, and rose only after that.",
        note="also said that primary fires have continued to increase",
    ),
    "V1": row("724", VIOLENCE, "rose {12.2%} to {724} incidents"),
    "V2": row("12.25", VIOLENCE, "In 2022/23 it rose {12.2%} to {724} incidents"),
    "V3": row("24.0", VIOLENCE, "In 2021/22 serious violence rose {24.0%} against 2019/20"),
    "V4": row("31.9", VIOLENCE, "and rose {31.9%} against 2020/21."),
    "V5": row("highest of 5", VIOLENCE, "{724} incidents, the highest of {5} years."),
    "V6": row(
        "51.78",
        VIOLENCE,
        "Against 2018/19 it rose {51.8%}.",
        "476 gives 52.10% and 477 gives 51.78%. The figures here use {477 (worked back)}.",
        note="put the rise since 2018/19 at 51.93%. No whole number of incidents in that year"
        " gives it",
    ),
    "P1": row("6817", PREVENT, "In the year ending 31 March 2023 there were {6,817} referrals to"),
    "P2": row("6.42", PREVENT, "The number rose {6.4%} from {6,406} in the year before."),
    "P3": row(
        "65, 27, 8 (sums to 100)",
        PREVENT,
        "Great Britain at 30 June 2023. Islamist-extremist {65%}, Extreme right-wing {27%}, Other"
        " ideology {8%}.",
        "The shares shown add up to {100%}.",
    ),
    "P4": row(
        "37, 19, 11, 2, 1",
        PREVENT,
        "in England and Wales in 2022/23. Vulnerability present but no ideology or CT risk {37%},"
        " Extreme right-wing {19%}, Islamist {11%}, School massacre {2%}, Incel {1%}.",
        "The shares shown add up to {70%}: {30%} is not shown.",
        note="dated the shares by type of concern to 2021/22. They belong to the year ending March"
        " 2023.",
    ),
    "P5": row(
        "645",
        CHANNEL,
        "In the year ending March 2023, {645} referrals were adopted as a Channel case",
        note="dated the {645} to the year ending March 2022. They belong to the year ending March"
        " 2023.",
    ),
    "P6": row("9.46", CHANNEL, "{9.5%} of all referrals to Prevent.", "({645} of {6,817})"),
    "P7": row("296 and 45.9", CHANNEL, "Extreme right-wing | {296} | {45.9%} | {645}"),
    "P8": row("115 and 17.8", CHANNEL, "Islamist | {115} | {17.8%} | {645}"),
    "P9": row("103 and 16.0", CHANNEL, "Conflicted | {103} | {16.0%} | {645}"),
    "P10": row("18 and 2.8", CHANNEL, "School massacre | {18} | {2.8%} | {645}"),
    "P11": row(
        "13 and 2.0",
        CHANNEL,
        "Incel | {13} | {2.0%} | {645}",
        "the 5 shown add up to {545} of {645}: {100} ({15.5%}) are not shown.",
    ),
    "P12": row(
        "32, 31, 14 (23% not shown)",
        CHANNEL,
        "in England and Wales in 2022/23. 14 and under {31%}, 15 to 20 {32%}, 21 to 30 {14%}.",
        "{23%} is not shown.",
    ),
    "P13": row(
        "",
        "channel",
        "No regional figure is held, on purpose, so that this cannot be checked.",
        note="says that regional figures are low",
    ),
}


# --- On slides -------------------------------------------------------------------------------
# For a row, the section that has it on a slide and what stands there: words, a figure in large
# letters with what it is, or a number of a chart with its label. Every row that is not here is in
# the report alone.
OF_LAST_YEAR = f"{{{MINUS}1,575}} | on the {{7,050}} of 2021/22 ({{{MINUS}22.3%}})"
SLIDES: dict[str, tuple[str, ...]] = {
    "C1": (CRIME, "on the {23,069} of 2019/20, the last year", "2019/20 | {23,069}"),
    "C4": (CRIME, "on the {24,951} of 2021/22", "2021/22 | {24,951}"),
    "C5": (CRIME, "a month on average, against {2,079} in 2021/22"),
    "C6": (CRIME, "rose {6.0%} in 2022/23, to {26,450}", "2022/23 | {26,450}"),
    "C7": (CRIME, "{2,204} | a month on average"),
    "C8": (CRIME, "rose {6.0%} in 2022/23", "{+1,499} | on the {24,951} of 2021/22 ({+6.0%})"),
    "A1": (ASB, "a month on average, against {588} in 2021/22"),
    "A2": (ASB, "ASB incidents fell {22.3%} in 2022/23, to {5,475}", "2022/23 | {5,475}"),
    "A3": (ASB, "{456} | a month on average"),
    "A4": (ASB, OF_LAST_YEAR),
    "A5": (ASB, "ASB incidents fell {22.3%} in 2022/23", OF_LAST_YEAR),
    "A7": (WARDS, f"{{{MINUS}34.7%}} | Hemlington, the only ward that had risen"),
    "A9": (WARDS, "but rose in Ayresome and Trimdon", "{+44%} | Ayresome, the largest rise"),
    "A10": (WARDS, "but rose in Ayresome and Trimdon", "{+42%} | Trimdon"),
    "F1": (
        FIRES,
        "in 2022/23, at {1,668}",
        "{+0.4%} | on the {1,661} of 2021/22 ({7}",
    ),
    "F2": (
        FIRES,
        "F3 secondary {−0.7%} | 2021/22 | {1,516}",
        "F1 primary {+11.7%} | 2021/22 | {145}",
    ),
    "F3": (FIRES, "{+25.1%} | on the {1,333} of 2019/20, the last year before Covid"),
    "F4": (FIRES, "F3 secondary {−0.7%} | 2019/20 | {1,185}"),
    "F5": (FIRES, "F3 secondary {−0.7%} | 2021/22 | {1,516}", "2022/23 | {1,506}"),
    "F6": (FIRES, "F1 primary {+11.7%} | 2021/22 | {145}", "2022/23 | {162}"),
    "V1": (VIOLENCE, "Serious violence rose {12.2%} in 2022/23, to {724}", "2022/23 | {724}"),
    "V2": (VIOLENCE, "rose {12.2%} in 2022/23", "{+79} | on the {645} of 2021/22 ({+12.2%})"),
    "V3": (VIOLENCE, "2019/20 | {520}", "2021/22 | {645}"),
    "V4": (VIOLENCE, "2020/21 | {489}", "2021/22 | {645}"),
    "V5": (VIOLENCE, "Highest | of the {5} years from 2018/19 to 2022/23"),
    "V6": (VIOLENCE, "{+51.8%} | on the {477} of 2018/19"),
    "P1": (PREVENT, "in 2022/23, to {6,817}", "2022/23 | {6,817}"),
    "P2": (PREVENT, "Referrals to Prevent rose {6.4%} in 2022/23", "2021/22 | {6,406}"),
    "P3": (
        PREVENT,
        "Great Britain at 30 June 2023, {65%} were Islamist-extremist, {27%} Extreme right-wing",
        "{8%} Other ideology.",
    ),
    "P4": (
        PREVENT,
        "Vulnerability present but no ideology or CT risk | {37%}",
        "Extreme right-wing | {19%}",
        "Islamist | {11%}",
        "School massacre | {2%}",
        "Incel | {1%}",
        "Not listed | {30%}",
    ),
    "P5": (CHANNEL, "{645} of {6,817} referrals were adopted as a Channel case in 2022/23"),
    "P6": (CHANNEL, "{645} of {6,817} referrals", "in 2022/23, or {9.5%}"),
    "P7": (CHANNEL, "Extreme right-wing | {296}", "Extreme right-wing {45.9%}"),
    "P8": (CHANNEL, "Islamist | {115}", "Islamist {17.8%}"),
    "P9": (CHANNEL, "Conflicted | {103}", "Conflicted {16.0%}"),
    "P10": (CHANNEL, "School massacre | {18}", "School massacre {2.8%}"),
    "P11": (CHANNEL, "Incel | {13}", "Incel {2.0%}", "Not listed | {100}", "Not listed {15.5%}"),
    "P12": (
        CHANNEL,
        "14 and under | {31%}",
        "15 to 20 | {32%}",
        "21 to 30 | {14%}",
        "Not listed | {23%}",
    ),
}

# The rows that the presentation cannot go without.
MAIN = (
    *("C6", "C8", "A2", "A5", "A9", "A10", "F1", "F3", "F5", "F6"),
    *("V1", "V2", "P1", "P2", "P4", "P5", "P7", "P12"),
)
# Rises between years before the last: the slide has the counts that they rest on.
COUNTS_ALONE = {"F2", "F3", "F4", "V3", "V4"}
