"""One of the texts that an assessment consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..task import TaskState


class DetailCategory(Enum):
    """What a text is about. Source: the categories of BOPS's assessment details."""

    SUMMARY_OF_WORK = "summary_of_work"
    SITE_DESCRIPTION = "site_description"
    CONSULTATION_SUMMARY = "consultation_summary"
    NEIGHBOUR_SUMMARY = "neighbour_summary"
    OTHER_CONSIDERATIONS = "additional_evidence"
    AMENITY = "amenity"
    PUBLICITY = "check_publicity"
    EVIDENCE_OF_IMMUNITY = "evidence_of_immunity"
    IMMUNITY = "assess_immunity"
    SUMMARY_OF_ADVICE = "summary_of_advice"


@dataclass(frozen=True)
class AssessmentDetail:
    """One text a category. ``state`` is not started, in progress or completed."""

    category: DetailCategory
    entry: str
    state: TaskState = TaskState.IN_PROGRESS

    @property
    def key(self) -> str:
        return self.category.value

    @property
    def lacking(self) -> str:
        """A text that is said to be complete has words."""
        empty = self.state is TaskState.COMPLETED and not self.entry.strip()
        return "Write the text before you mark it complete." if empty else ""
