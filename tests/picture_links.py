"""Every link to a picture on a page, followed: for the tests of pages that have charts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.etree import ElementTree

TYPES = {"png": "image/png", "svg": "image/svg+xml"}
SVG = "{http://www.w3.org/2000/svg}"


def words_of_pictures(client, page: str) -> Mapping[str, str]:
    """What stands inside each SVG that `page` links to, by its name; that each has its PNG too."""
    text = client.get(page).content.decode()
    links = [unescape(link) for link in re.findall(r'href="([^"]*/pictures/[^"]*)"', text)]
    found = {}
    for link in links:
        name, _, ending = link.partition("?")[0].rpartition("/")[2].partition(".")
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer["Content-Type"] == TYPES[ending]
        assert f"-{name}.{ending}" in answer["Content-Disposition"]
        if ending == "svg":
            root = ElementTree.fromstring(answer.content)
            found[name] = " ".join(words.text for words in root.iter(f"{SVG}text"))
    assert 2 * len(found) == len(links)
    return found
