"""The sheets of a workbook as tables: opened by a child process, so that none can do harm."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from returns.catalogue.findings import Unreadable
from returns.catalogue.limits import Limits
from returns.files import workbook_child, workbook_stream
from returns.files.archives import CUT_SHORT, FETCH_AGAIN, SAVE_PLAIN
from returns.files.raw_tables import ASIDES, RawTable
from returns.files.streams import OnDisc, from_start
from returns.files.workbook_guards import CLEAR_CELLS, FAR_CELL, PROTECTED, SAVE_OPEN

# How much longer a child may take by the clock than on the processor.
SLOWEST = 3


def sheets(file: BinaryIO, *, name: str, size: int, limits: Limits) -> Iterator[RawTable]:
    """The sheets as a child process reads them, so that no workbook can bring the portal down.

    `size` is what it unpacks to, in bytes: the child's time goes by it.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        _copy(file, given)
        arguments = (limits.child_memory, limits.seconds_to_parse(size), limits.cells)
        _run(Path(workbook_child.__file__), arguments, given, made, name=name)
        made.seek(0)
        while header := made.readline():
            sheet = json.loads(header)
            content = made.read(sheet["bytes"])
            if content.strip(b'\n,"'):
                yield RawTable(
                    partial(io.BytesIO, content),
                    file=name,
                    sheet=sheet["sheet"],
                    hidden=not sheet["visible"],
                    aside={what: sheet.get(what, 0) for what in (*ASIDES, "unsaved")},
                )


def streamed(file: BinaryIO, *, name: str, limits: Limits) -> Iterator[RawTable]:
    """The sheets of a very large workbook: kept on disc, and read from there row by row."""
    made = OnDisc()
    with tempfile.TemporaryFile() as given:
        _copy(file, given)
        program = Path(workbook_stream.__file__)
        arguments = (limits.stream_memory, limits.stream_seconds, limits.streamed)
        _run(program, arguments, given, made.file, name=name)
    begin = 0
    size = made.file.seek(0, io.SEEK_END)
    while begin < size:
        made.file.seek(begin)
        sheet = json.loads(made.file.read(workbook_stream.HEADER))
        begin += workbook_stream.HEADER
        yield RawTable(
            partial(made.between, begin, begin + sheet["bytes"]),
            file=name,
            sheet=sheet["sheet"],
            hidden=not sheet["visible"],
            is_streamed=True,
        )
        begin += sheet["bytes"]


def _copy(file: BinaryIO, given: BinaryIO) -> None:
    source = from_start(file)
    while chunk := source.read(1 << 20):
        given.write(chunk)
    given.seek(0)


def _run(
    program: Path, arguments: tuple[int, ...], given: BinaryIO, made: BinaryIO, *, name: str
) -> None:
    """Run one of our programs; its arguments are its memory, its seconds and what else it needs."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of the upload's in it
            [sys.executable, "-I", str(program), *map(str, arguments)],
            stdin=given,
            stdout=made,
            stderr=subprocess.DEVNULL,
            # Its time is the processor's; a busy machine gives it that later.
            timeout=SLOWEST * arguments[1],
            check=False,
        )
    except subprocess.TimeoutExpired as why:
        raise Unreadable.because(
            f"“{name}” takes too long to open.", todo=SAVE_PLAIN, file=name
        ) from why
    match done.returncode:
        case 0:
            return
        case workbook_child.PASSWORD_EXIT:
            raise Unreadable.because(PROTECTED.format(name), todo=SAVE_OPEN, file=name)
        case workbook_child.UNREADABLE_EXIT:
            raise Unreadable.because(CUT_SHORT.format(name), todo=FETCH_AGAIN, file=name)
        case workbook_child.TOO_WIDE_EXIT:
            raise Unreadable.because(FAR_CELL.format(name), todo=CLEAR_CELLS, file=name)
    raise Unreadable.because(
        f"“{name}” could not be opened safely: reading it took more memory or time than any"
        " table needs.",
        todo=SAVE_PLAIN,
        file=name,
    )
