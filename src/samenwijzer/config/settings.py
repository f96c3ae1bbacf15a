"""Django's settings. What can be set from outside is read in `environment.py`."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samenwijzer.config import environment as outside
from samenwijzer.config.modules import MODULES

ENVIRONMENT = outside.read_environment()
DATA_DIR = ENVIRONMENT.data_dir
if not outside.only_looks:
    DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
INDEX_DIR = DATA_DIR / "index"
SECRET_KEY = outside.secret_key(DATA_DIR)
AUDIT_KEY = outside.audit_key(DATA_DIR)
DEBUG = ENVIRONMENT.debug
VALKEY_URL = ENVIRONMENT.valkey_url
PUBLIC_URL = ENVIRONMENT.public_url
ORGANISATION = ENVIRONMENT.organisation
ORGANISATION_LANGUAGE = ENVIRONMENT.organisation_language
THEME = ENVIRONMENT.theme
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
MAX_REQUEST_BYTES = ENVIRONMENT.max_request_megabytes * 1_000_000
WEB_WORKERS = ENVIRONMENT.web_workers
SAMENWIJZER_MODULES = MODULES


def _run_dir() -> Path:
    """Return the folder for sockets: a path of one holds 107 bytes, so a deep data folder gets another."""
    near = DATA_DIR / "run"
    if len(str(near).encode()) <= 70:
        return near
    return Path(tempfile.gettempdir()) / f"samenwijzer-{sha256(str(DATA_DIR).encode()).hexdigest()[:16]}"


RUN_DIR = _run_dir()

INSTALLED_APPS = [
    "samenwijzer.kernel.jobs",
    "samenwijzer.ui",
    "samenwijzer.outbox",
    "samenwijzer.accounts",
    "samenwijzer.organisation",
    "samenwijzer.spaces",
    "samenwijzer.subjects",
    "samenwijzer.search",
    "samenwijzer.live",
    "samenwijzer.exchange",
    "samenwijzer.privacy",
    "samenwijzer.backup",
    "samenwijzer.signpost",
    "samenwijzer.people",
    "samenwijzer.forum",
    "samenwijzer.documents",
    "samenwijzer.journeys",
    "samenwijzer.administration",
    "samenwijzer.home",
    "samenwijzer.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "samenwijzer.outbox.middleware.OriginMiddleware",
    "samenwijzer.ui.middleware.OnlyUtf8",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # A fifth of the size; padding and masks answer BREACH.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # For what does not read frame-ancestors.
    "samenwijzer.ui.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samenwijzer.ui.middleware.Language",
    "django_htmx.middleware.HtmxMiddleware",
    "samenwijzer.accounts.middleware.CleanAddresses",  # Above SignedIn, which copies an address.
    "samenwijzer.ui.middleware.SignedIn",
    "samenwijzer.ui.middleware.Organisation",
    "django.contrib.messages.middleware.MessageMiddleware",
    "samenwijzer.spaces.middleware.LookOnly",
    "samenwijzer.ui.middleware.Refusals",
    "samenwijzer.outbox.middleware.TurnedAway",  # Below Refusals, which answers.
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "samenwijzer.config.urls"
WSGI_APPLICATION = "samenwijzer.config.wsgi.application"

# cotton and template-partials work together only when the loaders are named here by hand.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "samenwijzer.ui.context.frame",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "samenwijzer.ui.templatetags.ui",
            ],
        },
    }
]

# A component sees its own attributes and what context processors give, never a name of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True
CSRF_FAILURE_VIEW = "samenwijzer.ui.failures.csrf_failed"

DATABASES = {"default": outside.database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": VALKEY_URL}
    if VALKEY_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # It holds the limits on signing in: when it is full, it forgets who tried too often.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["samenwijzer.accounts.backend.People"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "samenwijzer.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:start"
ACCOUNT_ADAPTER = "samenwijzer.accounts.adapter.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(PUBLIC_URL and PUBLIC_URL.startswith("https:"))
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS: list[str] = []
if PUBLIC_URL:
    _public = urlsplit(PUBLIC_URL)
    ALLOWED_HOSTS.append(_public.hostname or "")
    CSRF_TRUSTED_ORIGINS.append(f"{_public.scheme}://{_public.netloc}")
    SECURE_HSTS_SECONDS = 31_536_000 if _public.scheme == "https" else 0
# `live` tells `web` the scheme; `web` listens on a socket that only `live` reaches.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "samenwijzer.config.uploads.UnnamedUpload",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LANGUAGE_CODE = ORGANISATION_LANGUAGE
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "samenwijzer-language"
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": outside.file_storage(ENVIRONMENT),
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

globals().update(outside.email(ENVIRONMENT))
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samenwijzer.config.logs.Line",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"samenwijzer": {"level": "INFO"}},
}
