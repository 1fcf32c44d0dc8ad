"""What a learner changes beside a topic: note, links, reports of dead links. Its panel's forms post here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from curriculum.content.links import MAX_URL
from curriculum.models import Resource, Topic
from progress.learning.models import OwnLink
from progress.learning.notes import keeping, links, removing, reports
from progress.learning.notes.keeping import NoteChanged, NoteTooLong
from progress.learning.pages.own import Own, Typed, linked
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.roadmap_page import out_of_band
from progress.learning.pages.undo import WayBack, keep_way_back, way_back
from progress.learning.pages.undo_along import take_along
from progress.learning.pages.whose import made_for_another
from progress.learning.views.found import address_of, is_htmx
from progress.learning.views.handed_over import handed_over
from progress.learning.views.refused import refused
from roadmap_site.accounts.models import User

LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it: in words, with a button back, and where on the page; or what was `typed` in vain."""

    words: str
    place: str
    undo: tuple[str, str] | None = None
    typed: Typed | None = None


def change_own(
    request: HttpRequest, parts: PreparedRoadmap, topic: Topic, page: Callable[[Typed], HttpResponse]
) -> HttpResponse:
    """Do what the pressed button says; `page` shows the whole page with what was typed in vain."""
    if made_for_another(request):
        return handed_over(request, address_of(topic))
    if not isinstance(request.user, User):
        return redirect_to_login(address_of(topic))
    name = next((name for name in ACTS if name in request.POST), "")
    try:
        told = ACTS[name](request, request.user, parts, topic) if name else None
    except OwnLink.DoesNotExist:
        words = gettext("There is no such link here, so nothing has changed.")
        return refused(request, words, address_of(topic), status=404)
    except Resource.DoesNotExist:
        words = gettext("There is no such resource here, so nothing has changed.")
        return refused(request, words, address_of(topic), status=404)
    if told is None:
        words = gettext("Nothing was pressed, so nothing has changed.")
        return refused(request, words, address_of(topic))
    response = _answer(request, request.user, parts, topic, told, page)
    take_along(request, response, told.words, _way(topic, told), at=timezone.now())
    return response


def _answer(
    request: HttpRequest,
    learner: User,
    parts: PreparedRoadmap,
    topic: Topic,
    told: Told,
    page: Callable[[Typed], HttpResponse],
) -> HttpResponse:
    if is_htmx(request):
        return _pieces(request, learner, parts, topic, told)
    if told.typed is not None:
        return page(told.typed)
    keep_way_back(request, told.words, _way(topic, told))
    return HttpResponseRedirect(f"{address_of(topic)}#{told.place}")


def _pieces(
    request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic, told: Told
) -> HttpResponse:
    """Answer htmx with the touched section, and notes.js, which saves while one types, with less."""
    sections = Own(request, learner, parts, topic, told.typed or Typed())
    if "X-Autosave" in request.headers:
        if told.typed is not None:
            return HttpResponse(sections.note(writing=True), status=422)
        return HttpResponse(sections.note_state())
    show: dict[str, Callable[[], SafeString]] = {
        "note": lambda: sections.note(writing=True),
        "own-links": sections.links,
        "reports": lambda: sections.reports(reporting=True),
    }
    word = way_back(request, told.words, _way(topic, told)) if told.words else ""
    undo = f'<div id="undo" hx-swap-oob="innerHTML">{word}</div>'
    return HttpResponse(out_of_band(show[told.place]()) + undo)


def _way(topic: Topic, told: Told) -> WayBack | None:
    return WayBack(address_of(topic), *told.undo) if told.undo else None


