"""Files made to hold up whoever reads them, each within the size that its door takes."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from csp_portal.fuzzing import seeds
from partnership.models import Partnership
from partnership.places.today import places_today

MEGABYTE = 1_000_000
_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def damaged_old_workbook() -> bytes:
    """An XLS of some 30 kB, its records overwritten here and there."""
    content = bytearray(seeds.OLD_WORKBOOK.read_bytes())
    content += bytes(max(0, 31_000 - len(content)))
    random = Random(7)  # noqa: S311 - the same damage each time
    for _ in range(40):
        content[random.randrange(600, len(content))] = random.randrange(256)
    return bytes(content)


def columns(many: int = 200_000, rows: int = 20) -> bytes:
    """A CSV of so many columns."""
    line = ",".join(f"c{number}" for number in range(many))
    return "\n".join([line] + [",".join(["1"] * many)] * rows).encode()


def one_line(size: int) -> bytes:
    """A CSV of a single line."""
    return b"Reference,Title," + b"words, " * (size // 7)


def many_rows(heading: str, row: str, size: int) -> bytes:
    """A good CSV with as many rows as fit in."""
    return (heading + "\n" + f"{row}\n" * (size // (len(row) + 1))).encode()


def members(many: int = 9_000) -> bytes:
    """A ZIP of so many small tables."""
    table = seeds.as_csv(seeds.COUNTS)
    return seeds.as_zip(*((f"{number}/{number}.csv", table) for number in range(many)))


def bomb(size: int = 900 * MEGABYTE) -> bytes:
    """A ZIP of one table that is nothing but noughts."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w") as member,
    ):
        for _ in range(size // MEGABYTE):
            member.write(b"0," * (MEGABYTE // 2))
    return made.getvalue()


def shared_strings(many: int = 900_000) -> bytes:
    """A workbook of one cell, and a table of texts that has so many."""
    texts = "".join(f"<si><t>text {number}</t></si>" for number in range(many))
    return _workbook({_STRINGS: f"<sst {_MAIN}>{texts}</sst>".encode()})


def nested(depth: int = 1_500_000) -> bytes:
    """A workbook whose sheet is tags within tags."""
    return _workbook({_SHEET: b"<worksheet>" + b"<c>" * depth + b"</c>" * depth + b"</worksheet>"})


def wide_workbook(rows: int = 600, many: int = 800) -> bytes:
    """A workbook with as many cells as one may have."""
    cells = "".join(f'<c r="{_letters(at)}{{0}}"><v>1</v></c>' for at in range(many))
    lines = (f'<row r="{n}">' + cells.format(n) + "</row>" for n in range(1, rows + 1))
    sheet = f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"
    return _workbook({_SHEET: sheet.encode()})


def _letters(at: int) -> str:
    made = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        made = chr(65 + rest) + made
    return made


def _workbook(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seeds.as_xlsx(seeds.COUNTS))) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in before.infolist():
            if info.filename not in parts:
                archive.writestr(info.filename, before.read(info))
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


# --- Boundaries --------------------------------------------------------------------------------
def our_wards() -> list[str]:
    """The codes of today's wards."""
    return [ward.code for ward in places_today(Partnership.objects.get(slug="middlesbrough")).wards]


def positions(each: int, codes: list[str]) -> bytes:
    """Outlines of so many positions each."""
    features = []
    for at, code in enumerate(codes):
        ring = ",".join(
            f"[{-1.3 + 0.01 * at + 1e-7 * n:.6f},{54.5 + 1e-7 * n:.6f}]" for n in range(each)
        )
        ring = f"[[{ring},[{-1.3 + 0.01 * at:.6f},54.5]]]"
        named = json.dumps({"WD25CD": code, "WD25NM": code})
        shape = f'{{"type":"Polygon","coordinates":{ring}}}'
        features.append(f'{{"type":"Feature","properties":{named},"geometry":{shape}}}')
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def brackets(size: int) -> bytes:
    """JSON that is nothing but empty lists: many times its size in memory."""
    return b'{"type":"FeatureCollection","features":[' + b"[]," * (size // 3) + b"[]]}"


# --- Pictures and slides -----------------------------------------------------------------------
def picture(side: int) -> bytes:
    """A PNG of so many pixels each way, all of them alike."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    line = b"\0" + b"\x10\x20\x80" * side
    pixels = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def noisy_picture(width: int = 1_600, height: int = 900) -> bytes:
    """A JPEG in which no pixel is like the next."""
    from PIL import Image

    noise = Random(3).randbytes(width * height * 3)  # noqa: S311 - only to look at
    made = io.BytesIO()
    Image.frombytes("RGB", (width, height), noise).save(made, "JPEG", quality=60)
    return made.getvalue()


def slides_with(part: str, filler: Callable[[bytes], bytes]) -> bytes:
    """The portal's own template, with one part made larger."""
    [(_, content), *_] = seeds.slides()
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in before.infolist():
            data = before.read(info)
            archive.writestr(info.filename, filler(data) if info.filename == part else data)
    return made.getvalue()


def many_shapes(content: bytes, many: int = 60_000) -> bytes:
    """A layout with its last shape so many times more."""
    end = content.rfind(b"</p:sp>") + len(b"</p:sp>")
    begin = content.rfind(b"<p:sp>", 0, end)
    return content[:end] + content[begin:end] * many + content[end:]
