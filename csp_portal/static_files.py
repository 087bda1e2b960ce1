"""How static files are named where they are served for long."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedNames(CompressedManifestStaticFilesStorage):
    """A file's name holds the hash of its content, also where one script imports another."""

    support_js_module_import_aggregation = True
