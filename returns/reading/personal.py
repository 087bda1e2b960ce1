"""What in a table of counts looks like personal data, which the portal must not keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from partnership.people_in_words import GIVEN_NAMES, is_nhs_number
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable


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
REFERENCES = _words(
    """crimeid crimenumber crimeno crimeref crimereference crimereferencenumber crn urn
    incidentnumber incidentno incidentid incidentref incidentreference lognumber logno
    occurrencenumber occurrenceno occurrenceref nichereference nicheref nicherefno nicheid
    casenumber casereference caseref caseid reference referencenumber refno ref custodynumber
    nominalid pncid pncnumber"""
)
CONTACTS = _words(
    """email emailaddress phone phonenumber telephone telephonenumber tel mobile mobilenumber
    nhsnumber nhsno nino nationalinsurancenumber"""
)
TEXTS = _words(
    """freetext mo modusoperandi narrative summary circumstances incidentdetails crimedetails
    descriptionofincident incidentdescription"""
)
HEADINGS = (
    (NAMES, "names of people"),
    (BIRTHS, "dates of birth"),
    (PLACES, "addresses or full postcodes"),
    (REFERENCES, "crime or incident references"),
    (CONTACTS, "ways to reach a person"),
    (TEXTS, "free text about what happened"),
)

_POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?\s*\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])")
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
LONG_TEXT = 80
LONG_WORDS = 10


def heading_of_personal_data(heading: str) -> str | None:
    """What a column of this heading would hold of a person; None where nothing."""
    called = plain(heading)
    return next((what for headings, what in HEADINGS if called in headings), None)


def looks_personal(values: Iterable[str], *, today: date, known: bool = False) -> str | None:
    """What the values look like, if they are of people; None if not.

    A `known` column (a ward, a month) is not searched for names, dates and long text.
    """
    filled = [value for value in values if value]
    tests = _ANYWHERE if known else (*_ANYWHERE, *_IN_UNKNOWN)
    found = next((what for test, what in tests if test(filled)), None)
    if found is None and not known and _births(filled, today):
        return "dates of birth"
    return found


def reaches_people(text: str) -> str | None:
    """What in a stretch of words would lead to a person, if anything: their mail, telephone,
    postcode or number. Names are not looked for: words hold too many capitals."""
    return next((what for pattern, what in _IN_WORDS if pattern.search(text)), None)


def _any(pattern: re.Pattern[str]) -> Callable[[Sequence[str]], bool]:
    return lambda values: any(pattern.fullmatch(value) for value in values)


def _postcodes(values: Sequence[str]) -> bool:
    return any(_POSTCODE.search(value.upper()) for value in values)


def _references(values: Sequence[str]) -> bool:
    return any(_REFERENCE.fullmatch(v) and not _AREA_CODE.fullmatch(v.upper()) for v in values)


def _nhs_numbers(values: Sequence[str]) -> bool:
    numbers = {value for value in values if _NHS.fullmatch(value) and is_nhs_number(value)}
    return len(numbers) >= ENOUGH_NHS_NUMBERS


def _people(values: Sequence[str]) -> bool:
    first_words = [value.casefold().split()[0] for value in set(values) if len(value.split()) > 1]
    given = sum(word in GIVEN_NAMES for word in first_words)
    surname_first = sum(bool(_SURNAME_FIRST.fullmatch(value)) for value in set(values))
    return (
        any(_TITLED.fullmatch(value) for value in values)
        or given >= ENOUGH_NAMES
        or surname_first >= ENOUGH_NAMES
    )


def _long_text(values: Sequence[str]) -> bool:
    return any(len(value) > LONG_TEXT and len(value.split()) > LONG_WORDS for value in values)


def _births(values: Sequence[str], today: date) -> bool:
    years = [int(day[1] or day[2]) for value in values if (day := _DAY.match(value))]
    early = [year for year in years if year < today.year - YEARS_TO_BIRTH]
    return len(early) * 2 > len(values) > 0


_ANYWHERE = (
    (_any(_EMAIL), "email addresses"),
    (_postcodes, "full postcodes"),
    (_references, "crime or incident references"),
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
