"""Who sees what: every address of the site, with what a visitor, a learner and a member of the staff get.

A number is the status of the answer to a GET, a string the address that it redirects to. An address that is
not listed here fails the test: whoever adds one says whom it is for.
"""

import re

from progress.cohorts.urls import urlpatterns as cohort_routes

SIGN_IN = "/accounts/login/"
CONFIRM = "/accounts/reauthenticate/"
ADMIN_SIGN_IN = "/admin/login/"

Answer = int | str

# route: (address, visitor, learner, staff)
ROUTES: dict[str, tuple[str, Answer, Answer, Answer]] = {
    # What there is to learn is open to everybody
    "": ("/", 200, 200, 200),
    "roadmaps/": ("/roadmaps/", "/", "/", "/"),
    "roadmaps/<slug:slug>/": ("/roadmaps/backend/", 200, 200, 200),
    "roadmaps/<slug:slug>/<slug:phase_slug>/": ("/roadmaps/backend/databases/", 200, 200, 200),
    "roadmaps/<slug:slug>/topics/<slug:topic_slug>/": ("/roadmaps/backend/topics/sql/", 200, 200, 200),
    "roadmaps/<slug:slug>/milestones/<slug:key>/": ("/roadmaps/backend/milestones/feed/", 200, 200, 200),
    "assets/<slug:roadmap>/<str:name>": ("/assets/backend/no-such.svg", 404, 404, 404),
    # What people show, once they have switched it on or made it verifiable
    "@<slug:handle>/": ("/@nobody/", 404, 404, 404),
    "@<slug:handle>/<slug:slug>.svg": ("/@nobody/backend.svg", 404, 404, 404),
    "certificates/<slug:code>/": ("/certificates/no-such-code/", 404, 404, 404),
    "today/": ("/today/", 200, 200, 200),
    "streak/": ("/streak/", 200, 200, 200),
    "search/": ("/search/?q=sql", 200, 200, 200),
    "search/palette/": ("/search/palette/?q=sql", 200, 200, 200),
    "whats-new/": ("/whats-new/", 200, 200, 200),
    "whats-new/feed/": ("/whats-new/feed/", 200, 200, 200),
    "whats-new/<int:number>/": ("/whats-new/0/", 404, 404, 404),
    "roadmaps/<slug:slug>/timeline/": ("/roadmaps/backend/timeline/", 200, 200, 200),
    "roadmaps/<slug:slug>/line.svg": ("/roadmaps/backend/line.svg", 200, 200, 200),
    "roadmaps/<slug:slug>/plan/": ("/roadmaps/backend/plan/", SIGN_IN, 200, 200),
    "settings/calendar/": ("/settings/calendar/", SIGN_IN, 200, 200),
    "plans/<slug:token>.ics": ("/plans/nobody-knows-this.ics", 404, 404, 404),  # an address of one's own
    # What a link in a mail leads to: whoever has its token need not sign in
    "mail/stop/<str:token>/": ("/mail/stop/no-such-token/", 404, 404, 404),
    "mail/choices/<str:token>/": ("/mail/choices/no-such-token/", 404, 404, 404),
    # For the provider of mail, where there is one and it can prove itself
    "mail/events/<slug:provider>/": ("/mail/events/postmark/", 404, 404, 404),
    # For browsers and crawlers
    "favicon.ico": ("/favicon.ico", *("/static/cairn.svg",) * 3),
    "robots.txt": ("/robots.txt", 200, 200, 200),
    # For load balancers
    "healthz/": ("/healthz/", 200, 200, 200),
    "readyz/": ("/readyz/", 200, 200, 200),
    # For who knows METRICS_TOKEN
    "metrics": ("/metrics", 404, 404, 404),
    # The way in
    "accounts/login/": ("/accounts/login/", 200, "/", "/"),
    "accounts/logout/": ("/accounts/logout/", "/", 200, 200),
    "accounts/signup/": ("/accounts/signup/", 200, "/", "/"),
    "accounts/inactive/": ("/accounts/inactive/", 200, 200, 200),
    "accounts/confirm-email/": ("/accounts/confirm-email/", SIGN_IN, "/accounts/email/", "/accounts/email/"),
    "accounts/login/code/confirm/": ("/accounts/login/code/confirm/", SIGN_IN, "/", "/"),
    "accounts/password/reset/": ("/accounts/password/reset/", 200, 200, 200),
    "accounts/password/reset/done/": ("/accounts/password/reset/done/", 200, 200, 200),
    "accounts/password/reset/key/done/": ("/accounts/password/reset/key/done/", 200, 200, 200),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "/accounts/password/reset/key/1-abc/",
        *(200, 200, 200),
    ),
    "accounts/2fa/webauthn/login/": ("/accounts/2fa/webauthn/login/", "/accounts/login/", "/", "/"),
    "accounts/2fa/authenticate/": ("/accounts/2fa/authenticate/", SIGN_IN, "/", "/"),
    # One's own account
    "settings/": ("/settings/", SIGN_IN, 200, 200),
    "settings/streak/": ("/settings/streak/", SIGN_IN, 200, 200),
    "settings/profile/": ("/settings/profile/", SIGN_IN, 200, 200),
    "settings/mail/": ("/settings/mail/", SIGN_IN, 200, 200),
    "settings/mail/example/<slug:name>/": ("/settings/mail/example/digest/", 200, 200, 200),  # made up
    "welcome/": ("/welcome/", SIGN_IN, 200, 200),
    # Cohorts, for who is in them: tests/cohorts/rights.py says which role sees and does what
    "cohorts/": ("/cohorts/", SIGN_IN, 200, 200),
    "cohorts/new/": ("/cohorts/new/", SIGN_IN, 404, 200),
    "settings/cohorts/": ("/settings/cohorts/", SIGN_IN, 200, 200),
    "settings/cohorts/<int:membership>/": ("/settings/cohorts/1/", SIGN_IN, 404, 404),
    "join/<slug:token>/": ("/join/no-such-token/", 404, 404, 404),
    "messages/": ("/messages/", SIGN_IN, 200, 200),
    "messages/<int:message>/": ("/messages/1/", SIGN_IN, 404, 404),
    "submissions/<int:submission>/replies/": ("/submissions/1/replies/", 405, 405, 405),
    **{
        str(pattern.pattern): (re.sub("<[^>]+>", "1", f"/{pattern.pattern}"), SIGN_IN, 404, 404)
        for pattern in cohort_routes
        if "<int:cohort>" in str(pattern.pattern)
    },
    "completions/": ("/completions/", SIGN_IN, 200, 200),
    "completions/<slug:roadmap>/": ("/completions/backend/", SIGN_IN, 404, 404),
    "completions/<slug:roadmap>/<slug:phase>/": ("/completions/backend/databases/", SIGN_IN, 404, 404),
    "settings/export/": ("/settings/export/", SIGN_IN, 200, 200),
    "settings/export/everything.json": ("/settings/export/everything.json", SIGN_IN, 200, 200),
    "settings/export/<slug:name>.csv": ("/settings/export/marks.csv", SIGN_IN, 200, 200),
    "settings/delete/": ("/settings/delete/", SIGN_IN, 200, 200),
    "accounts/reauthenticate/": ("/accounts/reauthenticate/", SIGN_IN, 200, 200),
    "accounts/email/": ("/accounts/email/", SIGN_IN, 200, 200),
    "accounts/password/change/": ("/accounts/password/change/", SIGN_IN, 200, 200),
    "accounts/password/set/": (
        "/accounts/password/set/",
        *(SIGN_IN, "/accounts/password/change/", "/accounts/password/change/"),
    ),
    "accounts/sessions/": ("/accounts/sessions/", SIGN_IN, 200, 200),
    "accounts/sessions/<int:pk>/": ("/accounts/sessions/999999999/", SIGN_IN, 404, 404),
    "accounts/2fa/": ("/accounts/2fa/", SIGN_IN, 200, 200),
    "accounts/2fa/reauthenticate/": ("/accounts/2fa/reauthenticate/", SIGN_IN, CONFIRM, CONFIRM),
    "accounts/2fa/totp/activate/": ("/accounts/2fa/totp/activate/", SIGN_IN, CONFIRM, CONFIRM),
    "accounts/2fa/totp/deactivate/": ("/accounts/2fa/totp/deactivate/", SIGN_IN, 404, 404),
    "accounts/2fa/recovery-codes/": ("/accounts/2fa/recovery-codes/", SIGN_IN, 404, 404),
    "accounts/2fa/recovery-codes/generate/": (
        "/accounts/2fa/recovery-codes/generate/",
        *(SIGN_IN, CONFIRM, CONFIRM),
    ),
    "accounts/2fa/recovery-codes/download/": ("/accounts/2fa/recovery-codes/download/", SIGN_IN, 404, 404),
    "accounts/2fa/webauthn/": ("/accounts/2fa/webauthn/", SIGN_IN, 200, 200),
    "accounts/2fa/webauthn/add/": ("/accounts/2fa/webauthn/add/", SIGN_IN, CONFIRM, CONFIRM),
    "accounts/2fa/webauthn/reauthenticate/": (
        "/accounts/2fa/webauthn/reauthenticate/",
        *(SIGN_IN, CONFIRM, CONFIRM),
    ),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (
        "/accounts/2fa/webauthn/keys/1/remove/",
        *(SIGN_IN, CONFIRM, CONFIRM),
    ),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (
        "/accounts/2fa/webauthn/keys/1/edit/",
        *(SIGN_IN, CONFIRM, CONFIRM),
    ),
    # Providers: without keys they are not there
    "accounts/github/login/": ("/accounts/github/login/", 404, 404, 404),
    "accounts/github/login/callback/": ("/accounts/github/login/callback/", 404, 404, 404),
    "accounts/google/login/": ("/accounts/google/login/", 404, 404, 404),
    "accounts/google/login/callback/": ("/accounts/google/login/callback/", 404, 404, 404),
    "accounts/google/login/token/": ("/accounts/google/login/token/", 404, 404, 404),
    "accounts/3rdparty/": ("/accounts/3rdparty/", SIGN_IN, 200, 200),
    "accounts/3rdparty/signup/": ("/accounts/3rdparty/signup/", SIGN_IN, SIGN_IN, SIGN_IN),
    "accounts/3rdparty/login/cancelled/": ("/accounts/3rdparty/login/cancelled/", 200, 200, 200),
    "accounts/3rdparty/login/error/": ("/accounts/3rdparty/login/error/", 401, 401, 401),
    # Their addresses of former days
    **{
        f"accounts/social/{old}/": (f"/accounts/social/{old}/", *(f"/accounts/3rdparty/{new}",) * 3)
        for old, new in {
            "login/cancelled": "login/cancelled/",
            "login/error": "login/error/",
            "signup": "signup/",
            "connections": "",
        }.items()
    },
    # The door of the admin is everybody's door
    "admin/login/": ("/admin/login/", SIGN_IN, 403, "/admin/"),
    "admin/logout/": ("/admin/logout/", "/admin/", "/admin/", 405),
}

# What takes a POST without a token against forgery, for programs have none: what its address says is proof.
# With how each refuses other methods, and what proves nothing
PROVED_OTHERWISE: dict[str, set[int]] = {
    "accounts/google/login/token/": {404},  # is not there
    "mail/events/<slug:provider>/": {404},
    "mail/stop/<str:token>/": {404, 405},
    "mail/choices/<str:token>/": {404, 405},
}

# Everything else in the admin: nobody but the staff gets in
ADMIN = "admin/"

# What a placeholder in a route of the admin stands for
ADMIN_PARTS = {
    r"<path:object_id>|<path:content_type_id>|<id>": "1",
    r"\^\(\?P<app_label>.*\)/\$": "accounts/",
    r"\(\?P<url>\.\*\)\$": "nowhere/",
}
