"""The files inside a PPTX, without the moment at which it was written."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def with_moment(archive: bytes, day: date) -> bytes:
    """The same package as if written on `day`, and the workbooks of its charts too."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xlsx"):
                content = with_moment(content, day)
            elif name == "docProps/core.xml":
                content = _MOMENTS.sub(rb"\g<1>%bT00:00:00Z" % day.isoformat().encode(), content)
            # Pictures are packed already.
            is_packed = name.endswith((".png", ".jpg", ".jpeg"))
            target.writestr(ZipInfo(name), content, ZIP_STORED if is_packed else ZIP_DEFLATED)
    return stream.getvalue()
