"""The habits of followed roadmaps, kept or not, on the last seven days; today's can be ticked."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from curriculum.models import Habit
from curriculum.templatetags.roadmap_words import letter, shape
from curriculum.tree import Tree
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.today.facts import WEEK, Facts

SHOWN = 12  # habits; of more, the others are on a page of the routine alone


def habit_count(trees: Sequence[Tree]) -> int:
    return sum(len(tree.habits) for tree in trees)


def routine_table(trees: Sequence[Tree], facts: Facts, *, whole: bool) -> SafeString:
    """Return the first SHOWN habits, or the `whole` routine; an empty section where there is none."""
    total = habit_count(trees)
    if not total:
        return SafeString('<section id="routine" hidden></section>')
    language = get_language() or ""
    room = total if whole else SHOWN
    groups = []
    asking = [tree for tree in trees if tree.habits]
    for tree in asking:
        habits = tree.habits[: max(room, 0)]
        room -= len(habits)
        if habits:
            groups.append(_group(tree, habits, facts, named=len(asking) > 1, language=language))
    more = total if total > SHOWN and not whole else 0
    kept = sum((habit.pk, facts.today) in facts.ticks for tree in trees for habit in tree.habits)
    return _frame(bool(more), language).fill(
        {
            "days": _days(facts.today, language),
            "groups": "".join(groups),
            "kept": gettext("%(kept)s of %(n)s kept today") % {"kept": kept, "n": total},
            "more": _more_words(more),
        }
    )


def _more_words(count: int) -> str:
    return ngettext("The whole routine, %(n)s habit", "The whole routine, %(n)s habits", count) % {"n": count}


def _group(tree: Tree, habits: Sequence[Habit], facts: Facts, *, named: bool, language: str) -> str:
    rows = "".join(_row(habit, facts, language) for habit in habits)
    return f"<tbody>{_line(tree) if named else ''}{rows}</tbody>"


def _line(tree: Tree) -> str:
    roadmap = tree.roadmap
    bullet = (
        f'<span class="bullet small" data-accent="{roadmap.accent}" data-shape="{shape(roadmap.accent)}"'
        f' aria-hidden="true">{escape(letter(roadmap.title))}</span>'
    )
    return (
        f'<tr class="of-line"><th colspan="{WEEK + 1}" scope="rowgroup"><span class="row tight">'
        f"{bullet}{escape(roadmap.title)}</span></th></tr>"
    )


def _row(habit: Habit, facts: Facts, language: str) -> str:
    key, title = habit.pk, escape(habit.title)
    kept, missed = _cells(language)
    is_kept = (key, facts.today) in facts.ticks
    days = _days_before(facts.today)
    return _prepared_row(language).fill(
        {
            "key": str(key),
            "title": title,
            "cells": "".join(kept if (key, day) in facts.ticks else missed for day in days),
            "value": f"{key}:{facts.today}:{'off' if is_kept else 'on'}",
            "icon": "done" if is_kept else "todo",
            "said": f"{title}: {_said(is_kept, language)}",
        }
    )


@lru_cache(maxsize=16)
def _said(is_kept: bool, language: str) -> str:
    return gettext("kept today. Take it back") if is_kept else gettext("not yet today. Tick it")


@lru_cache(maxsize=64)
def _days_before(today: date) -> tuple[date, ...]:
    """Return those of the week that are over."""
    return tuple(today - timedelta(days=ago) for ago in range(WEEK - 1, 0, -1))


@lru_cache(maxsize=64)
def _days(today: date, language: str) -> SafeString:
    names = [date_format(day, "D") for day in _days_before(today)]
    return SafeString("".join(f'<th scope="col">{name}</th>' for name in names))


@lru_cache(maxsize=8)
def _cells(language: str) -> tuple[str, str]:
    """Return a day on which it was kept, and one on which it was not."""
    kept = prepare("learning/_today_kept.html", kept=True).fill({})
    return kept, prepare("learning/_today_kept.html", kept=False).fill({})


@lru_cache(maxsize=8)
def _prepared_row(language: str) -> Prepared:
    return prepare("learning/_today_habit.html", habit=Slots())


@lru_cache(maxsize=8)
def _frame(has_more: bool, language: str) -> Prepared:
    return prepare("learning/_today_routine.html", routine=Slots(), has_more=has_more)
