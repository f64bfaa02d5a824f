"""The installation's own settings, on a data folder that lives as long as the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="tejido-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["TEJIDO_DATA"] = str(_folder)
os.environ["TEJIDO_PROFILE"] = "local"
# Playwright's synchronous interface keeps an event loop in the thread that runs the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from tejido.config.settings import *  # noqa: E402, F403
from tejido.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

# Tests write to the folders pytest gives them.
tempfile.tempdir = None

# Manifest names need collectstatic; tests/architecture/test_static.py runs it strictly.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)

# A signature is on its page at once; a test of the lag chooses its own.
PAGE_LAG_SECONDS = 0.0

# Deliberately slow elsewhere; tests of timing choose their own.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in an installation: browser tests serve from another thread.
    DATABASES["default"]["TEST"] = {"NAME": _folder / "tests.sqlite3"}
