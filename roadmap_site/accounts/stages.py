"""What a sign-in may have to pass before it is one."""

from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
    EmailVerificationProcess,
)
from allauth.account.internal.stagekit import stash_login, unstash_login
from allauth.account.internal.userkit import did_user_login
from allauth.account.stages import EmailVerificationStage
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from roadmap_site.accounts.models import User


class CodeStage(EmailVerificationStage):  # type: ignore[misc]  # allauth has no types
    """Wait for the code that was sent, and leave the other ways in open.

    Allauth would lead them all back to the code, which never comes to whoever typed an address that has an
    account. It does so alike for addresses that have one and that have none.

    Whoever awaits a code before the first sign-in is signing up still, maybe in another browser.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        response, goes_on = super().handle()
        if response and not did_user_login(self.login.user):
            self.login.signup = True
        return response, goes_on

    def is_resumable(self, request: HttpRequest) -> bool:
        return False


def go_on_waiting(request: HttpRequest, user: User) -> None:
    """Lead whoever signs in where their code is awaited back to it: what was sent still counts.

    Raise ImmediateHttpResponse for them, and nothing for others.
    """
    awaited, login = EmailVerificationProcess.resume(request), unstash_login(request, peek=True)
    if awaited is None or login is None or awaited.user != user or awaited.email_address.verified:
        return
    login.redirect_url = get_next_redirect_url(request) or login.redirect_url
    stash_login(request, login)
    raise ImmediateHttpResponse(redirect("account_email_verification_sent"))


def stop_waiting(request: HttpRequest) -> None:
    """Forget the code that a sign-up waits for, maybe another person's."""
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
