"""The day's page of one learner: its panels, for the page and for what a press changes on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from curriculum.models import Topic
from progress.learning.days import day_of
from progress.learning.pages.prepared_roadmap import prepared_with
from progress.learning.pages.roadmap_page import RoadmapPage, out_of_band
from progress.learning.standings import Look, Marks, RoadmapTally, all_standings
from progress.learning.streaks.stored import Short
from progress.learning.today import panels
from progress.learning.today.facts import Facts, facts_of
from progress.learning.today.history import Past, past
from progress.learning.today.next_panel import next_panel
from progress.learning.today.next_up import next_up, read_needs
from progress.learning.today.pace_panel import pace_panel
from progress.learning.today.routine_table import routine_table
from progress.learning.today.streak_panel import streak_panel
from progress.learning.today.waiting_panel import waiting_panel
from roadmap_site.accounts.models import User

STOOD = 24  # rows that keep their places after a press


@dataclass
class Board:
    learner: User
    at: datetime
    facts: Facts
    past: Past
    pages: list[RoadmapPage]  # of the roadmaps that are followed, without their tallies

    @property
    def heading(self) -> str:
        return date_format(self.facts.today, "l j F")

    @property
    def short_streak(self) -> Short:
        streak = self.past.streak
        return Short(streak.mode, streak.length, streak.done_today, streak.ends_today)

    def sections(self, *, stood: Sequence[str] = (), whole_routine: bool = False) -> dict[str, SafeString]:
        """Return each by the name of its slot; `stood` has the page's rows of what is next."""
        return {
            "streak": streak_panel(self.learner, self.past.streak, self.past.fortnight, self.at),
            "routine": self.routine(whole=whole_routine),
            "next": self._next(stood),
            "waiting": waiting_panel(self.facts),
            "pace": pace_panel(self.learner, self.pages, self.past.streak.days, self.facts),
            "year": self.past.year,
        }

    def changed(self, *, stood: Sequence[str], whole_routine: bool) -> str:
        """Return the sections for htmx to put in their places."""
        sections = self.sections(stood=stood, whole_routine=whole_routine)
        return "".join(out_of_band(section) for section in sections.values())

    def further(self) -> SafeString:
        """Return what other rooms have to show."""
        return panels.rendered(self.learner, self.at)

    def routine(self, *, whole: bool) -> SafeString:
        return routine_table([page.parts.tree for page in self.pages], self.facts, whole=whole)

    def _next(self, stood: Sequence[str]) -> SafeString:
        read_needs([page.parts for page in self.pages])
        before = self._standing_rows(stood)
        up = next_up(self.pages, besides=before)
        return next_panel(up, before=before, worked=self.facts.worked, following=bool(self.pages))

    def _standing_rows(self, stood: Sequence[str]) -> list[tuple[RoadmapPage, Topic]]:
        pages = {page.parts.tree.roadmap.slug: page for page in self.pages}
        rows = []
        for key in dict.fromkeys(stood[:STOOD]):
            roadmap, _, slug = key.partition("/")
            page = pages.get(roadmap)
            topic = page.parts.topic(slug) if page else None
            if page and topic:
                rows.append((page, topic))
        return rows


def board_of(learner: User, at: datetime) -> Board:
    today = day_of(learner, at)
    facts = facts_of(learner, today)
    seen = _seen(learner, facts)
    pages = [RoadmapPage.seen(parts, seen, today) for parts in prepared_with(facts.followed)]
    return Board(learner, at, facts, past(facts.days, today, get_language() or ""), pages)


def _seen(learner: User, facts: Facts) -> Look:
    """Return where the learner stands on topics. Nothing is counted: that takes longer than all the rest."""
    standings = all_standings(Marks.of(learner), list(facts.followed))[learner.pk]
    uncounted = RoadmapTally(kept_groups=facts.kept_groups)
    return Look(standings, dict.fromkeys(facts.followed, uncounted))
