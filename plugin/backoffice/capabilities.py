"""What a back office takes from officers, in the officer API's own words."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.validation_request import RED_LINE_CHANGE


@dataclass(frozen=True)
class Capabilities:
    """What this back office takes with this token; of plain BOPS nothing at all.

    ``silence`` is what it does to a request that nobody answers: "closes", "closes_and_adopts" or "" where it does not say. ``officer`` is
    whose token it is and ``role`` what that person may do, in the back office's words, "" where it does not say.
    """

    operations: frozenset[str] = frozenset()
    request_types: frozenset[str] = frozenset()
    silence: str = ""
    officer: str = ""
    role: str = ""

    @property
    def can_ask(self) -> bool:
        """Whether an applicant can be asked to agree to another red line."""
        return "create_validation_request" in self.operations and RED_LINE_CHANGE in self.request_types

    @property
    def can_cancel(self) -> bool:
        return "cancel_validation_request" in self.operations

    @property
    def can_change(self) -> bool:
        """Whether a request that the applicant does not have yet can be worded anew."""
        return "change_validation_request" in self.operations
