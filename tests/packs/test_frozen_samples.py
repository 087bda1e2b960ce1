"""A pack frozen in an earlier form opens, and every file of it says what it said then."""

from __future__ import annotations

import json
import re
from difflib import unified_diff
from enum import Enum

import pytest

from reporting.content import frozen as form
from reporting.content.frozen import freeze, sha256_of, thaw
from reporting.export.formats import Format
from tests.packs import frozen_samples

# Fixed when they were made: a sample that is made again by later code is a sample no more.
SHA256 = {
    "aim-briefing.v1": "026079fae29fea3501e5e0a5f0b6d8c2c6b7c8b62f584f8077ea07f4482cbcc9",
    "annual-update.v1": "2b4ce097dc51211408adba08254fd9fcc0704592579e1625df49f80a3f1b5dc0",
    "bare-deck.v1": "ef07f8891ac304443fac3673f665745eed30bf966be64f09a20ebff331b8ddb7",
    "every-kind.v1": "9337d0220e67eae3d3721805b7f14f6b2f358cc20af554098a0daa0bd1a50844",
    "every-kind.v3": "678a2ad2034538292b18a848a7317b7bcee1574217450d0bf1e0243f33b5ab3b",
    "every-kind.v4": "78eecf0c35e7a406e6962811b69367cabe8105c9343513a7a1a565436770fd0e",
    "every-kind.v5": "bcee4ae106053cc02b536e6a0b97e372951af16da67f0aa02e1f650e3e2544de",
    "every-kind.v6": "a740815da346797f629c8804140798870f1beef5ff3347d083b9abde0a6637d8",
    "every-kind.v7": "cac5606e8b5aacf043b663b92b8d2da43a75909343e65bd45e03bc1e5ba4d855",
    "locality-briefing.v1": "c11f8096af3e1a721ad9b58f676d4c5ac199b740f32efae3ba0729bba1739f14",
}


def test_the_samples_are_as_they_were_frozen():
    assert {name: sha256_of(frozen_samples.frozen(name)) for name in frozen_samples.NAMES} == SHA256


def test_the_words_of_every_file_of_every_sample_are_kept():
    assert set(frozen_samples.recorded()) == {
        (name, of, one)
        for name in frozen_samples.NAMES
        for of in frozen_samples.decks(name)
        for one in Format
    }


@pytest.mark.parametrize(("name", "of", "file_format"), list(frozen_samples.recorded()))
def test_its_file_says_what_it_said_when_it_was_frozen(name, of, file_format):
    then = frozen_samples.said(name, of, file_format)
    now = frozen_samples.says(name, of, file_format)
    assert "\n".join(unified_diff(then, now, "then", "now", lineterm="", n=1)) == ""


def test_the_samples_hold_every_type_and_every_member_that_can_be_frozen():
    held = "".join(frozen_samples.frozen(name) for name in frozen_samples.NAMES)
    members = {(name, one.value) for kind, name in form._NAMES.items()
               if issubclass(kind, Enum) for one in kind}  # fmt: skip
    # The cover is made of the pack's opening words, and is no slide of a section.
    members -= {("Layout", "Cover")}
    assert members <= set(re.findall(r'{"#":"(\w+)","=":"([^"]*)"}', held))
    assert set(re.findall(r'"#":"(\w+)"', held)) == set(form._NAMES.values())


@pytest.mark.parametrize("name", [one for one in frozen_samples.NAMES if one.endswith(".v1")])
def test_the_first_form_is_read_and_goes_on_as_the_present_one(name):
    """In which the same content stands, to the letter.

    And of each cell that it was counted, of each chart that nothing on its axis is spoken of, of
    each section that nothing of it stands on slides, of the pack that nothing names its figures.
    """
    then = frozen_samples.frozen(name)
    again = freeze(thaw(then))
    counted = '"nature":{"#":"Nature","=":"measured"},'
    unspoken = '"spoken":[],"spoken_label":"",'
    assert again.count(counted) == then.count('"#":"Cell"')
    assert again.count(unspoken) == then.count('"#":"Chart"')
    for nothing in (
        counted,
        unspoken,
        '"annex":[],',
        '"panel":[],',
        '"areas":[],',
        '"measures":[],',
        '"has_notes":false,',
        '"meeting":"",',
        '"ornament":null,',
    ):
        again = again.replace(nothing, "")
    written = json.loads(again)
    assert written == {"content": json.loads(then), "schema": form.SCHEMA}
    assert thaw(again) == thaw(then)
