"""What a learner keeps beside a topic, as sections of its panel: note, links, dead links, history."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from curriculum.models import Resource, Topic
from progress.learning.days import day_of
from progress.learning.models import Note
from progress.learning.notes import reports
from progress.learning.notes.beside import Beside, beside
from progress.learning.notes.history import history
from progress.learning.notes.keeping import LONGEST
from progress.learning.notes.links import LONGEST_TITLE
from progress.learning.notes.rendering import rendered
from progress.learning.pages.prepared_roadmap import PreparedRoadmap
from progress.learning.pages.reading import prepared_reading
from progress.learning.pages.roadmap_page import out_of_band
from progress.learning.pages.whose import whose
from roadmap_site.accounts.models import User

SHOWN = 5  # lines of the history; the others open


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent and could not be kept as it is: the page gives it back, and says why.

    `note_problem` is "long" or "changed"; then `saved` is what another tab has saved. The note was typed over
    `version`, and stays so until a learner who has seen the newer one presses a button.
    """

    note: str = ""
    note_problem: str = ""
    saved: Note | None = None
    version: int = 0
    url: str = ""
    title: str = ""
    link_problem: str = ""
    title_problem: str = ""


NOTHING = Typed()


@dataclass(frozen=True)
class Own:
    """The sections for one learner and topic. All but the reports are read together, once."""

    request: HttpRequest
    learner: User
    parts: PreparedRoadmap
    topic: Topic
    typed: Typed = NOTHING

    @cached_property
    def beside(self) -> Beside:
        return beside(self.learner, self.topic)

    def note(self, *, writing: bool = False) -> SafeString:
        """Return the section; `writing` leaves the field open."""
        note = self.typed.saved or self.beside.note
        return self._render(
            "learning/_note.html",
            note=note,
            shown=rendered(note.text),
            text=self.typed.note if self.typed.note_problem else note.text,
            problem=self.typed.note_problem,
            base=self.typed.version,
            length=len(self.typed.note),
            longest=LONGEST,
            writing=writing or not note.text or bool(self.typed.note_problem),
        )

    def note_state(self) -> SafeString:
        """Return what changes with each save while somebody types."""
        note = self.beside.note
        shown = rendered(note.text)
        pieces = ("_note_state", "_note_shown", "_note_removal")
        return SafeString(
            "".join(self._render(f"learning/{piece}.html", note=note, shown=shown) for piece in pieces)
        )

    def links(self) -> SafeString:
        return self._render(
            "learning/_own_links.html",
            links=self.beside.links,
            typed=self.typed,
            longest_title=LONGEST_TITLE,
        )

    def reports(self, *, reporting: bool = False) -> SafeString:
        """Return the resources whose links can be reported; nothing when there are none.

        They stand open while one is reported, to be seen, and after a press there: `reporting`.
        """
        resources = linked(self.parts, self.topic)
        if not resources:
            return SafeString("")
        reported = reports.reported(self.learner, resources)
        return self._render(
            "learning/_reports.html",
            resources=resources,
            reported=reported,
            open=reporting or bool(reported),
        )

    def history(self) -> SafeString:
        lines = history(self.beside.did, day_of(self.learner, timezone.now()))
        return self._render("learning/_history.html", newest=lines[:SHOWN], earlier=lines[SHOWN:])

    def _render(self, template: str, **context: object) -> SafeString:
        common = {
            "topic": self.topic,
            "address": reverse("topic", args=[self.parts.tree.roadmap.slug, self.topic.slug]),
            "whose": whose(self.request),
            "csrf_token": get_token(self.request),  # all that the sections need of the request
        }
        return render_to_string(template, common | context)


def history_fragment(request: HttpRequest, parts: PreparedRoadmap, topic: Topic) -> str:
    """The history again, for htmx to put in its place; a visitor has none."""
    user = request.user
    return out_of_band(Own(request, user, parts, topic).history()) if isinstance(user, User) else ""


def linked(parts: PreparedRoadmap, topic: Topic) -> list[Resource]:
    """Return the topic's resources that have an address."""
    references = prepared_reading(parts, topic).references
    return [reference.resource for reference in references if reference.resource.url]


def own_values(request: HttpRequest, parts: PreparedRoadmap, topic: Topic, typed: Typed) -> dict[str, str]:
    """Fill `own`, `reports` and `history` of a panel; a visitor reads what an account is good for."""
    if not isinstance(request.user, User):
        return {"own": render_to_string("learning/_own_visitor.html"), "reports": "", "history": ""}
    sections = Own(request, request.user, parts, topic, typed)
    own = render_to_string("learning/_own.html", {"note": sections.note(), "links": sections.links()})
    return {"own": own, "reports": sections.reports(), "history": sections.history()}
