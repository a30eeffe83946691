"""What a back office lets this token do: asked, not assumed."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.plain_lists import listed
from .bops import Bops, paged
from .endpoints import ALL_REQUESTS, LIST, NEIGHBOUR_RESPONSES, Endpoint
from .errors import BackOfficeError, Trouble

_NEEDED = (LIST, ALL_REQUESTS, NEIGHBOUR_RESPONSES)


@dataclass(frozen=True)
class Permissions:
    """``readable`` is what the token may read, in words; ``refused`` what it may not. ``applications`` is how many the back office has."""

    readable: tuple[str, ...]
    refused: tuple[str, ...]
    applications: int | None

    @property
    def sentence(self) -> str:
        """For the page that sets up the connection."""
        may = f"This token may read {listed(self.readable)}." if self.readable else "This token may read nothing."
        count = f" The back office has {self.applications:,} applications." if self.applications is not None else ""
        refused = f" It may not read {listed(self.refused)}: an administrator can allow that under Admin, Tokens." if self.refused else ""
        return f"{may}{count}{refused}"


def permissions_of(client: Bops) -> Permissions:
    """Ask for one entry of each kind. Raises BackOfficeError where the back office or the token is not known."""
    client.ping()
    readable, refused = [], []
    applications = None
    for endpoint in _NEEDED:
        try:
            total = _total(client, endpoint)
        except BackOfficeError as error:
            if error.trouble is not Trouble.PERMISSION:
                raise
            refused.append(endpoint.thing)
            continue
        readable.append(endpoint.thing)
        applications = total if endpoint is LIST else applications
    return Permissions(tuple(readable), tuple(refused), applications)


def _total(client: Bops, endpoint: Endpoint) -> int | None:
    page = client.page(paged(endpoint, 1, 1))
    return None if page is None else page.total
