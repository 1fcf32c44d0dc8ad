"""A mail's HTML in a frame: with its own styles, and otherwise nothing that it asks for."""

from django.http import HttpResponse

from progress.reminders.letters.style_hashes import style_hashes

MOST = 400  # styles; a header has an end

# No script runs, no form is sent, nothing is loaded; links open beside the mailbox
POLICY = (
    "default-src 'none'; style-src {styles}; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


def framed(html: str) -> HttpResponse:
    hashes = style_hashes(html)[:MOST]
    styles = " ".join(["'unsafe-hashes'", *hashes]) if hashes else "'none'"
    headers = {"Content-Security-Policy": POLICY.format(styles=styles), "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(_with_links_beside(html), headers=headers)


def _with_links_beside(html: str) -> str:
    head = html.lower().find("<head")
    end = html.find(">", head) + 1 if head >= 0 else 0
    return f'{html[:end]}<base target="_blank">{html[end:]}'
