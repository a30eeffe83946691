"""Asks the platform through QGIS's own network, until somebody stops it."""

from __future__ import annotations

from qgis.core import QgsFeedback

from ...backoffice.errors import Cancelled
from ...constraints.platform.asker import Asker
from ...constraints.platform.platform_settings import settings_for
from .platform_web import QgisPlatformWeb


def platform_asker(feedback: QgsFeedback, address: str, files: str) -> Asker:
    """Of the platform at an address, with its files at another; "" means the usual ones.

    Raises PlatformError for what is no address, BackOfficeError for one that may not be asked.
    """
    settings = settings_for(address, files)
    web = QgisPlatformWeb(feedback, settings)
    return Asker(web, settings, web.wait)


def raise_if_cancelled(feedback: QgsFeedback) -> None:
    """Between two steps that ask nobody. Raises Cancelled."""
    if feedback.isCanceled():
        raise Cancelled
