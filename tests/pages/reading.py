"""What people read: the pages that links lead to from home, cut into sentences."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import resolve
from lxml import html
from lxml.html import HtmlElement

from partnership.models import Area, User

TOP = "/middlesbrough/"
# So many pages of one address are read; more would say the same of other wards and measures.
MOST_OF_A_KIND = 3
# A shorter one is a label or a heading, and says nothing of how hard prose is to read.
FEWEST_WORDS = 6
# Rows of figures, files and drawings hold no prose of their own.
_NO_PROSE = ("/rows/", "/media/", "/static/", "data.", ".pptx", ".pdf", ".png", ".svg", ".ics")


def pages(email: str, *, also: Iterable[str] = (), most: int = MOST_OF_A_KIND) -> dict[str, str]:
    """Every kind of page that somebody can reach by links from home, help and the pages `also`."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    waiting = deque((*also, TOP, "/help/"))
    seen = set(waiting)
    of_a_kind: Counter[str] = Counter()
    found: dict[str, str] = {}
    while waiting:
        at = waiting.popleft()
        kind = _kind(at)
        if of_a_kind[kind] >= most:
            continue
        answer = client.get(at)
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
        elif answer.status_code == 200 and "html" in answer["Content-Type"]:
            of_a_kind[kind] += 1
            found[at] = answer.content.decode()
            links = html.fromstring(found[at]).xpath("//a/@href")
        else:
            answer.close()
            continue
        for to in _paths(at, links):
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return found


def _kind(at: str) -> str:
    """The route of an address, and the app of a measure."""
    match = resolve(urlsplit(at).path)
    return f"{match.route} {match.kwargs.get('app', '')}"


def _paths(at: str, links: list[str]) -> Iterator[str]:
    for link in links:
        to = urlsplit(urljoin(f"http://testserver{at}", link))
        if to.netloc == "testserver" and not any(each in to.path for each in _NO_PROSE):
            yield to.path


_SAID = (
    ".//p | .//li | .//dd | .//h1 | .//h2 | .//h3 | .//h4 | .//summary | .//caption"
    " | .//figcaption | .//div[parent::li] | .//legend | .//label"
    " | .//div[contains(@class, 'hint')]"
)
_UNREAD = (
    ".//script | .//style | .//svg | .//select | .//textarea | .//td | .//th | .//thead | .//button"
)


def sentences(page: str) -> Iterator[str]:
    """Each sentence of what stands in the main part of a page, tables of figures aside."""
    main = html.fromstring(page).find(".//main")
    for unread in main.xpath(_UNREAD):
        unread.drop_tree()
    for element in main.xpath(_SAID):
        text = " ".join(_own_text(element).split())
        yield from _SENTENCE_ENDS.split(text)


def buttons(page: str) -> Iterator[str]:
    """What each button in the main part of a page says, to those too who only hear it."""
    for button in html.fromstring(page).find(".//main").xpath(_BUTTONS):
        yield " ".join((button.text_content() or button.get("aria-label", "")).split())


_BUTTONS = ".//button | .//a[contains(@class, 'govuk-button')]"
_SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9“▲▼●\[])")


def _own_text(element: HtmlElement) -> str:
    """The text of an element that no element within it says by itself."""
    inner = set(element.xpath(_SAID))
    parts = [element.text or ""]
    for child in element:
        if child not in inner and isinstance(child.tag, str):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return " ".join(parts)


# What people typed is theirs: no test of words is held against it.
_OF_THE_PORTAL = {"partnership.Notice", "partnership.AuditEvent"}


def typed() -> str:
    """All that people have typed into the records, as one text."""
    texts: list[str] = []
    for model in apps.get_models():
        if model._meta.label in _OF_THE_PORTAL or model._meta.app_label not in _APPS:
            continue
        fields = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField)
        ]
        for values in model._default_manager.values_list(*fields):
            texts += [value for value in values if isinstance(value, str) and value[:1] != "{"]
    return bare(" ".join(texts))


_APPS = {"partnership", "prevent", "scrutiny", "reporting", "returns"}


def bare(text: str) -> str:
    """Letters and digits alone, so that marks of a list and full stops don't tell texts apart."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


# How a name or a number is said is nothing that words on a page can change.
_NUMBER = re.compile(r"[−+]?\d[\d,.]*%?(?:/\d+)?")
_QUOTED = re.compile(r"“[^”]{40,}”")
_OFFICIAL = ("antisocial behaviour", "Middlesbrough", "data.police.uk", "Home Office")


def plain(sentence: str, terms: re.Pattern[str]) -> str:
    """A sentence with short words for names, numbers, quotations and the glossary's terms."""
    return _NUMBER.sub("ten", terms.sub("here", _QUOTED.sub("this", sentence)))


def terms() -> re.Pattern[str]:
    """Names of places and the terms of the glossary, the longest first."""
    page = html.fromstring(Client().get("/glossary/").content.decode())
    explained = [" ".join(term.text_content().split()) for term in page.xpath("//main//dt")]
    areas = Area.objects.values_list("name", flat=True).distinct()
    every = sorted({*areas, *explained, *_OFFICIAL}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, every))})\b", re.IGNORECASE)
