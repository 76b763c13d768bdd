"""The settings of the test suite: a throw-away folder, a frozen clock, quick password hashing."""

import atexit
import os
import shutil
import tempfile

# One folder per process, gone at its end. A worker of a parallel run inherits the environment of the run, but must not share its files;
# a folder that a test names for its own child process is taken as given.
OWN = "TEST_FOLDER_OF_THIS_RUN"
if os.environ.get("MINHCHUNG_DATA") == os.environ.get(OWN):
    os.environ["MINHCHUNG_DATA"] = os.environ[OWN] = tempfile.mkdtemp(prefix="minhchung-test-")
    atexit.register(shutil.rmtree, os.environ[OWN], ignore_errors=True)
os.environ.setdefault("MINHCHUNG_SECRET_KEY", "only-for-the-test-suite")
os.environ.setdefault("MINHCHUNG_NOW", "2026-11-20T09:00:00")

from minhchung.site.settings.base import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # No database of the suite is to outlive the machine: nobody waits for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405 - refusals are what the tests ask for
