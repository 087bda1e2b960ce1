"""How close a text is to what somebody typed: words in any order, spelling forgiven; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

# Of difflib's likeness from 0 to 1, as for the names of wards.
NEAR_ENOUGH = 0.74
SHORTEST_MISSPELT = 4
_LEFT_OUT = "a an and are at by did does for how in is of on or the to was were what which"
_STOP = frozenset(_LEFT_OUT.split())
# What a word of the text is worth: the word itself, its beginning, another spelling of it.
_SAME, _BEGINS, _JOINED, _MISSPELT, _BESIDE = 1.0, 0.8, 0.7, 0.6, 0.3


def words(text: str) -> tuple[str, ...]:
    """The words of a text without what people write differently: case, accents, “&”, quotes."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("&", " and ")
    plain = re.sub("['’\u0300-\u036f]", "", plain)
    return tuple(re.findall(r"[^\W_]+", plain))


@dataclass(frozen=True)
class Text:
    """What can be found: the words of its title, and of what is said beside it."""

    title: tuple[str, ...]
    beside: frozenset[str]

    @classmethod
    def of(cls, title: str, beside: str = "") -> Text:
        return _text(title, beside)


@lru_cache(maxsize=4096)
def _text(title: str, beside: str) -> Text:
    """Most of what can be found is the same from one search to the next."""
    return Text(words(title), frozenset(words(beside)))


@dataclass(frozen=True)
class Asked:
    """What somebody typed: each word, with the words of the texts that it may be misspelt for."""

    words: tuple[str, ...]
    meant: Mapping[str, frozenset[str]]

    @classmethod
    def among(cls, typed: str, texts: Collection[Text]) -> Asked:
        every = words(typed)
        asked = tuple(word for word in every if word not in _STOP) or every
        known = {word for text in texts for word in text.title}
        return cls(asked, {word: _meant(word, known) for word in asked})

    def closeness(self, text: Text) -> float:
        """0 where a word is missing; more for more of the title, and for its very words."""
        if not self.words:
            return 0
        joined = "".join(text.title)
        found = [self._worth(word, text, joined) for word in self.words]
        if not all(found):
            return self._together(joined)
        titled = sum(word in text.title for word in self.words) / max(len(text.title), 1)
        return sum(found) / len(found) + titled + (self.words == text.title)

    def _worth(self, word: str, text: Text, joined: str) -> float:
        if word in text.title:
            return _SAME
        if any(other.startswith(word) for other in text.title):
            return _BEGINS
        if len(word) >= SHORTEST_MISSPELT and word in joined:
            return _JOINED
        if self.meant[word].intersection(text.title):
            return _MISSPELT
        return _BESIDE if any(other.startswith(word) for other in text.beside) else 0

    def _together(self, joined: str) -> float:
        """ "anti social" is found in “Antisocial”."""
        together = "".join(self.words)
        return _JOINED if len(together) >= SHORTEST_MISSPELT and together in joined else 0


def _meant(word: str, known: Collection[str]) -> frozenset[str]:
    """Known words that `word` is close to; none where it, or its beginning, is known itself."""
    if len(word) < SHORTEST_MISSPELT or any(other.startswith(word) for other in known):
        return frozenset()
    return frozenset(get_close_matches(word, known, n=4, cutoff=NEAR_ENOUGH))
