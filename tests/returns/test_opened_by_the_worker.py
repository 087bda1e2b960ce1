"""No request about a return opens its file in the web process: a worker does, the page waits."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse

from partnership.file_work import awaiting, working
from partnership.models import FileWork
from returns.checking import annotated_workbook
from returns.files import opening
from returns.lifecycle import later_parts, mapping, uploads
from returns.models import Return
from tests.returns.conftest import EARLY, Q4

pytestmark = pytest.mark.django_db
UNKNOWN = b"Period,Ward,Burglary\n2023-04,Acklam,3\n2023-05,Acklam,4\n"


@pytest.fixture
def queue(settings, monkeypatch) -> None:
    """Work waits for its worker, as in production; pages don't wait for it."""
    monkeypatch.setattr(awaiting, "PAGE_WAITS", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.TASKS_AT_ONCE = False


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The name of each file that is opened."""
    names: list[str] = []
    before = opening.open_tables

    def counting(*args, name: str, **kwargs):
        names.append(name)
        return before(*args, name=name, **kwargs)

    for module in (opening, annotated_workbook, mapping):
        monkeypatch.setattr(module, "open_tables", counting)
    return names


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def kept(middlesbrough, officer, police):
    def make(content: bytes, name: str) -> Return:
        return uploads.upload(
            file=io.BytesIO(content),
            name=name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            may_wait=True,
            at=EARLY,
        )

    return make


def at(name: str, *args) -> str:
    return reverse(f"returns:{name}", args=["middlesbrough", *args])


def test_the_workbook_with_marked_cells_is_made_by_the_worker(
    queue, kept, desk, crime_file, opened
):
    of_return = kept(crime_file(change={(Q4[0], "Acklam", "burglary"): "many"}).getvalue(), "q")
    opened.clear()
    address = at("marked", of_return.pk)
    answer = desk.get(address)
    work = FileWork.objects.get()
    assert answer["Location"] == reverse("partnership:work", args=[work.key])
    assert opened == []
    working.do(work.pk)
    assert opened == ["q"]
    onward = desk.get(answer["Location"])["Location"]
    assert onward == f"{address}?work={work.key}"
    assert desk.get(onward).content[:2] == b"PK"
    # Until something is written it is not made again, whoever comes back.
    assert desk.get(address).content[:2] == b"PK"
    assert opened == ["q"]


def test_a_file_to_be_mapped_is_opened_by_the_worker_and_then_no_more(queue, kept, desk, opened):
    of_return = kept(UNKNOWN, "odd.csv")
    opened.clear()
    address = at("map", of_return.pk)
    assert desk.get(address).status_code == 200
    assert desk.post(f"{address}preview/", {}).status_code == 200
    assert opened == []
    # Sheets as another version of the portal wrote them, or that are gone.
    of_return.file.storage.delete(f"{of_return.file.name}{mapping.BESIDE}")
    answer = desk.get(address)
    work = FileWork.objects.get()
    assert answer["Location"] == reverse("partnership:work", args=[work.key])
    assert desk.post(f"{address}preview/", {}).status_code == 404
    assert opened == []
    working.do(work.pk)
    assert opened == ["odd.csv"]
    assert desk.get(f"{address}?work={work.key}").status_code == 200
    assert desk.get(address).status_code == 200
    assert opened == ["odd.csv"]


def test_one_s_part_of_an_older_file_is_read_by_the_worker(queue, kept, desk, monkeypatch):
    def read(*_, **__):
        raise AssertionError("the web process read a file")

    monkeypatch.setattr(later_parts, "opened_with", read)
    monkeypatch.setattr(
        "returns.pages.office.views.queries.to_take",
        lambda *_, **__: [(kept(UNKNOWN, "odd.csv"), 3)],
    )
    offered = desk.get(at("kept"))
    [row] = offered.context["rows"]
    monkeypatch.setattr(
        "returns.pages.office.views.queries.to_take",
        lambda *_, **__: [(Return.objects.get(pk=row.pk), 3)],
    )
    answer = desk.post(at("kept"), {"returns": [row.pk]})
    assert answer["Location"] == reverse("partnership:work", args=[FileWork.objects.get().key])
