"""How static files are named where they are served for long."""

from typing import Any

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OF_EVERY_SCRIPT, _IMPORTS = ManifestFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]  # noqa: SLF001


class HashedNames(CompressedManifestStaticFilesStorage):
    """A file's name holds the hash of its content, also where our scripts import one another.

    Django's switch for that, `support_js_module_import_aggregation`, reads every script, and
    django-htmx ships one whose import is not there; so only `portal.js` is read.
    """

    patterns: Any = (*ManifestFilesMixin.patterns, ("portal.js", _IMPORTS))
