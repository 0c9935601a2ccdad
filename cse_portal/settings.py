"""All settings, read from the environment. A wrong value stops the start and names the variable.

README.md ("Deploy") lists the variables a production machine has to give.
"""

import ipaddress
import logging
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environs
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from js_asset import static_lazy

# --- Environment ---------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
TESTING = "pytest" in sys.modules

REQUIRED = ...

env = environs.Env()


def read(reader, name, default=REQUIRED, **kwargs):
    """The variable `name`, or an ImproperlyConfigured that names it. Empty counts as absent."""
    if not os.environ.get(name):
        os.environ.pop(name, None)
    try:
        return reader(name, default, **kwargs)
    except (environs.EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def at_least(least: int):
    return environs.validate.Range(min=least, error="must be a number from {min} up")


def make_writable(name: str, folder: Path) -> None:
    """Make the folder that the variable `name` asks for, or say that it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: there can be no folder {folder}") from error
    if not os.access(folder, os.W_OK):
        raise ImproperlyConfigured(f"{name}: the folder {folder} cannot be written to")


def release_of(*folders: str) -> str:
    """A stamp that moves with every deployment: the newest change among the files served."""
    newest = max(
        path.stat().st_mtime for name in folders for path in (BASE_DIR / name).rglob("*.*")
    )
    return format(int(newest), "x")


DEBUG = read(env.bool, "DEBUG", False)
RELEASE = read(env.str, "RELEASE", "") or release_of(
    "templates", "cse_portal", "members", "news", "agreements"
)

# --- Address: one variable decides how strict the cookies and redirects are ---------------------

SITE_ORIGIN = read(
    env.str, "SITE_ORIGIN", "http://127.0.0.1:8000" if DEBUG or TESTING else REQUIRED
).rstrip("/")


def parts_of(origin: str):
    """Scheme, host and port of an origin; anything else in it, or less, is a ValueError."""
    parts = urlsplit(origin)
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.scheme not in {"http", "https"} or origin != f"{parts.scheme}://{host}{port}":
        raise ValueError(origin)
    return parts


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


try:
    _origin = parts_of(SITE_ORIGIN)
except ValueError as error:
    raise ImproperlyConfigured(
        "SITE_ORIGIN: write scheme and host in lower case, such as https://portal.example"
    ) from error
if _origin.scheme == "http" and not is_loopback(_origin.hostname):
    raise ImproperlyConfigured("SITE_ORIGIN: must be https, except on this machine itself")
IS_HTTPS = _origin.scheme == "https"

ALLOWED_HOSTS = [
    host.strip()
    for host in read(
        env.list,
        "ALLOWED_HOSTS",
        REQUIRED if IS_HTTPS else ["127.0.0.1", "localhost", "[::1]", "testserver"],
    )
]
if not all(ALLOWED_HOSTS) or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS: name each host, separated by commas")
SECRET_KEY = read(env.str, "SECRET_KEY", "only-for-development" if DEBUG or TESTING else REQUIRED)
if not (DEBUG or TESTING) and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY: must have at least 50 characters")
SECRET_KEY_FALLBACKS = read(env.list, "SECRET_KEY_FALLBACKS", [])
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]

# --- Apps ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "cse_portal.apps.PortalConfig",
    "members.apps.MembersConfig",
    "news.apps.NewsConfig",
    "django_tasks",
    "cse_portal.apps.TasksConfig",  # before the concept that shows its rows to administrators
    "agreements.apps.AgreementsConfig",
    "cse_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_countries",
    "django_filters",
    "django_prose_editor",
    "reversion",
]

# --- Requests ------------------------------------------------------------------------------------

ROOT_URLCONF = "cse_portal.urls"
WSGI_APPLICATION = "cse_portal.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agreements.freshness.middleware.answer_again",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "agreements.opendata.http.read_from_anywhere",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "members.evidence.middleware.say_where_to_go",
    "members.profile.middleware.leave_no_copy",
    "cse_portal.middleware.explain_buttons",
    "news.addresses.middleware.follow_moves",
    "allauth.account.middleware.AccountMiddleware",
    "members.recognition.middleware.keep_standing",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "cse_portal.templatetags.portal",
            ],
        },
    }
]
FORMS_URLFIELD_ASSUME_HTTPS = True  # the default from Django 6 on
FORM_RENDERER = "cse_portal.forms.PortalRenderer"
# What the editor of formatted texts has more than its own; one function says what may be kept.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("portal/editing.js")],
        "extensions": dict.fromkeys(
            ["Words", "Pasting", "Table", "Picture"], "news.cleaning.clean"
        ),
    }
]
CSRF_FAILURE_VIEW = "cse_portal.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Data ----------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": read(env.dj_db_url, "DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    make_writable("DATABASE_URL", Path(DATABASES["default"]["NAME"]).parent)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["ENGINE"] = "cse_portal.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# To open a connection costs more than most pages ask of it, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 600

REDIS_URL = read(env.str, "REDIS_URL", "")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("REDIS_URL: write redis://, rediss:// or unix:// and the place")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cse",
    }
    if REDIS_URL
    else {
        # Shared between processes without another server. Read only where a request already
        # writes (log-in throttling), so it costs public pages nothing.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
    # Parts that every page has, such as the menu: each process draws them once.
    "parts": {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache"
        if DEBUG
        else "django.core.cache.backends.locmem.LocMemCache"
    },
}
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["members.profile.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members:home"
SESSION_COOKIE_AGE = 14 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_ADAPTER = "members.profile.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "members.profile.forms.LogInForm",
    "signup": "members.profile.forms.SignUpForm",
    "add_email": "members.profile.forms.AddEmailForm",
    "change_password": "members.profile.forms.ChangePasswordForm",
    "set_password": "members.profile.forms.SetPasswordForm",
    "reset_password": "members.profile.forms.ResetPasswordForm",
    "reset_password_from_key": "members.profile.forms.ResetPasswordKeyForm",
    "reauthenticate": "members.profile.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
# With mandatory verification no answer differs for a known address; only the mail does.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _origin.scheme
# Per network address, per account, or per address typed ("key", known or not).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "confirm_email": "1/3m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
    "change_password": "5/m/user",
    # Wrong codes of events alone. No count per network address: a whole hall shares one.
    "attend": "10/5m/user",
    # Reports of readers that were kept. An organisation behind one address has several.
    "report_change": "10/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = read(env.int, "TRUSTED_PROXY_COUNT", 0, validate=at_least(0))
MFA_ADAPTER = "members.profile.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "members.profile.forms.AuthenticateForm",
    "reauthenticate": "members.profile.forms.ReauthenticateByCodeForm",
    "activate_totp": "members.profile.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "CSE"
# A code is good for one step more on either side: about 90 seconds, for slow hands and clocks.
MFA_TOTP_TOLERANCE = 1
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TESTING
    else "django.contrib.auth.hashers.PBKDF2PasswordHasher"
]

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "cse_portal/locale"]
FORMAT_MODULE_PATH = ["cse_portal.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = True
COUNTRIES_OVERRIDE = {
    "HK": _("Hong Kong, China"),
    "MO": _("Macao, China"),
    "TW": _("Taiwan, China"),
    "GB": _("United Kingdom"),
}

# --- Open data -----------------------------------------------------------------------------------

# A proposal: the Society has to approve under which licence others may use its register.
OPEN_DATA_LICENCE = {
    "name": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}

# --- Mail ----------------------------------------------------------------------------------------

_mail = read(env.dj_email_url, "EMAIL_URL", REQUIRED if IS_HTTPS else "console:")
if "EMAIL_BACKEND" not in _mail:
    raise ImproperlyConfigured("EMAIL_URL: write submission://user:password@host, or console:")
vars().update(_mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read(
    env.str, "MAIL_FROM", REQUIRED if IS_HTTPS else "CSE portal <portal@localhost>"
)
EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 10

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = read(env.path, "MEDIA_ROOT", VAR_DIR / "media")
S3_BUCKET = read(env.str, "S3_BUCKET", "")
S3_ENDPOINT = read(env.str, "S3_ENDPOINT", "") or None
EVIDENCE_ROOT = read(env.path, "EVIDENCE_ROOT", VAR_DIR / "evidence")
for _public in (MEDIA_ROOT, STATIC_ROOT):
    if EVIDENCE_ROOT.resolve().is_relative_to(_public.resolve()):
        raise ImproperlyConfigured(f"EVIDENCE_ROOT: must lie outside {_public}, which is public")
EVIDENCE_BUCKET = read(env.str, "EVIDENCE_BUCKET", "")
if EVIDENCE_BUCKET and EVIDENCE_BUCKET == S3_BUCKET:
    raise ImproperlyConfigured("EVIDENCE_BUCKET: must be another than S3_BUCKET, which is public")
EVIDENCE_FILE_BYTES = read(env.int, "EVIDENCE_FILE_MB", 10, validate=at_least(1)) * 1_000_000
EVIDENCE_QUOTA_BYTES = read(env.int, "EVIDENCE_QUOTA_MB", 500, validate=at_least(1)) * 1_000_000
CLAMD_ADDRESS = read(env.str, "CLAMD_ADDRESS", "")
if CLAMD_ADDRESS and not re.fullmatch(r"/.+|.+:\d+", CLAMD_ADDRESS):
    raise ImproperlyConfigured("CLAMD_ADDRESS: write host:port, or the path of a socket")
EVIDENCE_SCAN_REQUIRED = read(env.bool, "EVIDENCE_SCAN_REQUIRED", False)
if EVIDENCE_SCAN_REQUIRED and not CLAMD_ADDRESS:
    raise ImproperlyConfigured("EVIDENCE_SCAN_REQUIRED: needs a scanner at CLAMD_ADDRESS")
WHITENOISE_MAX_AGE = 3600
# Straight from the source folders, without collectstatic.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or TESTING


def private_place(folder: str = "") -> dict:
    """In the private bucket, or in the private folder of this machine."""
    if not EVIDENCE_BUCKET:
        folders = {"location": EVIDENCE_ROOT / folder}
        return {"BACKEND": "members.evidence.storage.PrivateFolder", "OPTIONS": folders}
    return {
        "BACKEND": "members.evidence.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": EVIDENCE_BUCKET,
            "endpoint_url": S3_ENDPOINT,
            "default_acl": "private",
            "location": folder,
        },
    }


STORAGES = {
    # Of each file it knows in which of the next two it lies.
    "default": {"BACKEND": "news.withheld.storage.PublishedFiles"},
    "public": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": S3_ENDPOINT,
            "querystring_auth": False,
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files that not everybody may have: of drafts, of items for members … (news/withheld).
    "apart": private_place("apart"),
    # What members show to nobody but the Society (members/evidence).
    "evidence": private_place(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Security ------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = read(
    env.int, "HSTS_SECONDS", 31_536_000 if IS_HTTPS else 0, validate=at_least(0)
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Background work -----------------------------------------------------------------------------

TASKS = {
    "default": {
        # Tests run a task at once, where it is enqueued.
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend"
    }
}

# --- Logging -------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": read(env.log_level, "LOG_LEVEL", logging.INFO)},
}
