"""Every setting of the product, read from the environment; see config/environment.py for what is refused."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from .environment import Environment

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = env.name
SECRET_KEY = env.secret_key()
DEBUG = env.forbidden_in_production("DEBUG")
DEMO = env.forbidden_in_production("DEMO")
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "velmarra-demo-only")
ALLOWED_HOSTS = env.hosts()
FIELD_KEYS = env.field_keys()
CONTEXT_KEY = env.context_key()
TRAIL_SIGNING_KEY = env.trail_key("TRAIL_SIGNING_KEY", required=False)  # the worker's alone
TRAIL_PUBLIC_KEY = env.trail_key("TRAIL_PUBLIC_KEY", required=env.production)
CHECKPOINT_DIR = env.development_text("CHECKPOINT_DIR", str(BASE_DIR / ".local" / "checkpoints"))
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, most=5)
DATABASES = {"default": env.database()}
REDIS_URL = env.redis()
PLAIN_HTTP = not env.production  # development and tests speak HTTP to this machine alone

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_htmx",
    "django_cotton",
    "ui",
    "agencies",
    "access",
    "casework",
    "assessments",
    "sharing",
    "config.apps.RoofConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "access.middleware.ActorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.banner",
                "casework.context_processors.acting",
                "ui.brand.context",
            ]
        },
    }
]
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # its backend would answer has_perm past the policy
FORM_RENDERER = "ui.renderer.AppRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Who is who
AUTH_USER_MODEL = "agencies.User"
ANONYMOUS_USER_NAME = None  # guardian makes no row for nobody
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "access.backend.PolicyBackend",  # answers has_perm, opens no session; guardian's own backend is not installed
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["config.accounts.Argon2Hasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
if ENVIRONMENT == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "full_name")}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": "config.accounts.StrengthValidator"},
]
PASSWORD_MINIMAL_STRENGTH = 3
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "ui.account.LoginForm",
    "change_password": "ui.account.ChangePasswordForm",
    "reauthenticate": "ui.account.ReauthenticateForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
# Wrong passwords: 5 per person and address (axes, below), 10 per person wherever they come from, 30 per address.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/15m/key,30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "config.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Throughcare"
USERSESSIONS_ADAPTER = "config.accounts.SessionsAdapter"
USERSESSIONS_TRACK_ACTIVITY = False  # one row per login; the session itself knows when it was last used
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody can be kept out for longer by somebody else
AXES_USERNAME_CALLABLE = "config.accounts.login_name"
AXES_CLIENT_IP_CALLABLE = "config.accounts.client_address"
AXES_LOCKOUT_CALLABLE = "config.accounts.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the trail records logins
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions: idle 30 minutes, 12 hours at most, both judged on the server
SESSION_COOKIE_AGE = 30 * 60
SESSION_ABSOLUTE_AGE = 12 * 60 * 60
SESSION_TOUCH_AFTER = 60  # seconds between two writes of a session that is in use
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_NAME = "sessionid" if PLAIN_HTTP else "__Host-sessionid"
LANGUAGE_COOKIE_NAME = "language" if PLAIN_HTTP else "__Host-language"
LANGUAGE_COOKIE_SECURE = LANGUAGE_COOKIE_HTTPONLY = not PLAIN_HTTP
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrftoken" if PLAIN_HTTP else "__Host-csrftoken"
CSRF_FAILURE_VIEW = "access.views.csrf.csrf_failed"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [] if PLAIN_HTTP else [f"https://{host}" for host in ALLOWED_HOSTS]

# What the browser is told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
        *(
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        ),
    )
}
SECURE_REFERRER_POLICY = "same-origin"  # with no-referrer a browser posts our own forms with "Origin: null"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Language, time, files
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Lisbon")
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
MANIFEST = env.production or env.flag("STATIC_MANIFEST")  # the image is built with it, without any secret
_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": _STATIC if MANIFEST else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not MANIFEST
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = MANIFEST

# Cache and background work: a wake-up only; what is due stands in the database
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tc",
        "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 5},
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_TIME_LIMIT = 600  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 3}
CELERY_RESULT_EXPIRES = 3600  # seconds
CELERY_TIMEZONE = "UTC"

# Reminders by e-mail. Without a mail server people are reminded in the product alone.
_HOST = (ALLOWED_HOSTS or ["localhost"])[0]
_ADDRESS = f"https://{_HOST}" if env.production else f"http://{_HOST}:{env.text('PORT', '8000')}"
PUBLIC_URL = env.text("PUBLIC_URL", _ADDRESS).rstrip("/")
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_IS_SET_UP = bool(EMAIL_HOST) or ENVIRONMENT == "test"
EMAIL_PORT = env.number("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST) and env.text("EMAIL_SECURITY", "starttls") == "starttls"
EMAIL_USE_SSL = env.text("EMAIL_SECURITY", "starttls") == "tls"
if env.text("EMAIL_SECURITY", "starttls") not in ("starttls", "tls", *(() if env.production else ("none",))):
    env.refuse("EMAIL_SECURITY", 'must be "starttls" or "tls"')
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"throughcare@{_HOST}")

# The programming interface
API_CALLS_PER_MINUTE = {"read": 600, "change": 120, "wrong": 60}  # per token or person; wrong tokens per address
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "access.api.schema.GuardedSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["access.api.identity.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["access.api.parsing.StrictJSONParser"],
    "EXCEPTION_HANDLER": "access.api.errors.handle",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Throughcare",
    "DESCRIPTION": "Cases, notes in tiers, teams, deadlines and agencies, as one person at one agency may see them.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVE_AUTHENTICATION": ["access.api.identity.TokenAuthentication", "access.api.identity.PageAuthentication"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "POSTPROCESSING_HOOKS": [],  # the values of a field stand in it, under no invented name
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "config.logs.formatter", "as_json": env.production}},
    "filters": {"clean": {"()": "config.logs.CleanFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["clean"]}},
    "root": {"handlers": ["console"], "level": "INFO" if env.production else "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
env.finish()
