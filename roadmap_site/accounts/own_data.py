"""What the room of accounts, with allauth and the admin, keeps of a person."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from roadmap_site.accounts.models import User, ZoneChange
from roadmap_site.accounts.personal import Provider, columns

PROVIDERS = [
    Provider(
        "person",
        _("Your name and address"),
        User,
        "pk",
        columns("email", "name", "time_zone", "held_zone", "held_until", "date_joined", "last_login")
        | columns("is_active", "is_staff", "is_superuser", "further_pages"),
        withheld=("password",),
    ),
    Provider("groups", _("Groups"), User.groups.through, "user", {"group": "group__name"}),
    Provider(
        "permissions",
        _("Rights"),
        User.user_permissions.through,
        "user",
        {"permission": "permission__codename"},
    ),
    Provider(
        "zones",
        _("Time zones you have lived in"),
        ZoneChange,
        "user",
        columns("zone", "effective", "at", "corrects"),
    ),
    Provider(
        "addresses",
        _("E-mail addresses"),
        EmailAddress,
        "user",
        columns("email", "verified", "primary"),
    ),
    Provider(
        "confirmations",
        _("Addresses waiting to be confirmed"),
        EmailConfirmation,
        "email_address__user",
        columns("created", "sent", email="email_address__email"),
        withheld=("key",),
    ),
    Provider(
        "second_steps",
        _("Second steps at sign-in"),
        Authenticator,
        "user",
        columns("type", "created_at", "last_used_at", name="data__name"),
    ),
    Provider(
        "sign_in_providers",
        _("Other ways in"),
        SocialAccount,
        "user",
        columns("provider", "uid", "extra_data", "date_joined", "last_login"),
    ),
    Provider(
        "sign_in_tokens",
        _("Keys of other ways in"),
        SocialToken,
        "account__user",
        columns("expires_at", provider="account__provider", app="app__name"),
        withheld=("token", "token_secret"),
    ),
    Provider(
        "browsers",
        _("Browsers signed in"),
        UserSession,
        "user",
        columns("created_at", "last_seen_at", "ip", "user_agent", "data"),
        withheld=("session_key",),
    ),
    Provider(
        "admin_log",
        _("Changes you made in the admin"),
        LogEntry,
        "user",
        columns("action_time", "action_flag", "object_id", "object_repr", "change_message")
        | {"kind": "content_type__model"},
    ),
]
