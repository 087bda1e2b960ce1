"""What in a text leads to a person: a name by an address or a birthday, a number, a mail."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# The commonest given names of the last sixty years, as registered in England and Wales.
GIVEN_NAMES = _words(
    """david john paul andrew mark james stephen michael robert peter susan margaret christine
    patricia julie karen jacqueline deborah tracey jane helen sarah claire nicola emma lisa
    joanne michelle samantha christopher richard matthew daniel darren lee jason simon craig
    rebecca laura gemma rachel victoria hannah jessica charlotte amy lauren sophie olivia emily
    chloe thomas joshua jack samuel joseph benjamin oliver harry george william charlie jacob
    alfie mohammed muhammad mohammad ahmed ali fatima aisha amelia isla ava grace lily freya
    adam anthony kevin gary ian brian alan steven stuart gareth ryan liam luke nathan aaron
    elizabeth mary anne linda carol sandra angela sharon alison catherine jennifer"""
)
# What a name of a body, a place or a day is made of, and a name of a person is not.
_NO_NAMES = _words(
    """road street avenue close lane drive terrace crescent grove place court square gardens way
    park ward university hospital surgery library trust limited north south east west central
    community safety police partnership council group
    borough school college church centre house hall office officer manager service services
    cleveland middlesbrough tees valley january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    prevent channel home department national the this that at in on of for from to and"""
)
_WORD = r"[A-Z](?:[’'][A-Z])?[a-z]+(?:[’'-][A-Z]?[a-z]+)*"
_NAME = re.compile(rf"\b{_WORD}(?: {_WORD}){{1,4}}\b")
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Master)\.? (?:[A-Z]\.? )?{_WORD}")
_ADDRESS = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?:{_WORD} ){{1,3}}"
    r"(?:Road|Street|Avenue|Close|Lane|Drive|Terrace|Crescent|Grove|Gardens|Way|Court|Place)\b"
    r"|(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])"
)
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)? (?:January|February|March"
    r"|April|May|June|July|August|September|October|November|December),? (?:19|20)\d\d)"
)
_BIRTH = re.compile(rf"(?i:\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth)\b)[^.;\n]{{0,12}}{_DAY}")
# As long as an address may be: without a bound, one long word takes a minute.
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\d,.])(?:\+44 ?|0)[1-37]\d(?:[ -]?\d){7,8}(?![\d,])")
_INSURANCE = re.compile(r"(?<![A-Za-z])[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z\d])")
_NHS = re.compile(r"(?<![\d,.])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d,])")
# A name and an address further apart than this do not stand beside one another.
_BESIDE = 40


@dataclass(frozen=True)
class Found:
    """What a text holds, in words; `may_stand` where it may be of a body or a public office."""

    what: str
    may_stand: bool = True


def people_in(text: str) -> tuple[Found, ...]:
    """What in a text leads to a person, each kind once; nothing of what is found is repeated."""
    tests = (
        (_INSURANCE.search(text), Found("a National Insurance number", may_stand=False)),
        (any(map(is_nhs_number, _NHS.findall(text))), Found("an NHS number", may_stand=False)),
        (_BIRTH.search(text), Found("a date of birth", may_stand=False)),
        (_named_by_an_address(text), Found("a name beside an address")),
        (_TITLED.search(text), Found("a person’s name")),
        (_EMAIL.search(text), Found("an email address")),
        (_PHONE.search(text), Found("a phone number")),
    )
    return tuple(found for is_found, found in tests if is_found)


def is_nhs_number(text: str) -> bool:
    """Whether ten digits pass the check, modulus 11, of the NHS data dictionary."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    remainder = sum(d * weight for d, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - remainder) % 11 == digits[9]


def _named_by_an_address(text: str) -> bool:
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    names = [found.span() for found in _NAME.finditer(text) if _is_a_name(found[0])]
    return any(
        _apart(name, address) <= _BESIDE and not _overlap(name, address)
        for name in names
        for address in addresses
    )


def _is_a_name(words: str) -> bool:
    """Begins as a person is called; none of its words is of a body, a place or a day."""
    each = words.lower().split()
    return each[0] in GIVEN_NAMES and _NO_NAMES.isdisjoint(each)


def _apart(first: tuple[int, int], second: tuple[int, int]) -> int:
    return max(first[0], second[0]) - min(first[1], second[1])


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return _apart(first, second) < 0
