"""Where a provider of mail reports what became of mails."""

import logging

from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailWebhookValidationFailure
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from anymail.webhooks.brevo import BrevoTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.postmark import PostmarkTrackingWebhookView
from anymail.webhooks.resend import ResendTrackingWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

log = logging.getLogger(__name__)

SENSELESS = (AnymailConfigurationError, AnymailError, ValueError, LookupError, TypeError, AttributeError)

RECEIVERS = {
    "brevo": BrevoTrackingWebhookView,
    "mailgun": MailgunTrackingWebhookView,
    "postmark": PostmarkTrackingWebhookView,
    "resend": ResendTrackingWebhookView,
    "ses": AmazonSESTrackingWebhookView,
}


@csrf_exempt
def mail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """For the provider that EMAIL_URL names alone, and only where it can prove itself."""
    if provider != settings.MAIL_PROVIDER or not settings.MAIL_EVENTS:
        raise Http404
    try:
        answer: HttpResponse = RECEIVERS[provider].as_view()(request)
    except AnymailWebhookValidationFailure:
        return HttpResponse(status=403)
    except SENSELESS:
        log.warning("A report of %s makes no sense", provider, exc_info=True)
        return HttpResponse(status=400)
    return answer