def _save(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    what, version = request.POST["save"], _version(request)
    typed = keeping.storable(request.POST.get("text", ""))
    if what == "saved":
        return Told(gettext("What was saved stays."), "note")
    text = "" if what == "nothing" else typed
    if what == "both":
        text = keeping.joined(keeping.note_of(learner, topic).text, typed)
    try:
        saved = keeping.save(learner=learner, topic=topic, text=text, version=version, at=timezone.now())
    except NoteTooLong:
        return Told("", "note", typed=Typed(note=text, note_problem="long", version=version))
    except NoteChanged as changed:
        again = Typed(note=typed, note_problem="changed", saved=changed.note, version=version)
        return Told("", "note", typed=again)
    if saved.removed:
        return Told(gettext("Your note is removed."), "note", ("restore", str(saved.removed.pk)))
    return Told(gettext("Your note is saved."), "note")


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return min(int(version), LARGEST_VERSION) if version.isdecimal() and len(version) < 12 else 0


def _add(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    typed, title = request.POST.get("url", ""), request.POST.get("title", "")
    url = links.completed(typed)
    problem, title_problem = _problem(url), _title_problem(title)
    now = timezone.now()
    if not problem and not title_problem:
        try:
            link = links.keep(learner=learner, topic=topic, url=url, title=title, at=now)
        except links.TooManyLinks:
            words = ngettext(
                "There is %(n)s link here already", "There are %(n)s links here already", links.MOST
            )
            problem = gettext("%(so_many)s, and that is the most. Remove one first.") % {
                "so_many": words % {"n": links.MOST}
            }
    if problem or title_problem:
        again = Typed(url=typed, title=title, link_problem=problem, title_problem=title_problem)
        return Told("", "own-links", typed=again)
    words = gettext("“%(title)s” is added.") if link.at == now else gettext("“%(title)s” is here already.")
    return Told(words % {"title": link.title}, "own-links")


def _problem(url: str) -> str:
    if not url:
        return gettext("An address is needed, such as https://example.com/page.")
    if len(url) > MAX_URL:
        words = gettext("This address has %(n)s characters; %(most)s are the most.")
        return words % {"n": len(url), "most": MAX_URL}
    if links.deceives(url):
        return gettext("This address has characters in it that nobody sees. Type it, or copy it again.")
    if links.refused(url):
        return gettext(
            "Only addresses of web pages can be kept: they begin with https:// or http://,"
            " and have no spaces, quotes or user names in them."
        )
    return ""


def _title_problem(title: str) -> str:
    if len(title.strip()) > links.LONGEST_TITLE:
        words = gettext("This title has %(n)s characters, and %(most)s are the most. Shorten it.")
        return words % {"n": len(title.strip()), "most": links.LONGEST_TITLE}
    if links.deceives(title):
        return gettext("This title has characters in it that nobody sees. Type it, or leave it empty.")
    return ""


def _unlink(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    removed = links.remove(learner=learner, topic=topic, link_id=request.POST["unlink"], at=timezone.now())
    if removed is None:
        return Told(gettext("That link was removed already."), "own-links")
    words = gettext("“%(title)s” is removed.") % {"title": removed.what["title"]}
    return Told(words, "own-links", ("restore", str(removed.pk)))


def _restore(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    key = request.POST["restore"]
    place = "note" if removing.is_note(learner, key) else "own-links"
    if removing.bring_back(learner=learner, removed_id=key, at=timezone.now()):
        return Told(gettext("Undone."), place)
    return Told(gettext("That can't be undone any more: it has changed since."), place)


def _report(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    resource = _resource(parts, topic, request.POST["report"])
    reports.report(learner=learner, resource=resource, at=timezone.now())
    words = gettext("Thank you: an editor will look at the link of “%(title)s”.")
    return Told(words % {"title": resource.title}, "reports", ("unreport", str(resource.pk)))


def _unreport(request: HttpRequest, learner: User, parts: PreparedRoadmap, topic: Topic) -> Told | None:
    resource = _resource(parts, topic, request.POST["unreport"])
    reports.take_back(learner=learner, resource=resource)
    words = gettext("The report of “%(title)s” is taken back.")
    return Told(words % {"title": resource.title}, "reports", ("report", str(resource.pk)))


def _resource(parts: PreparedRoadmap, topic: Topic, key: str) -> Resource:
    """Raise Resource.DoesNotExist for any but the topic's."""
    for resource in linked(parts, topic):
        if str(resource.pk) == key:
            return resource
    raise Resource.DoesNotExist


Act = Callable[[HttpRequest, User, PreparedRoadmap, Topic], Told | None]
ACTS: dict[str, Act] = {
    "save": _save,
    "add": _add,
    "unlink": _unlink,
    "restore": _restore,
    "report": _report,
    "unreport": _unreport,
}
