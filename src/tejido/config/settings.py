"""Django's settings, from the variables declared in `tejido.config.env`."""

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tejido.config.env import setting, setting_list
from tejido.config.mail import read_mail_url
from tejido.config.secret_key import read_or_create_secret_key

PROFILE = setting("TEJIDO_PROFILE")
if PROFILE not in {"local", "production"}:
    raise SystemExit(f"TEJIDO_PROFILE must be local or production, not {PROFILE!r}.")
PRODUCTION = PROFILE == "production"

PACKAGE = Path(__file__).resolve().parent.parent
# Every file and folder an installation writes is its owner's alone, the database included.
os.umask(0o077)
DATA = Path(setting("TEJIDO_DATA")).resolve()
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = False
SECRET_KEY_FILE = Path(setting("TEJIDO_SECRET_KEY_FILE") or DATA / "secret_key")
SECRET_KEY = read_or_create_secret_key(SECRET_KEY_FILE)
LOG_KEY_FILE = Path(setting("TEJIDO_LOG_KEY_FILE") or DATA / "log_key")
ALLOWED_HOSTS = setting_list("TEJIDO_HOSTS")
BASE_URL = setting("TEJIDO_BASE_URL").rstrip("/")
COALITION = setting("TEJIDO_COALITION")


def _whole_number(name: str) -> int:
    text = setting(name)
    if not text.isdecimal() or not int(text):
        raise SystemExit(f"{name} must be a number above zero, not {text!r}.")
    return int(text)


def _spark_address(name: str) -> str:
    text = setting(name)
    if text and (urlsplit(text).scheme != "sc" or not urlsplit(text).hostname):
        raise SystemExit(f"{name} must be sc://host:port, or empty for DuckDB.")
    return text


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "tejido.core",
    "tejido.notifications",
    "tejido.directory",
    "tejido.coalition",
    "tejido.evidence",
    "tejido.budgets",
    "tejido.accountability",
    "tejido.statements",
    "tejido.web",
    "tejido.demo",
]

MIDDLEWARE = [
    "tejido.core.page_cache.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tejido.core.middleware.DomainErrorMiddleware",
    "tejido.core.accounts.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tejido.config.urls"
WSGI_APPLICATION = "tejido.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tejido.core.context.installation",
                "tejido.notifications.context.mails",
            ],
        },
    }
]
FORM_RENDERER = "tejido.core.forms.TejidoFormRenderer"

# WAL with synchronous FULL: an acknowledged write survives a power cut. IMMEDIATE: a transaction
# that will write takes its lock first, so two of them queue instead of failing half-way.
# secure_delete: what is erased leaves no copy in freed pages; temp_store: nor does a large sort
# leave one outside the data folder.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
    ),
}


def _database() -> dict[str, Any]:
    url = setting("TEJIDO_DATABASE_URL")
    if url:
        from tejido.core.postgresql import OPTIONS

        found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        return {**found, "OPTIONS": {**OPTIONS, **found.get("OPTIONS", {})}}
    return {
        "ENGINE": "tejido.core.queued_sqlite3",
        "NAME": DATA / "tejido.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits are counted here, for all processes alike. It must never be culled while it is in use:
# whoever fills it could push a count out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Who must have a second factor: the secretariat, or nobody (to try things out on this machine).
SECOND_FACTOR = setting("TEJIDO_SECOND_FACTOR")
if SECOND_FACTOR not in {"secretariat", "none"}:
    raise SystemExit(f"TEJIDO_SECOND_FACTOR must be secretariat or none, not {SECOND_FACTOR!r}.")
if PRODUCTION and SECOND_FACTOR == "none":
    raise SystemExit("TEJIDO_SECOND_FACTOR=none is for trying things out, never for production.")

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["tejido.core.sign_in.AccountBackend"]
LOGIN_URL = "core:sign_in_page"
LOGIN_REDIRECT_URL = "web:home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
# allauth's own limits count by address; ours (core.accounts.limits) count by account and way.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_ADAPTER = "tejido.core.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
MFA_ADAPTER = "tejido.core.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODE_DIGITS = 8
MFA_TOTP_TOLERANCE = 1
SESSION_ENGINE = "tejido.core.accounts.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
# Gone with the browser, as the session: nothing on a borrowed phone tells that somebody wrote here.
CSRF_COOKIE_AGE = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
FORMAT_MODULE_PATH = ["tejido.core.formats"]
USE_I18N = True
TIME_ZONE = "America/Mexico_City"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILES_ROOT = DATA / "files"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)
# Libraries that write a file on the way (openpyxl) write it there too.
tempfile.tempdir = str(FILE_UPLOAD_TEMP_DIR)
# Who computes the questions: DuckDB in this process, or a Spark server (budgets.asking.engines).
BUDGET_ENGINE = _spark_address("TEJIDO_BUDGET_ENGINE")
# Within what DuckDB works (budgets.warehouse): MiB of memory, questions at once, threads.
BUDGET_MEMORY = _whole_number("TEJIDO_BUDGET_MEMORY")
BUDGET_QUESTIONS = _whole_number("TEJIDO_BUDGET_QUESTIONS")
BUDGET_THREADS = _whole_number("TEJIDO_BUDGET_THREADS")
# Folders of DATA in which what is older than a day was left behind: the worker removes it.
TEMPORARY_FOLDERS = ("uploads", "imports", "lists")
# How long a kept page may lack the newest signatures; what takes something away is seen at once.
PAGE_LAG_SECONDS = 1.0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAX_REQUEST_BYTES = 64 * 1024 * 1024

# Mails of the accounts go at once; everything else waits for the digest of each person.
_MAIL = read_mail_url(
    setting("TEJIDO_MAIL_URL"), password_file=setting("TEJIDO_MAIL_PASSWORD_FILE"), data=DATA
)
EMAIL_BACKEND = _MAIL.backend
EMAIL_FILE_PATH = _MAIL.folder
EMAIL_HOST = _MAIL.host
EMAIL_PORT = _MAIL.port
EMAIL_HOST_USER = _MAIL.user
EMAIL_HOST_PASSWORD = _MAIL.password
EMAIL_USE_SSL = _MAIL.tls_from_start
EMAIL_USE_TLS = _MAIL.asks_for_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = setting("TEJIDO_MAIL_FROM")
# Where people write about what is stored of them, as the notice before signing says.
PRIVACY_CONTACT = setting("TEJIDO_PRIVACY_CONTACT") or DEFAULT_FROM_EMAIL
# Signatures of people that one statement takes in ten minutes; further ones wait for a person.
_FLOOD_LIMIT = setting("TEJIDO_FLOOD_LIMIT")
if not _FLOOD_LIMIT.isdecimal():
    raise SystemExit(f"TEJIDO_FLOOD_LIMIT must be a number, not {_FLOOD_LIMIT!r}.")
FLOOD_LIMIT = int(_FLOOD_LIMIT)

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": _SELF,
        "script-src": _SELF,
        "img-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "tejido.core.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [BASE_URL] if urlsplit(BASE_URL).scheme else []
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# No address, path, body or value reaches a log: a path may hold a sign-in link, an exception's
# text may hold a row. What remains names the place in the code.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"safe": {"()": "tejido.core.logs.SafeFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "safe"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.request": {"level": "ERROR"},
        # Anybody may send any host; its message repeats what was sent.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
