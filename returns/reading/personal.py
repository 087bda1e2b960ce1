"""What in a table of counts looks like personal data, which the portal must not keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from partnership.people_in_words import GIVEN_NAMES, is_nhs_number
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.recognise import Recognised


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = _words(
    """name names fullname forename forenames firstname firstnames givenname surname lastname
    familyname middlename initials alias victim victimname suspect suspectname offender
    offendername complainant complainantname witness witnessname aggrieved aggrievedname
    person personname nominal nominalname officername caller callername informant
    """
)
BIRTHS = _words("dob dateofbirth birthdate birthday dateborn yearofbirth born")
PLACES = _words(
    """postcode postcodes fullpostcode postalcode address homeaddress fulladdress address1
    addressline1 addressline streetaddress housenumber uprn"""
)
# Of a crime or an incident: by itself it leads nobody to a person.
REFERENCES = _words(
    """crimeid crimenumber crimeno crimeref crimereference crimereferencenumber urn
    incidentnumber incidentno incidentid incidentref incidentreference lognumber logno
    occurrencenumber occurrenceno occurrenceref nichereference nicheref nicherefno nicheid
    casenumber casereference caseref caseid reference referencenumber refno ref"""
)
# Of a person, whatever else stands in the table.
NUMBERS = _words(
    """crn custodynumber nominalid pncid pncnumber nhsnumber nhsno nino
    nationalinsurancenumber"""
)
CONTACTS = _words(
    """email emailaddress phone phonenumber telephone telephonenumber tel mobile mobilenumber
    contactnumber"""
)
TEXTS = _words(
    """freetext mo modusoperandi narrative summary circumstances incidentdetails crimedetails
    descriptionofincident incidentdescription"""
)
_POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])")
_HOUSE = re.compile(r"\b\d{1,4}[A-Za-z]?,? +[A-Z][A-Za-z'’]+|^\d{1,4}[A-Za-z]?$")
_PROPERTY = re.compile(r"\d{6,12}(?:\.0+)?", re.ASCII)
_ADDRESS = re.compile(
    r"(?<![\d/])\d{1,4}[A-Z]?,? +(?:[A-Z][\w'’]+ +){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Close|Court|Crescent|Drive|Gardens|Grove|Lane|Place|Terrace"
    r"|View|Walk|Way)\b"
)
# As long as an address may be: without a bound, one long word takes a minute.
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[A-Za-z]{2,63}")
_PHONE = re.compile(r"(?:\+44\s?|0)[1-37]\d(?:[\s-]?\d){7,8}")
_NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[A-D]")
_REFERENCE = re.compile(
    r"[A-Z]{2,4}[-/ ]?\d{2}[-/ ]?\d{4,}|\d{1,4}/\d{3,7}/\d{2,4}|\d{2}[A-Z]{1,3}/[A-Z\d]{1,3}/\d{3,}"
    r"/\d{2}|[0-9a-f]{64}|CRI?[-/ ]?\d{5,}[-/]\d{2,4}",
    re.IGNORECASE,
)
_AREA_CODE = re.compile(r"[EWSNK]\d{8}")
_NHS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z][A-Za-z'’-]+.*")
_SURNAME_FIRST = re.compile(r"[A-Z][A-Za-z'’-]+, ?[A-Z][a-z]+(?: [A-Z][a-z]*)?")
_DAY = re.compile(r"(\d{4})-\d\d-\d\d|\d{1,2}/\d{1,2}/(\d{4})")
# A locality may be called after a saint or a lord: three people's names are no accident.
ENOUGH_NAMES = 3
ENOUGH_NHS_NUMBERS = 2
# An event is counted within some years; a date before that is likelier of a birth.
YEARS_TO_BIRTH = 10
YEARS_OF_A_LIST = 15
YEARS_OF_A_FILE = 25
FEWEST_DIGITS = 6
WORDS_OF_A_LABEL = 3
LONG_TEXT = 80
LONG_WORDS = 10


def heading_of_personal_data(heading: str, values: Iterable[str] | None = None) -> str | None:
    """What a column of this heading would hold of a person; None where nothing.

    With `values` only where some of them could be that: "NULL" is no address, and a road without a
    house number leads to nobody.
    """
    called = plain(heading)
    for headings, what, could_be in HEADINGS:
        if called in headings:
            filled = [text for text in values or () if plain(text) not in NOTHING]
            return what if values is None or any(map(could_be, filled)) else None
    return None


def looks_personal(
    values: Iterable[str], *, today: date, known: bool = False, heading: str = ""
) -> str | None:
    """What the values look like, if they are of people; None if not.

    A `known` column (a ward, a month) is not searched for names, dates and long text. Under the
    `heading` of a crime's or an incident's reference it may hold such references.
    """
    filled = [value for value in values if value]
    tests = _ANYWHERE if known else (*_ANYWHERE, *_IN_UNKNOWN)
    found = next((what for test, what in tests if test(filled)), None)
    if found is None and plain(heading) not in REFERENCES and _references(filled):
        found = "crime or incident references"
    if found is None and not known and _births(filled, today):
        return "dates of birth"
    return found


def reaches_people(text: str) -> str | None:
    """What in a stretch of words would lead to a person, if anything: their mail, telephone,
    postcode or number. Names are not looked for: words hold too many capitals."""
    return next((what for pattern, what in _IN_WORDS if pattern.search(text)), None)


# --- What could be under a heading of people ------------------------------------------------
# How a file says that there is nothing, or nothing that it would show.
NOTHING = frozenset(
    {"", "0", "null", "none", "na", "nan", "redacted", "withheld", "removed", "anonymised"}
    | {"unknown", "notknown", "notstated", "notrecorded", "yes", "no", "y", "n"}
)


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_address(text: str) -> bool:
    """A house number and a road, a postcode, or the number of a property."""
    return bool(_HOUSE.search(text) or _POSTCODE.search(text.upper()) or _PROPERTY.fullmatch(text))


def _reaches(text: str) -> bool:
    return "@" in text or sum(map(str.isdigit, text)) >= FEWEST_DIGITS


def _tells(text: str) -> bool:
    return len(text.split()) > WORDS_OF_A_LABEL


HEADINGS: tuple[tuple[frozenset[str], str, Callable[[str], bool]], ...] = (
    (NAMES, "names of people", _is_word),
    (BIRTHS, "dates of birth", bool),
    (PLACES, "addresses or full postcodes", _is_address),
    (NUMBERS, "numbers of people", bool),
    (CONTACTS, "ways to reach a person", _reaches),
    (TEXTS, "free text about what happened", _tells),
)


# --- What values look like ---------------------------------------------------------------------
def _any(pattern: re.Pattern[str]) -> Callable[[Sequence[str]], bool]:
    return lambda values: any(pattern.fullmatch(value) for value in values)


def _postcodes(values: Sequence[str]) -> bool:
    return any(_POSTCODE.search(value.upper()) for value in values)


def _references(values: Sequence[str]) -> bool:
    return any(_REFERENCE.fullmatch(v) and not _AREA_CODE.fullmatch(v.upper()) for v in values)


def _nhs_numbers(values: Sequence[str]) -> bool:
    """Of any ten digits one in eleven would pass the check."""
    numbers = {value for value in values if _NHS.fullmatch(value)}
    right = {value for value in numbers if is_nhs_number(value)}
    return len(right) >= ENOUGH_NHS_NUMBERS and 2 * len(right) > len(numbers)


def _people(values: Sequence[str]) -> bool:
    first_words = [value.casefold().split()[0] for value in set(values) if len(value.split()) > 1]
    given = sum(word in GIVEN_NAMES for word in first_words)
    surname_first = sum(bool(_SURNAME_FIRST.fullmatch(value)) for value in set(values))
    return (
        any(_TITLED.fullmatch(value) for value in values)
        or given >= ENOUGH_NAMES
        or surname_first >= ENOUGH_NAMES
    )


def _addresses(values: Sequence[str]) -> bool:
    return any(_ADDRESS.search(value) for value in values)


def _long_text(values: Sequence[str]) -> bool:
    return any(len(value) > LONG_TEXT and len(value.split()) > LONG_WORDS for value in values)


def _births(values: Sequence[str], today: date) -> bool:
    years = [int(day[1] or day[2]) for value in values if (day := _DAY.match(value))]
    early = [year for year in years if year < today.year - YEARS_TO_BIRTH]
    if not early or len(early) * 2 <= len(values):
        return False
    # Old incidents lie close together; people are of all ages.
    return max(years) - min(years) > YEARS_OF_A_LIST or max(early) < today.year - YEARS_OF_A_FILE


_ANYWHERE = (
    (_any(_EMAIL), "email addresses"),
    (_postcodes, "full postcodes"),
    (_any(_NATIONAL_INSURANCE), "National Insurance numbers"),
    (_any(_PHONE), "telephone numbers"),
    (_nhs_numbers, "NHS numbers"),
)
_IN_WORDS = (
    (_EMAIL, "email addresses"),
    (_POSTCODE, "full postcodes"),
    (_NATIONAL_INSURANCE, "National Insurance numbers"),
    (re.compile(rf"(?<!\d)(?:{_PHONE.pattern})(?!\d)"), "telephone numbers"),
)
_IN_UNKNOWN = (
    (_people, "names of people"),
    (_addresses, "addresses"),
    (_long_text, "free text"),
)


def personal_finding(table: RawTable, what: str, heading: str, why: str) -> Finding:
    """The refusal of a column, which never repeats what stands in it."""
    return Finding(
        Check.NOT_PERSONAL,
        Severity.ERROR,
        f"The column “{heading}” holds {what} ({why}). The portal takes counts and must not"
        " hold personal data: the file was refused and is not stored.",
        todo="Delete the column, save the file under a new name, and upload that.",
        file=table.file,
        sheet=table.sheet,
        column=heading,
    )


def people_at_the_top(table: RawTable, today: date) -> list[Finding]:
    """Personal data in the first rows of a table that is not a return."""
    findings = []
    headings = next((row for row in table.top if sum(map(bool, row)) > 1), ())
    below = table.top[table.top.index(headings) + 1 :] if headings else ()
    for position, heading in enumerate(headings):
        values = [row[position] for row in below if position < len(row) and row[position]]
        by_heading = heading_of_personal_data(heading, values)
        # Prose is what a sheet of notes is for.
        short = [value for value in values if len(value) < 80]
        by_values = looks_personal(short, today=today, heading=heading)
        if by_heading:
            findings.append(personal_finding(table, by_heading, heading, "its heading says so"))
        elif by_values:
            why = "what stands in it looks so"
            findings.append(personal_finding(table, by_values, heading, why))
    return findings


def people_beside(table: RawTable, recognised: Recognised, today: date) -> list[Finding]:
    """Personal data in the first rows of columns that are not read."""
    read = set(recognised.at.values())
    below = table.top[recognised.heading_row :]
    found = []
    for at, heading in enumerate(recognised.headings):
        values = [row[at] for row in below if at < len(row) and row[at]]
        if at in read or not values:
            continue
        if what := heading_of_personal_data(heading, values):
            found.append(personal_finding(table, what, heading, "its heading says so"))
        elif what := looks_personal(values, today=today, known=True, heading=heading):
            found.append(personal_finding(table, what, heading, "what stands in it looks so"))
    return found
