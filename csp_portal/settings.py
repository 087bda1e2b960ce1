"""Settings, from the environment only; `.env.example` explains each variable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from csp_portal.production import reasons_not_to_start
from partnership.clock import fixed_day

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"
env = environ.Env()

CSP_ENV = env.str("CSP_ENV", default="production")
if CSP_ENV not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(f"CSP_ENV is “{CSP_ENV}”; it must be demo, test or production")
IN_PRODUCTION = CSP_ENV == "production"
IN_TEST = CSP_ENV == "test"

# What is fixed is today's date, never the moment of an act.
CSP_TODAY = fixed_day(
    env.str("CSP_TODAY", default="2025-06-12" if CSP_ENV == "demo" else ""), csp_env=CSP_ENV
)

# The two that need no secret of their own hold nothing but made-up or public figures.
SECRET_KEY = env.str("SECRET_KEY", default="" if IN_PRODUCTION else f"no-secret-in-{CSP_ENV}" * 3)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if IN_PRODUCTION else ["localhost", "127.0.0.1", "testserver"]
)
# Where mail leads to that no request is there to say it for.
PORTAL_URL = env.str(
    "PORTAL_URL",
    default=f"https://{ALLOWED_HOSTS[0]}"
    if IN_PRODUCTION and ALLOWED_HOSTS
    else "http://127.0.0.1:8000",
).rstrip("/")
# A mailbox for who can't get on with the portal; stands on its page “Contact”.
PORTAL_CONTACT = env.str("PORTAL_CONTACT", default="")
# Proves who makes the first person in the browser, while the portal knows nobody.
FIRST_HOST_KEY = env.str("FIRST_HOST_KEY", default="")
# The only address outside that the portal ever asks for anything: data.police.uk's monthly archive.
STREET_FILES_ADDRESS = env.str("STREET_FILES_ADDRESS", default="")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEBUG = False

INSTALLED_APPS = [
    "demo",
    "csp_portal",
    "crime",
    "asb",
    "fires",
    "violence",
    "prevent",
    "scrutiny",
    "reporting",
    "returns",
    "partnership",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp_portal.request_log.RequestLog",
]

ROOT_URLCONF = "csp_portal.urls"
WSGI_APPLICATION = "csp_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp_portal.navigation.page",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_TEMPLATE_PACK = "govuk"

# --- Storage ---------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["NAME"] == str(VAR / "portal.sqlite3"):
    VAR.mkdir(exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command=(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
        ),
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where ClamAV listens for what is uploaded: the path of its socket, or a host and a port.
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")
CSP_FILES = env.str("CSP_FILES", default=str(VAR / "files"))
# Where figures go out to people outside the portal; `build_pack` and `load_demo` write here.
CSP_OUT = Path(env.str("CSP_OUT", default=str(VAR / "demo")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CSP_FILES},
    },
    "staticfiles": {
        # Tests read the files where they were built, so that they need no collectstatic.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IN_TEST
        else "csp_portal.static_files.HashedNames"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = None if IN_TEST else VAR / "static"
# `npm run build` fills it; what it is built from in static/src is not served.
STATICFILES_DIRS = [("portal", BASE_DIR / "static" / "built")]
WHITENOISE_USE_FINDERS = IN_TEST

FILE_UPLOAD_HANDLERS = [
    "returns.pages.upload_limit.StopAtLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# An upload is streamed to disc beyond this, and thrown away beyond `returns.catalogue.limits`.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
    }
elif IN_TEST:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Whether queued work is done at once, by whoever asks for it, and not by a worker.
TASKS_AT_ONCE = env.bool("TASKS_AT_ONCE", default=IN_TEST)
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TASKS_AT_ONCE
        else "django_tasks_db.DatabaseBackend"
    }
}

# --- People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    # Slow on purpose where it guards somebody; quick where it guards a test's user.
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if IN_TEST
    else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# There is no signing up (`csp_portal.sign_in`), so a person and their address come from an
# administrator, and nothing is to be verified.
ACCOUNT_ADAPTER = "csp_portal.sign_in.ClosedToStrangers"
ACCOUNT_FORMS = {
    "login": "csp_portal.sign_in.PasswordForm",
    "request_login_code": "csp_portal.sign_in.CodeForm",
    "reset_password": "csp_portal.sign_in.ForgottenPasswordForm",
    "reset_password_from_key": "csp_portal.sign_in.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# The link came by the same mailbox as a code would.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IN_PRODUCTION else "http"
SESSION_COOKIE_AGE = 12 * 60 * 60
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

# --- Words and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"
USE_THOUSAND_SEPARATOR = False

# --- Headers ---------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Plotly's "download as a picture" draws through a blob.
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if IN_PRODUCTION:
    SECURE_SSL_REDIRECT = True
    # A load balancer asks from inside, without HTTPS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = False
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# HSTS for the hosts below, and the browsers' preload list, are for whoever runs the domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_FAILURE_VIEW = "csp_portal.views.csrf_failure"

# --- Logs ------------------------------------------------------------------------------------
_BEFORE_RENDERING: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.StackInfoRenderer(),
]
# Tracebacks without local variables: those may hold what people typed.
_RENDERING: list[Any] = (
    [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    if IN_PRODUCTION
    else [
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
    ]
)
structlog.configure(
    processors=[*_BEFORE_RENDERING, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=not IN_TEST,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "events": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _BEFORE_RENDERING,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_RENDERING,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "events"}},
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", default="INFO" if IN_PRODUCTION else "WARNING"),
    },
}

if IN_PRODUCTION and (_reasons := reasons_not_to_start(globals())):
    raise ImproperlyConfigured("The portal does not start. " + " ".join(_reasons))
