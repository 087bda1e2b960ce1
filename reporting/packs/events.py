"""Audit events for packs."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    PACK_STARTED = "pack-started", "Pack started"
    PACK_CHANGED = "pack-changed", "Details of a pack changed"
    VERSION_BEGUN = "pack-version-begun", "Version of a pack begun"
    SECTION_ADDED = "pack-section-added", "Section of a pack added"
    SECTION_WRITTEN = "pack-section-written", "Section of a pack written"
    SECTION_TYPED = "pack-section-typed", "Section of a pack written, saved as it was typed"
    SECTION_CONFIRMED = "pack-section-confirmed", "Section of a pack confirmed"
    SECTION_MOVED = "pack-section-moved", "Section of a pack moved"
    SECTION_ENDED = "pack-section-ended", "Section of a pack removed"
    SECTION_EXEMPTED = "pack-section-exempted", "Exemption of a section changed"
    NUMBER_CONFIRMED = "pack-number-confirmed", "Number in a pack confirmed"
    PICTURE_ADDED = "pack-picture-added", "Picture for packs added"
    COMMENTED = "pack-commented", "Comment on a section"
    COMMENT_SETTLED = "pack-comment-settled", "Comment on a section settled"
    SENT_FOR_REVIEW = "pack-sent-for-review", "Pack sent for review"
    RETURNED = "pack-returned", "Pack returned to draft"
    APPROVED = "pack-approved", "Pack approved and frozen"
    ISSUED = "pack-issued", "Pack issued"
    ARCHIVED = "pack-archived", "Pack archived"
    MADE_PUBLIC = "pack-made-public", "Pack made public"
    PUBLIC_ENDED = "pack-public-ended", "Public address of a pack ended"
    FILES_ASKED = "pack-files-asked", "Files of a pack asked for"
    FILES_MADE = "pack-files-made", "Files of a pack made"
