"""Parses the light markup of officers' text into sentences; knows no HTML and no database.

A line that begins with "- " is a point; "# " begins a further slide with a title of its own;
"> " quotes a statement that is not tested here; a blank line ends a paragraph; __words__ are
underlined; [words](https://…) lead elsewhere; {{…}} is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from reporting.content.description import Cell, Sentence, Words

# What stands before the words of another document: a direction, a rank or a trend that nothing
# here bears out or refutes.
STATED = "Quoted as published, not tested here"

# From what stands between the braces to the parts of a sentence.
Reader = Callable[[str], tuple[str | Cell, ...]]
Parts = tuple[str | Words | Cell, ...]


@dataclass(frozen=True)
class Page:
    """The content of one slide; a blank title stands for the section's.

    `figures` is what stands between the braces of each figure in it.
    """

    title: str
    sentences: tuple[Sentence, ...]
    figures: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        return bool(self.sentences) and all(sentence.is_point for sentence in self.sentences)


def pages(text: str, read: Reader) -> tuple[Page, ...]:
    """The text as slides, each with its paragraphs and points; none for a blank text."""
    found: list[Page] = []
    for title, lines in _by_heading(text):
        sentences = tuple(_sentences(lines, read))
        if title or sentences:
            found.append(Page(title, sentences, tokens("\n".join(lines))))
    return tuple(found)


def sentences(text: str, read: Reader) -> tuple[Sentence, ...]:
    """The same as one sequence, for text without slides of its own."""
    return tuple(sentence for page in pages(text, read) for sentence in page.sentences)


def tokens(text: str) -> tuple[str, ...]:
    """The content between the braces of each figure in the text."""
    return tuple(_FIGURE.findall(text))


def stated(words: str) -> str:
    """The words of another document, as a sentence that says that they are no finding."""
    return f"{STATED}: “{words.strip().removesuffix('.')}”."


def without_signs(text: str) -> str:
    """The typed words, with figures, quoted statements and addresses replaced by a space."""
    typed = _FIGURE.sub(" ", _QUOTED.sub(" ", text))
    return _SIGNS.sub(lambda found: found["linked"] or found["under"], typed)


def _by_heading(text: str) -> Iterator[tuple[str, list[str]]]:
    title, lines = "", list[str]()
    for line in text.splitlines():
        if line.startswith("# "):
            yield title, lines
            title, lines = line[2:].strip(), []
        else:
            lines.append(line.strip())
    yield title, lines


def _sentences(lines: Iterable[str], read: Reader) -> Iterator[Sentence]:
    paragraph: list[str] = []
    for line in (*lines, ""):
        is_point, is_quoted = line.startswith("- "), line.startswith("> ")
        if (not line or is_point or is_quoted) and paragraph:
            yield Sentence(_parts(" ".join(paragraph), read))
            paragraph = []
        if is_point:
            yield Sentence(_parts(line[2:].strip(), read), is_point=True)
        elif is_quoted:
            yield Sentence((stated(line[2:]),))
        elif line:
            paragraph.append(line)


_QUOTED = re.compile(r"^\s*> .*$", re.MULTILINE)
_FIGURE = re.compile(r"\{\{([^{}]+)\}\}")
_SIGNS = re.compile(
    r"\{\{(?P<figure>[^{}]+)\}\}"
    r"|\[(?P<linked>[^\[\]]+)\]\((?P<address>https?://[^\s()]+)\)"
    r"|__(?P<under>[^_]+(?:_[^_]+)*)__"
)


def _parts(line: str, read: Reader, *, is_underlined: bool = False) -> Parts:
    parts: list[str | Words | Cell] = []
    at = 0
    for found in (*_SIGNS.finditer(line), None):
        plain = line[at : found.start() if found else None]
        parts.append(_underlined(plain) if is_underlined and plain else plain)
        if found is None:
            break
        if found["figure"]:
            figure = read(found["figure"].strip())
            parts.extend(map(_underlined, figure) if is_underlined else figure)
        elif found["linked"]:
            parts.append(Words(found["linked"], is_underlined, found["address"]))
        else:
            parts.extend(_parts(found["under"], read, is_underlined=True))
        at = found.end()
    return tuple(part for part in parts if part != "")


def _underlined(part: str | Cell) -> Words | Cell:
    """A figure is underlined with the words around it, so that the line is not broken."""
    if isinstance(part, Cell):
        return replace(part, is_underlined=True)
    return Words(part, is_underlined=True)
