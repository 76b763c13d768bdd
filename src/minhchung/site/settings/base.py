"""Settings common to every way of running Minh Chứng. What a ward may set comes from MINHCHUNG_* variables (docs/cau-hinh.md)."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

# Generic forms and views ("ModelChoiceField[Unit]") at run time too.
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parents[2]

DATA_DIR = Path(os.environ.get("MINHCHUNG_DATA", Path.home() / ".minhchung")).resolve()
"""Where the embedded database, the files by SHA-256 and the dossier lake live."""

SECRET_KEY = os.environ.get("MINHCHUNG_SECRET_KEY", "")
DEBUG = os.environ.get("MINHCHUNG_DEBUG", "") == "1"
ALLOWED_HOSTS = [host for host in os.environ.get("MINHCHUNG_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MINHCHUNG_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_htmx",
    "minhchung.apps.ground",
    "minhchung.apps.organisations",
    "minhchung.apps.files",
    "minhchung.apps.documents",
    "minhchung.apps.evidence",
    "minhchung.apps.assignments",
    "minhchung.apps.plans",
    "minhchung.apps.procedures",
    "minhchung.apps.dossiers",
    "minhchung.apps.legal",
    "minhchung.apps.findings",
    "minhchung.apps.reviews",
    "minhchung.apps.inspections",
    "minhchung.apps.meetings",
    "minhchung.apps.quality",
    "minhchung.apps.management",
    "minhchung.apps.publication",
    "minhchung.apps.indexes",
    "minhchung.apps.home",
    "minhchung.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "minhchung.site.middleware.FormsOnlyMiddleware",
    "minhchung.site.middleware.SignedOutMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "minhchung.apps.organisations.middleware.OneTimePasswordMiddleware",
    "minhchung.apps.organisations.middleware.CommuneCalendarMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minhchung.site.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "minhchung.site.urls"
WSGI_APPLICATION = "minhchung.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minhchung.site.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "cotton"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its own attributes and the context processors, never the page around it

DATA_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'minhchung.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a writing transaction takes the lock at once instead of failing half-way;
    # synchronous=FULL: what was acknowledged survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "minhchung.site.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "minhchung.site.accounts.ClosedAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "minhchung.site.accounts.VietnameseMFAAdapter"
MFA_TOTP_ISSUER = "Minh Chứng"
ACCOUNT_FORMS = {
    "change_password": "minhchung.site.account_forms.ChangePassword",
    "set_password": "minhchung.site.account_forms.SetPassword",
    "reset_password_from_key": "minhchung.site.account_forms.ResetPassword",
}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
}
WHITENOISE_USE_FINDERS = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],  # bars and meters carry their width as a custom property
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"

UPLOAD_LIMIT = int(os.environ.get("MINHCHUNG_UPLOAD_LIMIT_MB", "50")) * 1024 * 1024
"""The largest file taken by the site, in bytes."""
READ_AT_ONCE = int(os.environ.get("MINHCHUNG_READ_AT_ONCE_MB", "5")) * 1024 * 1024
"""Up to this many bytes a file with text of its own is read while its uploader waits; larger ones are read after the answer."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

_frozen = os.environ.get("MINHCHUNG_NOW", "")
FROZEN_NOW = datetime.fromisoformat(_frozen).replace(tzinfo=ZoneInfo(TIME_ZONE)) if _frozen else None
"""The clock of the demo and the tests stands still at this moment; None in real use."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
