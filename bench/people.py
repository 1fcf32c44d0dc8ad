"""Who visits during a run: `python -m bench.people` makes them, `sign_in` and `mark` use the site's forms."""

import os
import re

from bench.browser import Browser, Connection

READER, TICKER, FLOOR = "reader@bench.example", "ticker@bench.example", "floor@bench.example"
DAILY = "daily@bench.example"
HANDLE = "reader"
PASSWORD = "five-stones-in-a-row"
MARKS = 30

_STATES = ("done", "done", "done", "learning", "done", "skipped", "done", "done", "learning", "done")
_BUTTON = re.compile(r'name="mark" value="([a-z0-9-]+):[a-z]+"')


def sign_in(email: str, connection: Connection) -> Browser:
    browser = Browser(connection)
    browser.get("/accounts/login/")
    reply = browser.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert reply.status == 302, reply.text
    return browser


def topics(browser: Browser, address: str) -> list[str]:
    """The slugs of a roadmap's topics, in order; the browser has the page's token afterwards."""
    reply = browser.get(address)
    assert reply.status == 200, f"{address} answers {reply.status}"
    return list(dict.fromkeys(_BUTTON.findall(reply.text)))


def mark(browser: Browser, address: str) -> list[str]:
    """Set MARKS marks and no others; return the slugs that have none."""
    found = topics(browser, address)
    for number, slug in enumerate(found):
        state = _STATES[number % len(_STATES)] if number < MARKS else "todo"
        reply = browser.post(address, {"mark": f"{slug}:{state}"})
        assert reply.status == 302, reply.text
    topics(browser, address)  # the word of what was done last is shown once, and then no more
    return found[MARKS:]


def make_people() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench.years import make_years
    from progress.learning.profiles.showing import show
    from roadmap_site.accounts.models import User

    for email in (READER, TICKER, FLOOR, DAILY):
        User.objects.create_user(email, PASSWORD, name="Ida Stone", time_zone="Europe/Vienna")
    make_years(DAILY)
    show(learner=User.objects.get(email=READER), handle=HANDLE, public=True, streak=False, badges=True)


if __name__ == "__main__":
    make_people()
