"""Carrying out any act of the outbox: one of casework by the table of routes, one on a request by its own way."""

from __future__ import annotations

from ..casefile.case_file import CaseFile
from ..domain.case import Case
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import CHECK_BOUNDARY
from .capabilities import Capabilities
from .casework_sending import CaseworkSending
from .line_as_seen import LineAsSeen
from .moved_on import MovedOn
from .officer_api import OfficerApi
from .request_sending import REQUEST_VERBS, RequestSending
from .routes import VERBS

#: Every act that is sent.
SENT_VERBS = REQUEST_VERBS | frozenset(VERBS)


class ActSending:
    """What a back office of these capabilities takes, through one API into one case file."""

    def __init__(self, api: OfficerApi, case_file: CaseFile, capabilities: Capabilities, lines: LineAsSeen, moved: MovedOn) -> None:
        self._lines = lines
        self._casework = CaseworkSending(api, case_file, capabilities)
        self._requests = RequestSending(api, case_file, capabilities, lines, moved)

    def unable(self, entry: OutboxEntry) -> str:
        """Why the back office does not take an act from here, as a sentence; "" where it does."""
        return (self._casework if entry.verb in VERBS else self._requests).unable(entry)

    def may_go(self, entry: OutboxEntry) -> bool:
        """Whether an act can be tried: also one that was never tried, because the back office did not take it then and does now."""
        by_now = entry.state is OutboxState.UNSUPPORTED and not entry.attempts and entry.verb in VERBS
        return entry.state.is_open or (by_now and not self.unable(entry))

    def carry_out(self, entry: OutboxEntry, case: Case) -> None:
        """Send an act and keep its answer. Raises BackOfficeError, OrderRefused, BadQuestion and ActOver; then nothing is kept."""
        if entry.verb == CHECK_BOUNDARY:
            self._lines.look(entry, case, str(entry.payload["over"]), "you looked at")
        (self._casework if entry.verb in VERBS else self._requests).carry_out(entry, case)
