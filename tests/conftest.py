"""What every test may ask for, and the one place where a test is left out.

A test that needs more than Python says so with a marker (or by asking for `page` or
`shared_data`). Where the machine lacks it, the test is left out and named at the end; with
REQUIRE_ALL=1 leaving out is failing. A test marked `slow` is left out and named too, unless
REQUIRE_ALL=1 or `-m slow` asks for it.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as laws
from pytest_django.plugin import blocking_manager_key

from tests import on_postgres
from tests.rendering import no_query_while_rendering

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
LEFT_OUT = "left out: "
MODULES_TO_NAME, SECONDS_WORTH_NAMING = 15, 120

# How long an example takes says more about the machine than about the law.
laws.register_profile("portal", deadline=None)
laws.load_profile("portal")

# --- Needs -----------------------------------------------------------------------------------


@cache
def chromium() -> str | None:
    """The browser to drive: CHROMIUM if it is set, else the machine's own."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def libreoffice() -> str | None:
    """The office program that opens what the portal writes."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _on_postgres() -> bool:
    return os.environ["DATABASE_URL"].startswith("postgres")


@dataclass(frozen=True)
class Need:
    """Something that a machine may lack, and the words for its lack."""

    is_there: Callable[[], bool]
    otherwise: str


NEEDS = {
    "browser": Need(lambda: chromium() is not None, "there is no Chromium (package chromium)"),
    "libreoffice": Need(
        lambda: libreoffice() is not None,
        "there is no LibreOffice (package libreoffice-impress)",
    ),
    "postgres": Need(_on_postgres, "DATABASE_URL names no PostgreSQL server"),
    "sqlite": Need(lambda: not _on_postgres(), "DATABASE_URL names no SQLite file"),
    "shared_data": Need(SHARED_DATA.is_dir, "the folder ../shared/data is not there"),
}
IMPLIED_BY_FIXTURE = {"page": "browser", "shared_data": "shared_data"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only the tests in which databases may differ: tests/on_postgres.py says which",
    )
    parser.addoption(
        "--postgres-follows",
        action="store_true",
        help="a second run, on PostgreSQL, will do what this one on SQLite cannot",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, marker in IMPLIED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    # The longest first: one left for the end would keep a single worker busy.
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    unwanted = [item for item in items if not _is_wanted(item, config)]
    if unwanted:
        config.hook.pytest_deselected(items=unwanted)
        items[:] = [item for item in items if item not in set(unwanted)]


def _is_wanted(item: pytest.Item, config: pytest.Config) -> bool:
    if item.get_closest_marker("postgres") and config.getoption("--postgres-follows"):
        return False
    if not config.getoption("--database-only"):
        return True
    if any(item.get_closest_marker(name) for name in ("browser", "libreoffice", "sqlite")):
        return False
    if item.get_closest_marker("postgres"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    touches = item.get_closest_marker("django_db") or fixtures & {
        "db",
        "transactional_db",
        "django_db_setup",
    }
    return bool(touches) and on_postgres.may_differ(item.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, need in NEEDS.items():
        if item.get_closest_marker(name) and not need.is_there():
            if REQUIRE_ALL:
                pytest.fail(f"REQUIRE_ALL=1, but {need.otherwise}", pytrace=False)
            pytest.skip(LEFT_OUT + need.otherwise)
    slow = item.get_closest_marker("slow")
    if slow and not REQUIRE_ALL and "slow" not in item.config.option.markexpr:
        pytest.skip(f"{LEFT_OUT}it is slow, and REQUIRE_ALL=1 runs it: {slow.args[0]}")
    _prepare_database(item)
    # Two tests may start from the same audit trail, and write past it what differs.
    kept = sys.modules.get("partnership.kept")
    if kept is not None:
        kept._kept.clear()


def _prepare_database(item: pytest.Item) -> None:
    from tests import starting

    fixtures = set(getattr(item, "fixturenames", ()))
    marker = item.get_closest_marker("django_db")
    commits = bool(fixtures & {"transactional_db", "live_server"})
    with item.config.stash[blocking_manager_key].unblock():
        starting.prepare(
            fixtures,
            has_marker=marker is not None,
            commits=commits or bool(marker and marker.kwargs.get("transaction")),
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        left_out[reason.removeprefix("Skipped: ").removeprefix(LEFT_OUT)].append(report.nodeid)
    if left_out:
        terminalreporter.section("left out")
    for reason, tests in sorted(left_out.items()):
        terminalreporter.line(f"{len(tests)} because {reason}:")
        for nodeid in sorted(tests):
            terminalreporter.line(f"  {nodeid}")
    _report_slowest_modules(terminalreporter)


def _report_slowest_modules(terminalreporter: pytest.TerminalReporter) -> None:
    seconds: dict[str, float] = defaultdict(float)
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    slowest = sorted(seconds.items(), key=lambda module: -module[1])[:MODULES_TO_NAME]
    if sum(seconds.values()) < SECONDS_WORTH_NAMING:
        return
    terminalreporter.section("the modules that took longest")
    for module, took in slowest:
        terminalreporter.line(f"{took:7.1f} s  {module}")


# --- Nothing leaves this machine -------------------------------------------------------------

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


class OutsideLoopback(AssertionError):
    """A test tried to reach another machine."""


def _check_loopback(sock: socket.socket, address: object) -> None:
    if sock.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = str(address[0]) if isinstance(address, tuple) else str(address)
    if host == "localhost":
        return
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise OutsideLoopback(f"a test tried to reach {host}")


def _guarded_connect(self: socket.socket, address: object) -> None:
    _check_loopback(self, address)
    return _connect(self, address)  # type: ignore[arg-type]


def _guarded_connect_ex(self: socket.socket, address: object) -> int:
    _check_loopback(self, address)
    return _connect_ex(self, address)  # type: ignore[arg-type]


@pytest.fixture(scope="session", autouse=True)
def _pages_are_read_before_they_render() -> Iterator[None]:
    with no_query_while_rendering():
        yield


@pytest.fixture(scope="session", autouse=True)
def no_sockets_outside_loopback() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded_connect)
        patch.setattr(socket.socket, "connect_ex", _guarded_connect_ex)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Sign-in limits and cached pages of one test never reach the next."""
    yield
    from django.core.cache import cache as django_cache

    from returns.in_use.remembered import forget

    django_cache.clear()
    forget()


