"""Files are whole or not there, the same each time, and only for those who may have them."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.refusals import Refused
from reporting.content.frozen import freeze, thaw_pack
from reporting.export.formats import Format, draw_pack
from reporting.packs import actions as pack_actions
from reporting.packs import files as pack_files
from reporting.packs import section_actions
from reporting.packs.build import build
from reporting.packs.models import Making, PackFile
from tests.packs.conftest import ISSUED

PPTX = [Format.PPTX]


def test_files_are_made_once_and_kept_with_their_hash(
    setting, issued, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        making = pack_actions.ask_for_files(version=issued, formats=PPTX, by=setting.manager)
    making.refresh_from_db()
    assert (making.status, making.done, making.of) == (Making.Status.DONE, 1, 1)
    kept = issued.files.get()
    with kept.file.open("rb") as file:
        content = file.read()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (kept.sha256, kept.size)
    again = pack_files.make_file(
        version=issued, scope=PackFile.Scope.WHOLE, file_format=Format.PPTX
    )
    assert again == kept


@pytest.mark.parametrize("is_wanted", [False, True])
def test_what_is_for_the_presenter_is_in_the_report_if_wanted(setting, client, is_wanted):
    version = setting.version
    client.force_login(setting.officer)
    at = f"/{setting.partnership.slug}/packs/{version.pack.slug}/{version.number}/edit/details/"
    shown = client.get(at).context["form"]
    asked = {
        field.html_name: field.value() or ""
        for field in shown
        if field.html_name not in {"as_at", "report_has_notes"}
    }
    # As a browser sends the day, and a box only if it is ticked.
    asked |= {"as_at_0": "16", "as_at_1": "2", "as_at_2": "2024"}
    asked |= {"report_has_notes": "on"} if is_wanted else {}
    assert client.post(at, asked).status_code == 302
    pack = build(setting.refreshed()).pack
    assert thaw_pack(freeze(pack)) == pack
    said = draw_pack(pack, Format.HTML).decode()
    assert ("For the presenter" in said) is is_wanted


def test_a_draft_has_no_files(setting):
    with pytest.raises(Refused, match="once it is approved"):
        pack_actions.ask_for_files(version=setting.version, formats=PPTX, by=setting.officer)


@pytest.mark.parametrize("trouble", [OSError("the disk is full"), KeyboardInterrupt()])
def test_a_file_stopped_half_way_is_not_kept(issued, monkeypatch, trouble):
    storage = PackFile._meta.get_field("file").storage
    whole, names = storage.save, []

    def half(name, content):
        names.append(whole(name, ContentFile(content.read(100))))
        raise trouble

    monkeypatch.setattr(storage, "save", half)
    with pytest.raises(type(trouble)):
        pack_files.make_file(version=issued, scope=PackFile.Scope.WHOLE, file_format=Format.PPTX)
    assert names
    assert not any(storage.exists(name) for name in names)
    assert not PackFile.objects.exists()


def test_of_two_makings_at_once_the_first_to_be_ready_stays(issued, monkeypatch):
    asked = {"version": issued, "scope": PackFile.Scope.WHOLE, "file_format": Format.XLSX}
    draw, others = pack_files.draw_pack, []

    def slowly(*args, **kwargs):
        content = draw(*args, **kwargs)
        if not others:
            others.append(None)
            others.append(pack_files.make_file(**asked))
        return content

    monkeypatch.setattr(pack_files, "draw_pack", slowly)
    assert pack_files.make_file(**asked) == others[1] == issued.files.get()


def test_a_making_that_stopped_is_said_and_can_be_begun_again(client, setting, issued):
    now = timezone.now()
    making = Making.objects.create(
        version=issued,
        formats=["xlsx"],
        of=1,
        status=Making.Status.RUNNING,
        asked_by=setting.manager,
        asked_at=now - timedelta(minutes=9),
    )
    at = f"/{setting.partnership.slug}/packs/{issued.pack.slug}/1/"
    client.force_login(setting.manager)
    assert "probably stopped" not in client.get(at).content.decode()
    making.asked_at = now - timedelta(minutes=11)
    making.save()
    page = client.get(at).content.decode()
    assert "probably stopped" in page
    assert "Make the files" in page
    client.post(f"{at}files/", {"formats": ["xlsx"]})
    # Beside the one that its approval asked for.
    assert issued.makings.count() == 3


def test_what_cannot_be_drawn_is_said_and_leaves_nothing(
    setting, issued, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(*args, **kwargs):
        raise Refused("It has no letters.")

    monkeypatch.setattr(pack_files, "draw_pack", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        making = pack_actions.ask_for_files(version=issued, formats=PPTX, by=setting.manager)
    making.refresh_from_db()
    assert (making.status, making.problem) == (Making.Status.FAILED, "It has no letters.")
    assert not issued.files.exists()


def test_the_command_gives_the_same_bytes_each_time(issued, tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        call_command("build_pack", issued.pack.slug, to=folder, formats="pptx")
    files = [path.name for path in first.iterdir()]
    assert files == [f"{issued.pack.slug}.pptx"]
    assert (first / files[0]).read_bytes() == (second / files[0]).read_bytes()


def test_the_command_refuses_in_sentences(setting, tmp_path):
    with pytest.raises(CommandError, match="no approved pack “update-2024”"):
        call_command("build_pack", "update-2024", to=tmp_path)


def test_the_command_knows_its_formats(issued, tmp_path):
    with pytest.raises(CommandError, match="“odt” is no format"):
        call_command("build_pack", issued.pack.slug, to=tmp_path, formats="odt")


# --- In public --------------------------------------------------------------------------------
def test_the_public_has_what_was_opened_and_nothing_else(client, setting, approve):
    section_actions.exempt_section(
        section=setting.section("robbery"), paragraph="7", because="operations", by=setting.officer
    )
    version = approve()
    at = f"/public/{setting.partnership.slug}/{version.pack.slug}/1/"
    pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    assert client.get(at).status_code == 404
    pack_actions.make_public(version=version, by=setting.manager)
    for scope in (PackFile.Scope.WHOLE, PackFile.Scope.PUBLIC):
        pack_files.make_file(version=version, scope=scope, file_format=Format.PPTX)
    for page in (client.get(at).text, client.get(f"{at}crime/").text):
        main = page[page.index("<main") : page.index("</main>")]
        assert "obbery" not in main
        assert f"/{setting.partnership.slug}/crime" not in main
    assert "26,450" in main
    assert client.get(f"{at}robbery/").status_code == 404
    got = b"".join(client.get(f"{at}{version.pack.slug}.pptx").streaming_content)
    public = version.files.get(scope=PackFile.Scope.PUBLIC)
    assert hashlib.sha256(got).hexdigest() == public.sha256
    pack_actions.end_public(version=version, because="withdrawn", by=setting.manager)
    assert client.get(at).status_code == 404


def test_a_councillor_sees_what_is_issued_and_no_draft(client, setting, approve):
    version = approve()
    at = f"/{setting.partnership.slug}/packs/{version.pack.slug}/1/"
    client.force_login(setting.councillor)
    pages = (at, f"{at}read/crime/", f"{at}changed/")
    assert {client.get(page).status_code for page in pages} == {404}
    pack_actions.issue(version=version, by=setting.manager, at=ISSUED)
    assert {client.get(page).status_code for page in pages} == {200}
    assert client.get(f"{at}history/").status_code == 403
    for nowhere in ("read/weather/", "read/crime/?page=9", "read/crime/?page=one"):
        assert client.get(f"{at}{nowhere}").status_code == 404


def test_sections_are_read_one_after_the_other(client, setting, issued):
    at = f"/{setting.partnership.slug}/packs/{issued.pack.slug}/1/"
    client.force_login(setting.councillor)
    (first, *_) = _LINKS.findall(client.get(at).text)
    assert first == f"{at}read/crime/"
    read = [first]
    while after := _NEXT.search(client.get(read[-1]).text):
        read.append(unescape(after[1]))
    last = client.get(read[-1]).text
    assert read[0] == f"{at}read/crime/"
    assert [page.removeprefix(f"{at}read/").partition("/")[0] for page in read][-1] == "robbery"
    assert f'href="{read[-2]}"' in last
    assert 'rel="next"' not in last


_LINKS = re.compile(r'href="([^"]+/read/[^"]+)"')
_NEXT = re.compile(r'href="([^"]+)"\s+rel="next"')


def test_what_has_changed_since_is_told_in_a_line_and_shown_on_its_page(
    client, setting, issued, restate
):
    at = f"/{setting.partnership.slug}/packs/{issued.pack.slug}/1/"
    client.force_login(setting.councillor)
    restate()
    assert f"{at}changed/" in client.get(at).text
    line = client.get(f"{at}changed/line/").text
    assert re.search(r"\d+ figures.* read differently since 22 February 2024\.", line)
    assert "26,460" in client.get(f"{at}changed/").text
