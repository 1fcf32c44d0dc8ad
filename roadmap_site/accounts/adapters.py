"""Where allauth asks the site: time zones, links in mail, and where a visitor may be led."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.email_verification import is_verification_rate_limited
from allauth.account.models import Login
from allauth.core import context as current
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmap_site.accounts import letters, post, welcome, zones
from roadmap_site.accounts.models import User
from roadmap_site.accounts.stages import go_on_waiting, stop_waiting

CODE_HOLDS, LINK_HOLDS = timedelta(minutes=15), timedelta(days=1)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "code_just_sent": gettext_lazy(
            "A code is on its way to this address. Enter it in the browser where it was asked for; or wait"
            " ten seconds, and sign in here for another."
        )
    }

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        super().save_user(request, user, form, commit)
        if commit and (zone := _told(request)):
            zones.move(user=user, zone=zone, at=timezone.now())
        return user

    def get_login_stages(self) -> list[str]:
        own = {"allauth.account.stages.EmailVerificationStage": "roadmap_site.accounts.stages.CodeStage"}
        return [own.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        stop_waiting(request)
        if zone := _told(request):
            take_or_suggest(request, user, zone, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **login)
        if login["signup"] and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(welcome.way_to(response.url))
        return response

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Tell apart what allauth calls too many attempts: that a code was sent a moment ago."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and not request.user.is_authenticated:
            go_on_waiting(request, user)
            if is_verification_rate_limited(request, Login(user=user, email=credentials.get("email"))):
                raise self.validation_error("code_just_sent")
        return user

    def is_safe_url(self, url: str) -> bool:
        """Only this very host; the others of ALLOWED_HOSTS may be other sites."""
        request = current.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand it over; nobody waits until it is sent."""
        request = current.request
        known = {"request": request, "email": email, "current_site": get_current_site(request)}
        parcel = post.Parcel(
            self.render_mail(template_prefix, email, known | context),
            person=context.get("user"),
            asked_for=template_prefix.startswith(letters.ASKED_FOR),
            lasts=CODE_HOLDS if template_prefix.startswith(letters.AWAITED) else LINK_HOLDS,
        )
        post.deliver(parcel, at=timezone.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(template_prefix, user, (context or {}) | {"user": user}, email)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Links lead to the configured site, whatever host the request named."""
        context |= {key: _on_site(value) for key, value in context.items() if key.endswith("_url")}
        message: EmailMessage = super().render_mail(
            template_prefix, email, context | {"site_url": settings.SITE_URL}, headers
        )
        if settings.SHOW_MAIL:
            letters.show(message, template=template_prefix)
        return message

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Tag the word of who has signed out, by which the page after it clears the browser (farewell.js)."""
        if message_template == "account/messages/logged_out.txt":
            kwargs["extra_tags"] = "farewell"
        super().add_message(request, level, message_template, *args, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """A provider whose keys are not set is not there."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as missing:
            raise Http404 from missing

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        name = sociallogin.account.extra_data.get("name") or ""
        known: dict[str, Any] = super().get_signup_form_initial_data(sociallogin)
        return known | {"name": name}


def take_or_suggest(request: HttpRequest, user: User, zone: str, *, at: datetime) -> None:
    """The first zone that a browser tells is taken; a differing one later is only mentioned."""
    if not user.zone_changes.exists():
        zones.move(user=user, zone=zone, at=at)
    elif zones.clocks_differ(zone, user.time_zone, at=at):
        words = _("This browser is in {browser}; your days are counted in {own}. {link}")
        link = format_html('<a href="{}">{}</a>', reverse("settings"), _("Change it in your settings"))
        there, here = zones.spoken(zone), zones.spoken(user.time_zone)
        messages.info(request, format_html(words, browser=there, own=here, link=link))


def _told(request: HttpRequest) -> str:
    """The zone that the browser filled into a form, if any; UTC for one that nobody knows."""
    zone = request.POST.get("time_zone", "")
    return zones.known(zone) if zone else ""


def _on_site(url: str) -> str:
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    return str(urljoin(settings.SITE_URL, path))
