"""Settings, all from the environment; docs/configuration.md describes each variable."""

from pathlib import Path

from roadmap_site import environment, relays, security
from roadmap_site.environment import env
from roadmap_site.local import mode, places

BASE_DIR = Path(__file__).resolve().parent.parent

LOCAL = "DATABASE_URL" not in env.ENVIRON
DEBUG = False

if LOCAL:  # for one person, over the loopback only
    PORT = env.int("PORT", default=places.noted_port())
    SECRET_KEY = mode.secret_key()
    ALLOWED_HOSTS = mode.LOOPBACK
    SITE_URL = f"http://127.0.0.1:{PORT}"
    DATABASES = {"default": mode.database()}
    REDIS_URL = env("REDIS_URL", default="")
else:
    DATABASES = {"default": environment.database(env("DATABASE_URL"))}
    environment.require("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "REDIS_URL")
    SECRET_KEY = env("SECRET_KEY")
    SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    SITE_URL = environment.site_url()
    REDIS_URL = env("REDIS_URL")

DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}

INSTALLED_APPS = [
    "roadmap_site.accounts",
    "curriculum",
    "progress.learning",
    "progress.reminders",
    "progress.cohorts",
    "roadmap_site.local",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "roadmap_site.middleware.head_alone",
    "roadmap_site.policy.SteadyCSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "progress.learning.views.pictures.pictures_first",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "roadmap_site.compression.QuickGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "roadmap_site.middleware.leave_for_sign_in",
    "allauth.account.middleware.AccountMiddleware",
    "roadmap_site.accounts.middleware.in_own_zone",
    "roadmap_site.accounts.middleware.SeeOff",
]

ROOT_URLCONF = "roadmap_site.urls"
WSGI_APPLICATION = "roadmap_site.wsgi.application"

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
                "progress.learning.pages.masthead.masthead",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # with a second one, LocaleMiddleware comes back
USE_TZ = True
TIME_ZONE = "UTC"

# Accounts: one address a person, no user names (docs/decisions/0040-accounts.md)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "roadmap_site.accounts.adapters.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "roadmap_site.accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Cairn"
MFA_PASSKEY_LOGIN_ENABLED = True
SOCIALACCOUNT_ADAPTER = "roadmap_site.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False  # the form that follows takes the time zone
SOCIALACCOUNT_PROVIDERS = security.providers(env)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Mail: local mode sends none unless told to, but shows what it would have sent
SHOW_MAIL = LOCAL and "EMAIL_URL" not in env.ENVIRON
MAILBOX_DIR = BASE_DIR / "var" / "mailbox"
MAIL_PROVIDER, MAIL_EVENTS = "", False
if SHOW_MAIL:
    EMAIL_BACKEND = "roadmap_site.local.mailbox.backend.EmailBackend"
else:
    vars().update(relays.settings_of(env("EMAIL_URL"), webhook_secret=env("MAIL_WEBHOOK_SECRET", default="")))
EMAIL_TIMEOUT = relays.PATIENCE
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=f"Cairn <cairn@{security.host(SITE_URL)}>")

# Security: everything follows from the scheme of SITE_URL
HTTPS = SITE_URL.startswith("https:")
CONTENT_SECURITY_POLICY = security.content_security_policy(SOCIALACCOUNT_PROVIDERS)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = f"{security.cookie_prefix(SITE_URL)}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "progress.learning.views.handed_over.without_proof"
CSRF_TRUSTED_ORIGINS = [security.origin(SITE_URL)]
SESSION_COOKIE_AGE = 60 * 24 * 3600
SESSION_COOKIE_NAME = f"{security.cookie_prefix(SITE_URL)}session"
SESSION_COOKIE_SECURE = HTTPS
UNDO_COOKIE_NAME = f"{security.cookie_prefix(SITE_URL)}undo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost alone
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=True)
if not SECURE_HSTS_INCLUDE_SUBDOMAINS:  # the operator's choice, no oversight
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/$"]
SECURE_PROXY_SSL_HEADER = security.proxy_ssl_header(env("PROXY_SSL_HEADER", default=""))
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
X_FRAME_OPTIONS = "DENY"

# Far beyond the longest note, so that one that is too long is answered with what was typed
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Rate limits are counted here, so nothing in it may vanish; the table comes with the migrations
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site needs our files
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "roadmap_site.sheets.SheetStorage"},
}
CONTENT_DIR = BASE_DIR / "content"
WATCH_CONTENT = LOCAL and env.bool("WATCH_CONTENT", default=False)  # `make run` sets it

# Whether everybody may make cohorts, or those alone to whom the staff grant it
OPEN_COHORTS = env.bool("OPEN_COHORTS", default=LOCAL)

# /metrics: for whoever knows the token, and in local mode for everybody on this machine
METRICS_TOKEN = env("METRICS_TOKEN", default="")
OPEN_METRICS = LOCAL

# What breaks is written to standard error with its traceback, and nothing of what was asked wrongly
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR"}},
}
