"""The platform through QGIS's own network: proxy, certificates and limits of the council's QGIS apply."""

from __future__ import annotations

import time
from collections.abc import Mapping

from qgis.core import QgsBlockingNetworkRequest, QgsFeedback
from qgis.PyQt.QtCore import QByteArray, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from ...backoffice.errors import Cancelled
from ...backoffice.origin import origin_of, require_secure
from ...backoffice.user_agent import user_agent
from ...constraints.platform.web import PlatformError, WebAnswer

#: A page of 500 takes the platform up to 5 s, and its engineers tell of 90 s at worst.
_LONGEST_MS = 120_000
_LARGEST = 64 * 1024 * 1024


class QgisPlatformWeb:
    """Fetches from any thread but waits in it; once ``feedback`` is cancelled, nothing more is asked."""

    def __init__(self, feedback: QgsFeedback) -> None:
        self._feedback = feedback

    def get(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        """The whole answer, whatever its status. Raises PlatformError, BackOfficeError for an address that is not secure, and Cancelled."""
        require_secure(origin_of(address))
        self._stop()
        request = QNetworkRequest(QUrl(address))
        request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy)
        request.setTransferTimeout(_LONGEST_MS)
        for name, value in {"Accept": "application/json", "User-Agent": user_agent(), **headers}.items():
            request.setRawHeader(QByteArray(name.encode("ascii")), QByteArray(value.encode("ascii", "replace")))
        asked = QgsBlockingNetworkRequest()
        # QGIS is not told of the feedback: a request that it breaks off from another thread may never come back
        outcome = asked.get(request, True)
        self._stop()
        reply = asked.reply()
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            raise PlatformError(
                f"{origin_of(address)} can't be reached: {asked.errorMessage() or outcome}. Check the network.", passes=True
            )
        body = bytes(reply.content())
        if len(body) > _LARGEST:
            raise PlatformError(f"The answer of {address} is larger than {_LARGEST // 1024**2} MB, so it was not read.")
        names = [bytes(name) for name in reply.rawHeaderList()]
        told = {name.decode("latin-1").lower(): bytes(reply.rawHeader(QByteArray(name))).decode("latin-1") for name in names}
        return WebAnswer(address, int(status), told, body)

    def wait(self, seconds: float) -> None:
        """In small pieces, so that it can be stopped. Raises Cancelled."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._stop()
            time.sleep(min(0.1, max(0.0, until - time.monotonic())))

    def _stop(self) -> None:
        if self._feedback.isCanceled():
            raise Cancelled
