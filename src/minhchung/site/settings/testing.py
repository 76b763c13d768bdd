"""The settings of the test suite: a throw-away folder, a frozen clock, quick password hashing."""

import os
import tempfile

os.environ.setdefault("MINHCHUNG_DATA", tempfile.mkdtemp(prefix="minhchung-test-"))
os.environ.setdefault("MINHCHUNG_SECRET_KEY", "only-for-the-test-suite")
os.environ.setdefault("MINHCHUNG_NOW", "2026-11-20T09:00:00")

from minhchung.site.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405 - refusals are what the tests ask for
