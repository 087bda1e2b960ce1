"""The time and memory of a pack as long as an annual update, in every format.

In seconds of the processor: drawing waits for nothing, and machines are shared.

Run as a program it draws one, as a process of its own whose peak is the drawing's alone.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csp_portal.benchmark.measuring import Speed

MOST_SECONDS_FOR_SLIDES, MOST_SECONDS_FOR_ONE, MOST_SECONDS, MOST_MEGABYTES = 3, 1, 10, 300


def formats(*, runs: int) -> tuple[Speed, ...]:
    """A made-up pack as long as an annual update. Held to 3 s as slides; to 10 s and 300 MB in all
    formats; to 1 s for one slide of a draft.
    """
    # Django is set up by now, as it is not yet where this is run as a program.
    from csp_portal.benchmark.measuring import Speed

    finished = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "csp_portal.benchmark.packs", str(runs)],
        check=True,
        capture_output=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "csp_portal.settings"},
    )
    measured = json.loads(finished.stdout.splitlines()[-1])
    floor = "as many empty slides of the library's own template"
    each = ", ".join(
        f"{name} {seconds * 1000:,.0f} ms" for name, seconds in measured["each"].items()
    )
    whole = sum(measured["each"].values())
    return (
        Speed(
            what=f"an annual update of {measured['slides']} slides as PPTX",
            seconds=measured["each"]["pptx"],
            floor=floor,
            floor_seconds=measured["floor"],
            promise=f"at most {MOST_SECONDS_FOR_SLIDES} seconds",
            kept=measured["each"]["pptx"] <= MOST_SECONDS_FOR_SLIDES,
            also=f"{measured['bytes'] // 1000} kB",
        ),
        Speed(
            what="one slide of its draft, planned among all and drawn",
            seconds=measured["one"],
            floor=floor,
            floor_seconds=measured["floor"],
            promise=f"at most {MOST_SECONDS_FOR_ONE} second",
            kept=measured["one"] <= MOST_SECONDS_FOR_ONE,
        ),
        Speed(
            what="the same in every format",
            seconds=whole,
            floor=floor,
            floor_seconds=measured["floor"],
            promise=f"at most {MOST_SECONDS} seconds and {MOST_MEGABYTES} MB",
            kept=whole <= MOST_SECONDS and measured["megabytes"] <= MOST_MEGABYTES,
            also=f"{each}; {measured['megabytes']:,.0f} MB at the most",
        ),
    )


def _drawn(runs: int) -> dict[str, object]:
    import django

    django.setup()
    from csp_portal.benchmark.measuring import bare_presentation
    from csp_portal.gallery import slide_samples
    from reporting.export.formats import Format, draw_pack
    from reporting.rendering.slides.plan import planned
    from reporting.rendering.slides.svg import slide_svg

    pack = slide_samples.annual_update()
    shown = pack.presentation()
    slides = len(planned(shown).slides)
    made = draw_pack(pack, Format.PPTX)
    floor = _median(lambda: bare_presentation(slides), runs)
    each = {
        each_format.value: _median(
            lambda each_format=each_format: draw_pack(pack, each_format), runs
        )
        for each_format in Format
    }

    def one_slide() -> None:
        for plan in planned(shown, with_problems=True, only=pack.sections[0].key).slides:
            slide_svg(plan, accent=shown.colour, is_draft=True)

    return {
        "slides": slides,
        "bytes": len(made),
        "floor": floor,
        "each": each,
        "one": _median(one_slide, runs),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _median(does, runs: int) -> float:
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        does()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_drawn(int(sys.argv[1]))) + "\n")
