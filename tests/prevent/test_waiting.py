"""Local counts are not kept for somebody to map them by hand either."""

from __future__ import annotations

import io

import pytest

from partnership.models import Role
from returns.lifecycle import refusals, uploads
from returns.models import Return
from tests.prevent.test_reading import LOCAL


@pytest.mark.parametrize("text", LOCAL.values(), ids=LOCAL.keys())
def test_a_file_of_local_counts_does_not_wait_for_a_mapping(middlesbrough, who, text):
    with pytest.raises(refusals.UploadRefused, match="does not accept them at all"):
        uploads.upload(
            file=io.BytesIO(text.encode()),
            name="f.csv",
            partnership=middlesbrough,
            by=who(Role.CSP_OFFICER),
            may_wait=True,
        )
    assert not Return.objects.exists()
