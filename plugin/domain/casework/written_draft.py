"""What stands in the fields of the Decide tab, and which of what is kept the officer saw when it was written."""

from __future__ import annotations

from typing import NamedTuple

from .recommendation import Recommendation
from .resolution import Resolution


class WrittenDraft(NamedTuple):
    """``resolution`` is what was chosen instead of a decision, perhaps unfinished; None where none is chosen."""

    recommendation: Recommendation
    resolution: Resolution | None = None


class DraftSeen(NamedTuple):
    """The revisions that the officer saw, 0 where there was none.

    ``aside`` names the words that were put aside because they could not be kept, "" for none, ``aside_revision`` how they were seen.
    """

    recommendation: int = 0
    resolution: int = 0
    aside: str = ""
    aside_revision: int = 0
