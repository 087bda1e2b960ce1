"""The portal's frame in a real browser: gallery, sign-in and error pages."""

import pytest

from tests.browsing import DESK
from tests.conftest import PHONE

PAGES = ["/components/", "/sign-in/", "/sign-in/code/", "/sign-in/password/", "/no.such/"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_at_desk_and_phone_width(
    page, live_server, axe, no_sideways_scroll, path
):
    answer = page.goto(live_server.url + path)
    assert answer.status == (404 if "no.such" in path else 200)
    _chart_is_drawn(page)
    axe(page)
    no_sideways_scroll(page)
    page.set_viewport_size(PHONE)
    axe(page)
    no_sideways_scroll(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", PAGES)
def test_pages_work_without_script(page_without_js, live_server, no_sideways_scroll, path):
    page = page_without_js
    page.goto(live_server.url + path)
    assert page.locator("h1").is_visible()
    if path == "/components/":
        assert page.locator(".app-figure__svg svg").first.is_visible()
        assert page.locator("#groups").is_visible()  # a tab's panel
        assert page.locator("table[data-sortable] button").count() == 0
    page.set_viewport_size(PHONE)
    no_sideways_scroll(page)


@pytest.mark.django_db(transaction=True)
def test_plotly_draws_over_the_servers_drawing_and_uploads_nothing(page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/components/")
    _chart_is_drawn(page)
    assert page.locator(".app-figure__plotly .main-svg").first.is_visible()
    assert not page.locator("#sample .app-figure__svg").is_visible()
    assert page.locator(".modebar-btn").count() == 0
    assert [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))] == []


@pytest.mark.django_db(transaction=True)
def test_the_servers_drawing_stands_until_somebody_reads_it(page, live_server):
    page.goto(live_server.url + "/components/")
    page.locator(".app-figure__reader").first.wait_for()
    assert page.locator("#sample .app-figure__svg").is_visible()
    assert page.locator(".app-figure__plotly").count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_points_are_read_by_keyboard_and_announced(page, live_server, size):
    page.set_viewport_size(size)
    page.goto(live_server.url + "/components/")
    reader, said = page.locator("#sample .app-figure__reader"), page.locator(".app-figure__read")
    reader.focus()
    page.keyboard.press("ArrowRight")
    assert said.first.get_attribute("aria-live") == "polite"
    assert said.first.inner_text() == "April. 2022/23: 204; 2021/22: 198"
    page.keyboard.press("ArrowRight")
    assert said.first.inner_text() == "May. 2022/23: 221; 2021/22: 205"
    page.keyboard.press("End")
    assert said.first.inner_text() == "September. 2022/23: 219; 2021/22: 204"
    page.keyboard.press("ArrowRight")
    assert said.first.inner_text().startswith("September")
    page.keyboard.press("Home")
    assert said.first.inner_text().startswith("April")


@pytest.mark.django_db(transaction=True)
def test_on_paper_the_folds_open_and_the_servers_drawing_shows(page, live_server):
    page.goto(live_server.url + "/components/")
    _chart_is_drawn(page)
    page.emulate_media(media="print")
    assert page.locator(".app-figure__svg").first.is_visible()
    assert not page.locator(".app-figure__plotly").first.is_visible()
    assert not page.locator(".govuk-breadcrumbs").is_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0


@pytest.mark.django_db(transaction=True)
def test_a_table_sorts_by_keyboard_and_leaves_gaps_and_totals_last(page, live_server):
    page.goto(live_server.url + "/components/")
    table = page.locator("table[data-sortable]")
    heading = table.locator("th[scope=col]").nth(2)
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert _wards(table) == ["Central", "Acklam", "Ayresome", "Berwick", "Brambles", "All"]
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert _wards(table) == ["Ayresome", "Acklam", "Central", "Berwick", "Brambles", "All"]
    assert page.get_by_text("Sorted by 2022/23, ascending").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_error_in_the_summary_leads_to_its_field(page, live_server):
    page.goto(live_server.url + "/components/")
    links = page.locator(".govuk-error-summary a")
    targets = links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert targets
    assert [target for target in targets if page.locator(target).count() != 1] == []
    page.locator(".govuk-error-summary a[href='#id_wrong-received_on-day']").click()
    assert page.evaluate("document.activeElement.id") == "id_wrong-received_on-day"


@pytest.mark.django_db(transaction=True)
def test_files_can_be_dropped(page, live_server):
    page.goto(live_server.url + "/components/")
    page.locator(".govuk-file-upload-button").first.wait_for()
    assert page.locator(".govuk-file-upload-button").count() == 2


def _chart_is_drawn(page):
    if page.locator("figure[data-chart]").count():
        page.locator(".app-figure__reader").first.hover()
        page.locator("figure[data-chart-drawn]").first.wait_for()


def _wards(table):
    return [text.split()[0] for text in table.locator("tbody th").all_inner_texts()]
