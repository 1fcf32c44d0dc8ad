from django.urls import path

from progress.learning.views import roadmaps, streak

urlpatterns = [
    path("", roadmaps.index, name="index"),
    path("streak/", streak.streak, name="streak"),
    path("roadmaps/<slug:slug>/", roadmaps.roadmap, name="roadmap"),
    path("roadmaps/<slug:slug>/topics/<slug:topic_slug>/", roadmaps.topic, name="topic"),
    path("roadmaps/<slug:slug>/<slug:phase_slug>/", roadmaps.phase, name="phase"),
]
