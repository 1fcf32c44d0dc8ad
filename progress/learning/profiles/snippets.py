"""The Markdown that puts a badge into a README."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from curriculum.models import Roadmap
from progress.learning.models import Profile


@dataclass(frozen=True, slots=True)
class Snippet:
    roadmap: Roadmap
    picture: str  # a path
    markdown: str


def snippets(profile: Profile) -> list[Snippet]:
    """Return one for each published roadmap that the learner has marked something on."""
    begun = Roadmap.objects.published().filter(topics__marks__learner=profile.learner_id).distinct()
    return [_snippet(profile, roadmap) for roadmap in begun]


def _snippet(profile: Profile, roadmap: Roadmap) -> Snippet:
    picture = reverse("badge", args=[profile.handle, roadmap.slug])
    page = (
        reverse("profile", args=[profile.handle])
        if profile.public
        else reverse("roadmap", args=[roadmap.slug])
    )
    title = re.sub(r"([\\\[\]])", r"\\\1", roadmap.title)
    site = settings.SITE_URL.rstrip("/")
    return Snippet(roadmap, picture, f"[![{title}]({site}{picture})]({site}{page})")
