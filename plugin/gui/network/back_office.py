"""How a task inside QGIS reaches the back office: QGIS's network, the stored credentials, and the task's own cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..environment.profile_of import profile_of
from ..settings import Settings
from .credentials import of_another

if TYPE_CHECKING:
    from ...backoffice.bops import Bops
    from ...backoffice.errors import Trouble
    from ...domain.clock import Clock


def bops_of(settings: Settings, clock: Clock, cancelled: Callable[[], bool]) -> Bops:
    """The back office of the settings, for the task that calls this, which closes it.

    RedlineError for an address that can't be used, and for credentials that are for another. The credentials must have been unlocked on
    the GUI thread.
    """
    from ...backoffice.bops import Bops
    from ...backoffice.connection import Connection
    from ...backoffice.origin import origin_typed
    from ...domain.errors import RedlineError
    from .adapter import NetworkAdapter

    origin_typed(settings.authority_url)
    elsewhere = of_another(settings.authcfg, settings.authority_url)
    if elsewhere:
        raise RedlineError(elsewhere)
    stopped = _until_deleted(cancelled)
    adapter = NetworkAdapter(settings.authcfg, settings.authority_url, stopped)
    return Bops(Connection(settings.authority_url), clock, adapter=adapter, cancelled=stopped)


def _until_deleted(cancelled: Callable[[], bool]) -> Callable[[], bool]:
    """The same for a request that outlives its task: one that QGIS has deleted is waited for by nobody."""

    def stopped() -> bool:
        try:
            return cancelled()
        except RuntimeError:
            return True

    return stopped


def authority_reference(settings: Settings) -> str:
    """The ONS code of the authority whose profile is set, "" where none is or it can't be read."""
    return profile_of(settings).profile.authority_reference


def out_of_reach() -> frozenset[Trouble]:
    """The troubles that mean: the back office itself did not answer, so what is here is all there is for now."""
    from ...backoffice.errors import OUT_OF_REACH

    return OUT_OF_REACH
