"""What a sign-in may have to pass before it is one."""

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.userkit import did_user_login
from allauth.account.stages import EmailVerificationStage
from django.http import HttpRequest, HttpResponse


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


def stop_waiting(request: HttpRequest) -> None:
    """Forget the code that a sign-up waits for, maybe another person's."""
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
