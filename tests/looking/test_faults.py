"""A page with one fault of each kind: what looks at every page finds it, and nothing without."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.looking import looks

STYLE = """
body { margin: 0; font: 16px/24px Arial }
a, button, summary, input, select { min-height: 24px; line-height: 24px }
a { display: inline-block }
:focus { outline: 3px solid #0b0c0c }
table { border-collapse: collapse }
"""
BODY = """
<a id="skip" href="#main-content">Skip to main content</a>
<header><a href="/start">The portal</a></header>
<main id="main-content" tabindex="-1">
  <h1>A page</h1>
  <p>Words of a page, and <a href="/next">a way on</a>.</p>
  <form method="post" action="/send">
    <p><label for="name">Name</label> <input id="name" name="name"></p>
    <p><input type="radio" name="one" id="a"> <label for="a">A</label>
    <input type="radio" name="one" id="b"> <label for="b">B</label></p>
    <button type="submit">Send</button>
  </form>
  <details><summary>More</summary><p><a href="/more">What is folded</a></p></details>
  <table><caption>Numbers</caption>
    <tr><th scope="col">Ward</th><th scope="col">Count</th></tr>
    <tr><th scope="row">Stockton</th><td>1,234</td></tr>
  </table>
</main>
"""


def _leads(here: str, on: str) -> str:
    """A link from which Tab leads to another."""
    goes = f"event.preventDefault(); document.getElementById('{on}-').focus()"
    key = f"if (event.key === 'Tab' && '{here}' !== '{on}') {{ {goes} }}"
    return f'<a id="{here}-" href="/{here}" onkeydown="{key}">{here}</a>'


# What is planted: the text that is replaced, by what, and a word of the complaint.
WITH_SCRIPT = {
    "a picture without words": ("<h1>", "<img src='data:,'><h1>", "axe: image-alt"),
    "words too pale": ("<p>Words", "<p style='color: #bbb'>Words", "axe: color-contrast"),
    "two targets too near": (
        "<p>Words",
        (
            "<style>.near a { min-height: 0; font-size: 9px } .near, .near a { line-height: 9px }"
            "</style><p class='near'><a href='/x'>x</a><br><a href='/y'>y</a></p><p>Words"
        ),
        "axe: target-size",
    ),
    "a focus that is not seen": (
        "<h1>",
        "<a href='/x' style='outline: none'>unseen</a><h1>",
        "“unseen” looks the same with and without the focus",
    ),
    "a focus below a bar": (
        "<h1>",
        ("<p style='position: fixed; z-index: 1; inset: 0 0 auto; height: 200px'>Bar</p><h1>"),
        "has the focus and is hidden below something else",
    ),
    "a focus below a column that stays": (
        "<table>",
        (
            "<div role='region' aria-label='Wide' tabindex='0' style='overflow-x: auto'>"
            "<p style='width: 900px; margin: 0'><b style='position: sticky; left: 0; z-index: 1; "
            "display: inline-block; width: 130px; background: #fff'>First</b>"
            "<a href='/x' style='margin-left: 370px'>x</a>"
            "<a href='/y' style='margin-left: 100px'>y</a></p></div><table>"
        ),
        "going back, <a> “x” has the focus and is hidden below something else",
    ),
    "a trap": (
        "<h1>",
        (
            "<button type='button' onkeydown=\"event.key === 'Tab' && event.preventDefault()\">trap"
            "</button><h1>"
        ),
        "“trap” does not let the keyboard go",
    ),
    "a stop out of turn": (
        "href='/next'",
        "tabindex='3' href='/next'",
        "“a way on” is not reached by Tab",
    ),
    "a stop before its turn": (
        "<h1>",
        _leads("a", "c") + _leads("b", "d") + _leads("c", "b") + _leads("d", "d") + "<h1>",
        "“b” is out of turn",
    ),
    "a control that is no control": (
        "<h1>",
        "<button type='button' onfocus='this.blur()'>shy</button><h1>",
        "“shy” is not reached by Tab",
    ),
    "a fold that stays shut": (
        "<summary>",
        "<summary onclick='return false'>",
        "“More” does not open",
    ),
    "a skip link that skips nothing": (
        'href="#main-content"',
        'href="#nowhere"',
        "the skip link leads to",
    ),
    "a page too wide": (
        "<h1>",
        "<div style='width: 500px'>wide</div><h1>",
        "500 px wide in a window of 320",
    ),
    "a region without a name": (
        "<table>",
        "<div style='overflow-x: auto'><p style='width: 500px'>wide</p></div><table>",
        "scrolls sideways, and is no region with a name",
    ),
    "text that is cut": (
        "<h1>",
        "<p style='overflow: hidden; white-space: nowrap; width: 60px'>More than has room</p><h1>",
        "is cut off",
    ),
    "a column of single letters": (
        "<table>",
        "<table style='table-layout: fixed; width: 40px; overflow-wrap: anywhere'>",
        "“Stockton” is broken over",
    ),
}
WITHOUT_SCRIPT = {
    "a button that only script hears": (
        "<h1>",
        "<button type='button'>dead</button><h1>",
        "“dead” does nothing",
    ),
    "a form without its button": (
        '<button type="submit">Send</button>',
        "",
        "cannot be sent",
    ),
    "a link to nowhere": ('href="/next"', 'href="#gone"', "“a way on” leads nowhere"),
    "a chart that only script draws": (
        "<h1>",
        "<figure data-chart>Drawn later</figure><h1>",
        "is blank",
    ),
}
ADDED_BY_SCRIPT = {
    "text": ("<h1>", "<p>Only by script</p><h1>", "no text “Only by script”"),
    "link": ("<h1>", "<a href='/by-script'>On</a><h1>", "no link “/by-script”"),
    "field": ("<h1>", "<input name='by-script'><h1>", "no field “by-script of here”"),
}


def _page(body: str = BODY) -> str:
    title = "<title>A page</title>"
    return f"<!DOCTYPE html><html lang='en'>{title}<style>{STYLE}</style><body>{body}</body></html>"


def _planted(what: str, fault: str) -> str:
    assert BODY.replace("'", '"').count(what.replace("'", '"')) == 1, what
    return _page(BODY.replace("'", '"').replace(what.replace("'", '"'), fault))


def _looked_at(page, content: str) -> list[str]:
    page.set_viewport_size(looks.DESK)
    page.set_content(content)
    return looks.with_script(page, keyboard_at_desk=True)


def test_nothing_is_found_on_a_page_without_fault(page, page_without_js):
    assert _looked_at(page, _page()) == []
    page_without_js.set_content(_page())
    assert looks.without_script(page_without_js, looks.contents(page)) == []


def _unfound(planted: Mapping, look: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What was found in place of each fault that was not."""
    seen = {name: look(_planted(what, fault)) for name, (what, fault, _) in planted.items()}
    return {
        name: found
        for name, found in seen.items()
        if not any(planted[name][2] in each for each in found)
    }


def test_each_fault_is_found(page):
    assert _unfound(WITH_SCRIPT, lambda content: _looked_at(page, content)) == {}


def test_each_fault_without_script_is_found(page_without_js):
    def look(content: str) -> list[str]:
        page_without_js.set_content(content)
        return looks.without_script(page_without_js, {"links": [], "fields": [], "texts": []})

    assert _unfound(WITHOUT_SCRIPT, look) == {}


def test_what_only_script_shows_is_found(page, page_without_js):
    page_without_js.set_content(_page())

    def look(content: str) -> list[str]:
        page.set_content(content)
        return looks.without_script(page_without_js, looks.contents(page))

    assert _unfound(ADDED_BY_SCRIPT, look) == {}