@pytest.fixture(scope="session", autouse=True)
def _slides_are_watched() -> Iterator[None]:
    from tests.form import every_deck

    with every_deck.watched():
        yield


@pytest.fixture(autouse=True)
def every_deck_is_in_form(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test draws as slides has no fault of form, unless it is marked `odd_deck`."""
    from tests.form import every_deck

    yield
    if request.node.get_closest_marker("odd_deck"):
        every_deck.taken()
    else:
        assert every_deck.faults_of_those_drawn() == []


# --- The database ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def migrating_once() -> Iterator[None]:
    from tests import starting

    with starting.migrating_once():
        yield


@pytest.fixture(scope="session")
def django_db_setup(migrating_once, django_db_setup, django_db_blocker) -> Iterator[None]:
    from tests import starting

    with ExitStack() as of_the_run:
        with django_db_blocker.unblock():
            of_the_run.enter_context(starting.database())
            starting.set_up()
        yield
        with django_db_blocker.unblock():
            starting.take_down()
            of_the_run.close()


def _of_middlesbrough(name: str) -> Callable:
    @pytest.fixture(name=name)
    def start(db):
        from partnership.models import Partnership

        return Partnership.objects.get(slug="middlesbrough")

    return start


# What each of them has is in tests/starting.py.
with_places = _of_middlesbrough("with_places")
with_records = _of_middlesbrough("with_records")
with_people = _of_middlesbrough("with_people")
with_five_years = _of_middlesbrough("with_five_years")
with_crime = _of_middlesbrough("with_crime")
with_asb = _of_middlesbrough("with_asb")
with_fires = _of_middlesbrough("with_fires")
with_violence = _of_middlesbrough("with_violence")
with_prevent = _of_middlesbrough("with_prevent")
with_demonstration = _of_middlesbrough("with_demonstration")


# --- Things to ask for -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files, described in its SOURCES.md."""
    return SHARED_DATA


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; mark the test `libreoffice`."""
    program = libreoffice()
    assert program, "mark the test with @pytest.mark.libreoffice"
    return program


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    # Playwright's loop makes Django think that it runs inside an async program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {
        "executable_path": chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture
def page(page) -> Iterator:
    """A browser page at desk width; the test fails if a script or the CSP complained, or if a file
    that the page asks for is not there.

    It drives `live_server.url`. `page.set_viewport_size(PHONE)` makes it 320 px wide, and the
    fixture `page_without_js` is the same with JavaScript off.
    """
    yield from _listening(page)


@pytest.fixture
def page_without_js(browser, browser_context_args: dict) -> Iterator:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield from _listening(context.new_page())
    context.close()


@pytest.fixture
def visitor(page, page_without_js, live_server):
    """`visitor.visit(address, as_=email)` for each page; then `visitor.found` is what is wrong."""
    from tests.browsing import Visitor

    return Visitor(page, page_without_js, live_server)


IMPLIED_BY_FIXTURE["page_without_js"] = "browser"
PHONE = {"width": 320, "height": 640}


def _listening(page) -> Iterator:
    complaints: list[str] = []
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: _note(message, complaints))
    page.on("response", lambda response: _note_missing(response, complaints))
    yield page
    assert complaints == [], "the browser complained"


def _note(message, complaints: list[str]) -> None:
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        complaints.append(message.text)


def _note_missing(response, complaints: list[str]) -> None:
    # A script that is told of a conflict, or of a bad choice, has its answer.
    is_answer = response.request.resource_type == "fetch" and response.status in (409, 422)
    if response.status >= 400 and response.request.resource_type != "document" and not is_answer:
        complaints.append(f"{response.status} for {response.url}")


@pytest.fixture(scope="session")
def axe() -> Callable:
    """`axe(page)`: axe finds nothing on the page as it is, with the strict CSP left on."""
    from axe_playwright_python.base import AXE_SCRIPT

    def check(page) -> None:
        # Evaluated through the browser's debugging door, which the CSP does not guard.
        page.evaluate(AXE_SCRIPT)
        # What passes is thousands of nodes, which nobody reads.
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: "
            "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})"
            ".then(results => results.violations)"
        )
        assert [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in found
            for node in violation["nodes"]
        ] == [], f"axe on {page.url}"

    return check


@pytest.fixture(scope="session")
def no_sideways_scroll() -> Callable:
    """`no_sideways_scroll(page)`: the page itself is no wider than its window."""

    def check(page) -> None:
        # A click returns while the next page may only have begun: it has no width yet.
        page.wait_for_load_state()
        wide, window = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"

    return check
