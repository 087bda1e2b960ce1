"""Which tests run on PostgreSQL too: those that hold something that may differ there.

What differs between the two is what the database itself does: constraints and their messages,
migrations, sums and the types they come back in, order and collation, JSON, binary fields, locks
and what two people do at once, and what stood at a moment. The words of a page, the right to see
it, the drawing of a chart and the reading of a file use the database only for their set-up.
"""

from __future__ import annotations

from pathlib import PurePosixPath

CONSTRAINTS = "what the database refuses, and how that is told"
WRITES = "actions write, lock and record what was before"
MOMENTS = "what stood at a moment, and sums and order of what is in use"
STORED = "JSON, files and frozen text come back as they were stored"
FROM_FILES = "whole files are written at once, and loading them again changes nothing"

# Below tests/. A test marked `postgres` runs there wherever it stands.
WHY = {
    "asb/test_demo.py": FROM_FILES,
    "contract/test_returns.py": WRITES,
    "crime/test_demo.py": FROM_FILES,
    "crime/test_national_in_use.py": MOMENTS,
    "disclosure/test_released.py": STORED,
    "fires/test_f2.py": MOMENTS,
    "packs/test_files.py": STORED,
    "packs/test_frozen.py": STORED,
    "packs/test_life.py": WRITES,
    "packs/test_queue.py": STORED,
    "partnership/test_actions.py": WRITES,
    "partnership/test_audit.py": CONSTRAINTS,
    "partnership/test_boundaries.py": STORED,
    "partnership/test_demo.py": FROM_FILES,
    "partnership/test_geography.py": MOMENTS,
    "partnership/test_matching.py": STORED,
    "partnership/test_models.py": CONSTRAINTS,
    "partnership/test_notices.py": CONSTRAINTS,
    "partnership/test_ons.py": FROM_FILES,
    "partnership/test_peers.py": WRITES,
    "prevent/test_register.py": CONSTRAINTS,
    "prevent/test_vintages.py": MOMENTS,
    "reporting/test_aim.py": WRITES,
    "reporting/test_benchmarks.py": MOMENTS,
    "reporting/test_benchmarks_of_hosted.py": MOMENTS,
    "reporting/test_queries.py": MOMENTS,
    "reporting/test_record_sections.py": MOMENTS,
    "reporting/test_slide_templates.py": STORED,
    "reporting/test_ward_sets.py": MOMENTS,
    "returns/test_in_use.py": MOMENTS,
    "returns/test_lifecycle.py": WRITES,
    "returns/test_load_return.py": WRITES,
    "returns/test_main_sources.py": WRITES,
    "returns/test_receiving.py": WRITES,
    "returns/test_recording.py": WRITES,
    "returns/test_several_partnerships.py": MOMENTS,
    "returns/test_without_place.py": MOMENTS,
    "returns_calendar/test_board.py": MOMENTS,
    "returns_calendar/test_reminders.py": WRITES,
    "returns_corrections/test_many_partnerships.py": WRITES,
    "returns_corrections/test_on_behalf.py": WRITES,
    "returns_corrections/test_provisional.py": MOMENTS,
    "returns_corrections/test_revised.py": MOMENTS,
    "returns_corrections/test_small_teams.py": WRITES,
    "returns_mapping/test_coarser.py": MOMENTS,
    "returns_mapping/test_mapping.py": STORED,
    "returns_mapping/test_typed.py": WRITES,
    "scrutiny/test_calendar.py": STORED,
    "scrutiny/test_letters.py": WRITES,
    "scrutiny/test_life.py": WRITES,
    "scrutiny/test_lists.py": WRITES,
    "scrutiny/test_sections.py": MOMENTS,
    "test_stored_names.py": STORED,
    "violence/test_versions.py": MOMENTS,
}


def may_differ(nodeid: str) -> bool:
    """Whether the test's module is one of those."""
    module = PurePosixPath(nodeid.partition("::")[0]).relative_to("tests")
    return str(module) in WHY
