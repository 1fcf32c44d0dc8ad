"""The badge of a topic that has changed since one did it, and in its panel what is different."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from curriculum.models import Topic


def again_words(more: str) -> SafeString:
    """Put the badge before what stands at the end of a row."""
    return SafeString(f'<i class="again">{gettext("look again")}</i> {more}')


def second_look(topic: Topic, *, due: bool) -> SafeString:
    """Return what an editor says of a change, and a button to be done with it; if not due an empty place."""
    return render_to_string("learning/_second_look.html", {"topic": topic, "due": due})
