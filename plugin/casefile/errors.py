"""What can go wrong with a case file, told to the officer."""

from __future__ import annotations

from ..domain.casework.written_draft import DraftSeen
from ..domain.errors import RedlineError


class CaseFileError(RedlineError):
    """The case file can't be opened, read or written; nothing that stood in it has been lost by that."""


class CaseFileBusy(CaseFileError):
    """Another window writes to the case file just now; the same act may be tried again."""


class CaseFileFull(CaseFileError):
    """The disk has no room left; whatever else would be written fails as well."""


class ActOver(CaseFileError):
    """An act of the outbox was sent or taken back by another window meanwhile; nothing more becomes of it."""


class ConflictMoved(CaseFileError):
    """A conflict was to be settled that is another one by now: compare the sides again."""


class NotProposed(CaseFileError):
    """A draft was not saved as a version. ``field`` is what is wrong: "draft", "reason", "line" or "base"; the draft is as it was."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotAsked(CaseFileError):
    """A request was not made, sent, cancelled or answered. ``field`` is what is wrong: "reason", "handling_reason", "certificate", "line",
    "base", "state", "sent_on", "who", "capacity", "replied_on" or "attachment". Nothing was changed.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class CaseNotThere(CaseFileError):
    """The case file has no case of that name."""


class WordsPutAside(CaseFileError):
    """A draft was not kept, and its words were put aside in the case file; ``seen`` is what the next act on the draft goes by."""

    def __init__(self, message: str, reference: str, seen: DraftSeen) -> None:
        super().__init__(message)
        self.reference = reference
        self.seen = seen


class NotRecommended(CaseFileError):
    """A recommendation was not kept, submitted, withdrawn or reviewed. ``field`` is what is wrong: "state", "review", "comment",
    "in-spite", or the code of what blocks it. Nothing was changed.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
