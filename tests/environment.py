"""What the tests run under, said before Django reads its settings; pytest loads this first."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_scratch = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

# Of all workers of a run: the process that starts them says where, and nobody else is told.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["PORTAL_TESTS_SHARED"] = str(_scratch)
os.environ["CSP_ENV"] = "test"
os.environ["CSP_FILES"] = str(_scratch / "files")
os.environ["CSP_OUT"] = str(_scratch / "out")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_scratch / 'portal.sqlite3'}")
# Never a mail server, a cache or a secret of the machine that the tests happen to run on.
for _name in (
    "EMAIL_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "CLAMAV_SOCKET",
    "TASKS_AT_ONCE",
):
    os.environ.pop(_name, None)
