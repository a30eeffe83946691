"""What an officer wrote on the Decide tab and the case could not take as it was."""

from __future__ import annotations

from dataclasses import dataclass

from .one_of_many import OneOfMany
from .recommendation import Recommendation
from .resolution import Resolution


@dataclass(frozen=True)
class WordsAside(OneOfMany):
    """Somebody else had written meanwhile, so that these words wait until their officer keeps them instead or gives them up.

    ``seen_recommendation`` and ``seen_resolution`` are the revisions over which they were written.
    """

    recommendation: Recommendation
    resolution: Resolution | None = None
    seen_recommendation: int = 0
    seen_resolution: int = 0

    @property
    def lacking(self) -> str:
        return ""
