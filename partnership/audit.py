"""The append-only record of who did what; knows the audit table and how it is guarded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnership.models import AuditEvent

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from partnership.models import Partnership, User

TABLE = AuditEvent._meta.db_table  # noqa: SLF001 - Django's documented way
REFUSAL = "audit events are never changed or removed"


class Kind(models.TextChoices):
    """What can have happened. Other apps may record kinds of their own."""

    SIGN_IN = "sign-in", "Signed in"
    SIGN_OUT = "sign-out", "Signed out"
    SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"
    USER_ADDED = "user-added", "User added"
    USER_CHANGED = "user-changed", "User changed"
    USER_DEACTIVATED = "user-deactivated", "User deactivated"
    ROLE_GIVEN = "role-given", "Role given"
    ROLE_ENDED = "role-ended", "Role ended"
    DEPUTY_NAMED = "deputy-named", "Deputy named"
    DEPUTY_ENDED = "deputy-ended", "Deputy ended before time"
    PARTNERSHIP_HOSTED = "partnership-hosted", "Partnership set up"
    PARTNERSHIP_CHANGED = "partnership-changed", "Partnership changed"
    LOGO_SET = "logo-set", "Logo set"
    AGENCY_ADDED = "agency-added", "Agency added"
    AGENCY_CHANGED = "agency-changed", "Agency changed"
    AGENCY_SHARED = "agency-shared", "Agency shared with a further partnership"
    AGENCY_ENDED = "agency-ended", "Agency supplies a partnership no longer"
    TOWN_CENTRES_SET = "town-centres-set", "Town centres set"
    WARD_SUCCEEDED = "ward-succeeded", "Ward recorded as following another"
    WARD_FOLLOWED = "ward-followed", "Ward followed"
    WARD_UNFOLLOWED = "ward-unfollowed", "Ward followed no longer"
    HOSTING_GIVEN = "hosting-given", "Right to set up partnerships given"
    LOCALITY_CHANGED = "locality-changed", "Locality changed"
    PLACES_FILE_KEPT = "places-file-kept", "File of areas or residents uploaded"
    AREAS_LOADED = "areas-loaded", "Areas loaded"
    POPULATIONS_LOADED = "populations-loaded", "Populations loaded"
    OUTWARD_CODES_LOADED = "outward-codes-loaded", "Outward codes of postcodes loaded"
    BOUNDARIES_LOADED = "boundaries-loaded", "Boundaries loaded"
    RETURN_UPLOADED = "return-uploaded", "Return uploaded"
    RETURN_REFUSED = "return-refused", "Return refused at the door"
    STREET_FILES_ASKED = "street-files-asked", "Street files asked for"
    STREET_FILES_FETCHED = "street-files-fetched", "Street files fetched"
    QUERY_CONFIRMED = "query-confirmed", "Query confirmed"
    RETURN_SENT = "return-sent", "Return sent"
    RETURN_ACCEPTED = "return-accepted", "Return accepted"
    RETURN_REJECTED = "return-rejected", "Return rejected"
    RETURN_WITHDRAWN = "return-withdrawn", "Return withdrawn"
    RETURN_RECALLED = "return-recalled", "Return recalled"
    FILE_DOWNLOADED = "file-downloaded", "File of a return downloaded"
    RETURN_SUPPLIER_CHANGED = "return-supplier-changed", "Supplier of a return changed"
    PART_TAKEN = "part-taken", "Part taken from a kept return"
    EMAIL_ATTACHED = "email-attached", "Covering email attached"
    EMAIL_DOWNLOADED = "email-downloaded", "Covering email downloaded"
    OWN_ACCEPTANCE_ALLOWED = "own-acceptance-allowed", "Accepting one’s own upload allowed"
    OWN_ACCEPTANCE_ENDED = "own-acceptance-ended", "Accepting one’s own upload ended"
    MAIN_SOURCE_SET = "main-source-set", "Main source set"
    PROVISIONAL_SET = "provisional-set", "Provisional months set"
    DEFINITION_RECORDED = "definition-recorded", "Definition recorded"
    RECORDING_CHANGE_RECORDED = "recording-change-recorded", "Change of recording recorded"
    RECORDING_CHANGE_FOLLOWED = "recording-change-followed", "Change of recording corrected"
    RECORDING_CHANGE_ENDED = "recording-change-ended", "Change of recording ended"
    COMPARISON_GROUP_KEPT = "comparison-group-kept", "Comparison group kept"
    COMPARISON_GROUP_ENDED = "comparison-group-ended", "Comparison group ended"
    RULE_SET = "rule-set", "Disclosure rule set"
    RECORD_ADDED = "record-added", "Record added"
    RECORD_CHANGED = "record-changed", "Record changed"
    RECORD_ENDED = "record-ended", "Record ended"
    EXPORT_MADE = "export-made", "Export made"


def record(
    kind: models.TextChoices,
    *,
    by: User | None,
    about: models.Model | None,
    partnership: Partnership | None = None,
    at: datetime | None = None,
    **detail,
) -> AuditEvent:
    """Write one event, inside the caller's transaction.

    `by` is None for what no person did, `about` for what is about no one row.
    `detail` is anything that JSON can hold.
    """
    return AuditEvent.objects.create(
        kind=kind.value,
        at=at or timezone.now(),
        by_id=by.pk if by else None,
        by_email=by.email if by else "",
        partnership_id=partnership.pk if partnership else None,
        # A request’s user is a lazy object of another type, whose class is the model.
        about_type=stored_name(about.__class__) if about else "",
        about_id=str(about.pk) if about else "",
        about_label=str(about) if about else "",
        detail=detail,
    )


def stored_name(model: type[models.Model]) -> str:
    """What events call the rows of `model`; events are never changed, so neither is this.

    `app.model`, as Django labels it. A model that is renamed or moved to another app keeps the
    name that it had by a class attribute, `audit_name`.
    """
    given = getattr(model, "audit_name", "")
    return given or model._meta.label_lower  # noqa: SLF001 - Django's documented way


# --- The guard -------------------------------------------------------------------------------
def is_guarded_from_the_start() -> bool:
    """Whether migrating should install the guard.

    Not in tests: Django empties the tables between the tests that use real transactions (the
    live server's among them), which the guard exists to refuse. Tests of the guard install it.
    """
    return getattr(settings, "CSP_ENV", "production") != "test"


def install_guard(connection: BaseDatabaseWrapper) -> None:
    """Have the database itself refuse to change or remove audit events.

    A migration that alters the table on SQLite rebuilds it, which loses the triggers: end such
    a migration with this again.
    """
    remove_guard(connection)
    _run(connection, _GUARDS[connection.vendor])


def remove_guard(connection: BaseDatabaseWrapper) -> None:
    """Undo `install_guard`; without harm where it was never done."""
    _run(connection, _REMOVALS[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON {TABLE}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"""CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        f"""CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
    ),
}
_REMOVALS = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_refuses_update",
        "DROP TRIGGER IF EXISTS audit_refuses_delete",
    ),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS audit_refuses_change ON {TABLE}",
        "DROP FUNCTION IF EXISTS audit_refuses()",
    ),
}
