"""Pictures that are alike for everybody: answered before anybody asks whose request it is."""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from progress.learning.views.badges import badge
from progress.learning.views.line import line

Handler = Callable[[HttpRequest], HttpResponseBase]

PICTURES: list[tuple[re.Pattern[str], Callable[..., HttpResponseBase]]] = [
    (re.compile(r"/@([-\w]+)/([-\w]+)\.svg", re.ASCII), badge),
    (re.compile(r"/roadmaps/([-\w]+)/line\.svg", re.ASCII), line),
]


def pictures_first(get_response: Handler) -> Handler:
    """Answer a picture's address at once: nothing behind this middleware is asked, no session either."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            for address, view in PICTURES:
                if found := address.fullmatch(request.path_info):
                    request.get_host()  # refuses a wrong one, as the middleware that is left out would
                    return view(request, *found.groups())
        return get_response(request)

    return middleware
