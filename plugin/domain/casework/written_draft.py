"""What stands in the fields of the Decide tab, and which of what is kept the officer saw when it was written."""

from __future__ import annotations

from typing import NamedTuple

from .recommendation import Recommendation
from .resolution import Resolution


class WrittenDraft(NamedTuple):
    """``resolution`` is what was chosen instead of a decision, perhaps still lacking something; None where none is chosen."""

    recommendation: Recommendation
    resolution: Resolution | None = None


class DraftSeen(NamedTuple):
    """The revisions that the officer saw, 0 where there was none."""

    recommendation: int = 0
    resolution: int = 0
