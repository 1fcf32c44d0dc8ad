from django.urls import path

from progress.learning.views import (
    badges,
    calendar,
    completions,
    line,
    milestones,
    plans,
    profiles,
    roadmaps,
    streak,
    timeline,
    today,
)

urlpatterns = [
    path("", roadmaps.index, name="index"),
    path("completions/", completions.completions, name="completions"),
    path("completions/<slug:roadmap>/", completions.completion, name="completion"),
    path("completions/<slug:roadmap>/<slug:phase>/", completions.completion, name="phase_completion"),
    path("certificates/<slug:code>/", completions.certificate, name="certificate"),
    path("@<slug:handle>/", profiles.profile, name="profile"),
    path("@<slug:handle>/<slug:slug>.svg", badges.badge, name="badge"),
    path("settings/profile/", profiles.profile_settings, name="profile_settings"),
    path("today/", today.today, name="today"),
    path("streak/", streak.streak, name="streak"),
    path("settings/streak/", streak.streak_settings, name="streak_settings"),
    path("roadmaps/<slug:slug>/", roadmaps.roadmap, name="roadmap"),
    path("roadmaps/<slug:slug>/topics/<slug:topic_slug>/", roadmaps.topic, name="topic"),
    path("roadmaps/<slug:slug>/timeline/", timeline.timeline, name="timeline"),
    path("roadmaps/<slug:slug>/line.svg", line.line, name="line"),
    path("roadmaps/<slug:slug>/plan/", plans.plan, name="plan"),
    path("plans/<slug:token>.ics", calendar.feed, name="feed"),
    path("settings/calendar/", calendar.calendar, name="calendar"),
    path("roadmaps/<slug:slug>/milestones/<slug:key>/", milestones.milestone, name="milestone"),
    path("roadmaps/<slug:slug>/<slug:phase_slug>/", roadmaps.phase, name="phase"),
]
