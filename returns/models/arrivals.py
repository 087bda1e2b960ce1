"""Files that have arrived and have not been read yet, or could not be."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Agency, Partnership
from partnership.models.file_work import Awaited
from returns.models.returns import Return, where_bytes_go


class Arrival(Awaited):
    """One uploaded file that waits to be read, and what is to be known of its return.

    It ends when the file has been read: a `Return` takes its place, with the same `batch` and the
    same bytes. Of a file that was refused only the `refusal` stays for a while, as sentences; its
    bytes are gone. `email` is the covering email, where one came with the file: it goes to the
    first return of the batch. A file that is `HELD` was chosen in a form that is still to be filled
    in; nothing reads it.
    """

    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    file = models.FileField(upload_to=where_bytes_go, blank=True)
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    supplied_by = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
    supplier_role = models.TextField(blank=True)
    supplied_how = models.TextField(choices=Return.How, default=Return.How.UPLOAD)
    received_on = models.DateField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_for = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    is_provisional = models.BooleanField(default=False)
    refusal = models.TextField(blank=True)
    email = models.BinaryField(default=bytes)
    email_name = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | (Q(file="") & ~Q(refusal="")),
                name="of_a_refused_file_the_sentence_stays",
            ),
            models.CheckConstraint(
                condition=~Q(state="reading") | Q(begun_at__isnull=False),
                name="a_file_being_read_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name
