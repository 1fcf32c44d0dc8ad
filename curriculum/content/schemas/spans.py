"""The shape of stretches of time."""

from typing import Annotated

from pydantic import Field

from curriculum.content.fields import Strict, Unit, text


class WindowFrom(Strict):
    unit: Unit
    from_: int = Field(alias="from", ge=0, le=1000)
    """The lower end, in units."""
    to: int = Field(ge=0, le=1000)
    """The upper end, in units; not less than `from`."""


class Duration(WindowFrom):
    """How long something takes, such as 6 to 8 weeks."""


class Window(WindowFrom):
    """Where something lies in the calendar, such as weeks 14 to 22."""

    note: Annotated[str, text(120)] | None = None
    """A remark, such as "ongoing"."""
