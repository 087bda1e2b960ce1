"""`load_return --map`: the same questions as on the page, answered by a file."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from returns.models import Return, SavedMapping
from tests.odd_spreadsheets.writing import as_csv
from tests.returns_mapping.conftest import figures_of

pytestmark = pytest.mark.django_db
DASH = as_csv([["Ward", "Apr 2022"], ["Acklam", 13], ["Kader", "-"]])
KEYS = {
    "file",
    "outcome",
    "understood",
    "questions",
    "left_out",
    "added_up",
    "unread",
    "findings",
}


@pytest.fixture
def load(middlesbrough, officer, tmp_path, capsys):
    """`load(content, *options, answers=…)`: the exit code, and what was printed."""

    def go(content: bytes, *options: str, answers: dict | str | None = None, name="odd.csv"):
        file, said = tmp_path / name, tmp_path / "answers.json"
        file.write_bytes(content)
        if answers is not None:
            said.write_text(answers if isinstance(answers, str) else json.dumps(answers))
            options = (*options, f"--answers={said}")
        code = 0
        try:
            call_command(
                "load_return",
                str(file),
                "--partnership=middlesbrough",
                "--source=police-return",
                f"--as={officer.email}",
                "--map",
                *options,
            )
        except SystemExit as ends:
            code = ends.code
        return code, capsys.readouterr().out

    return go


def test_an_open_question_ends_with_three_and_keeps_nothing(load):
    code, out = load(DASH, "--accept")
    assert code == 3
    assert "asked: sign/-: “-” in place of a count (once)" in out
    assert "NOT_SUPPLIED: Not supplied" in out
    assert not Return.objects.exists()


def test_with_the_answers_it_is_kept_and_the_mapping_remembered(load):
    code, out = load(DASH, answers={"sign/-": "NOT_SUPPLIED"})
    assert code == 0
    assert "checked" in out
    assert figures_of(Return.objects.get())["Acklam", "2022-04", "not-stated"] == 13
    assert SavedMapping.objects.get().description["signs"] == {"-": "NOT_SUPPLIED"}


def test_as_json_each_question_has_its_id_words_and_choices(load):
    code, out = load(DASH, "--json")
    [told] = json.loads(out)
    assert code == 3
    assert set(told) >= KEYS
    [question] = [each for each in told["questions"] if each["open"]]
    assert question["id"] == "sign/-"
    assert {"value": "NONE", "words": "None: 0"} in question["choices"]
    assert question["chosen"] == ""
    assert not any(finding["severity"] == "error" for finding in told["findings"])


def test_explained_each_guess_says_what_it_rests_on(load):
    _, out = load(DASH, "--explain")
    assert "read as: table-1/column-A: Column A: Ward: The area" in out
    assert "because: Its heading and most of its cells suggest it." in out


def test_an_answer_that_is_no_choice_is_an_error(load):
    code, out = load(DASH, answers={"sign/-": "MANY"})
    assert code == 1
    assert "sign/-: “MANY” is none of the choices" in out
    assert not Return.objects.exists()


@pytest.mark.parametrize("answers", ["no json", "[1]", '{"sign/-": 3}'])
def test_a_file_of_answers_that_is_none_is_refused(load, answers):
    from django.core.management import CommandError

    with pytest.raises(CommandError):
        load(DASH, answers=answers)


def test_what_is_left_out_and_added_up_is_in_the_json(load):
    rows = [["Borough", "Ward", "Detail", "Apr 2022"], ["Middlesbrough", "Acklam", "Home", 3]]
    rows += [["Middlesbrough", "Acklam", "Shop", 5], ["Stockton-on-Tees", "Norton", "Shop", 7]]
    code, out = load(as_csv(rows), "--json")
    [told] = json.loads(out)
    assert code == 0
    assert told["left_out"] == [
        {"kind": "district", "name": "Stockton-on-Tees", "counts": 1, "total": 7}
    ]
    assert told["added_up"]["shown"][0]["parts"] == ["3", "5"]
    assert told["added_up"]["shown"][0]["count"] == "8"


def test_what_cannot_be_mapped_is_refused_as_ever(load):
    code, out = load(b"just,words\nand,more\n")
    assert code == 1
    assert "These are not the headings" in out
