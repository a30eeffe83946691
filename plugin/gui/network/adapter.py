"""Carries ``requests`` over QGIS's own network manager, so that the council's proxy, certificates and stored credentials apply.

The thread that asks only waits: request and reply live in the thread of the window (window_thread.py says why).
"""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPMessage, responses
from typing import Any
from urllib.parse import urlsplit

import requests
from qgis.core import QgsApplication, QgsNetworkAccessManager
from qgis.PyQt.QtCore import QByteArray, QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from .body import ReplyBody
from .delivery import Delivery, Head
from .reply import CarriedReply
from .window_thread import do_in_window_thread, is_window_thread

#: Qt has unpacked the body already, so these would say something untrue of one that came packed.
_UNTRUE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
#: Qt sets them itself; it unpacks only what it asked for itself.
_OWN = frozenset({"host", "content-length", "accept-encoding", "connection"})
_USUAL_TIMEOUT = 30.0
#: Only these paths of the back office are asked with credentials; its files are fetched without.
_SIGNED = "/api/"


class NetworkAdapter(BaseAdapter):
    """A ``requests`` adapter over QgsNetworkAccessManager.

    ``authcfg`` names a configuration of QGIS's authentication store; it signs what goes to the API of ``address`` and nothing else. The
    master password must have been given before, on the GUI thread. ``cancelled`` is asked about every twentieth of a second; a request
    under way is then aborted and raises requests.ConnectionError. Redirects are never followed here.
    """

    def __init__(self, authcfg: str = "", address: str = "", cancelled: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._authcfg = authcfg
        self._place = _place(address) if address else None
        self._cancelled = cancelled

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send it and return as soon as the head of the answer is there; the body comes as it is read."""
        if verify is False:
            raise requests.exceptions.SSLError("a certificate is always checked", request=request)
        if is_window_thread():
            raise requests.exceptions.RequestException("the window never waits for the network", request=request)
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        delivery = Delivery(request, self._cancelled)
        carried = CarriedReply(lambda: _sent(self._signed(_network_request(request), request), request), delivery)
        body = ReplyBody(carried, delivery, float(read or _USUAL_TIMEOUT))
        do_in_window_thread(carried.begin)
        try:
            # Qt does not tell when the connection stands, so both share the longer of the two
            head = delivery.await_head(max(float(connect or _USUAL_TIMEOUT), float(read or _USUAL_TIMEOUT)))
        except requests.RequestException:
            body.close()
            raise
        return _response(request, head, body)

    def close(self) -> None:
        """Nothing is kept between requests: the manager is QGIS's."""

    def _signed(self, asked: QNetworkRequest, request: requests.PreparedRequest) -> QNetworkRequest:
        address = request.url or ""
        if not self._authcfg or _place(address) != self._place or not urlsplit(address).path.startswith(_SIGNED):
            return asked
        done, signed = QgsApplication.authManager().updateNetworkRequest(asked, self._authcfg)
        if not done:
            raise requests.exceptions.RequestException(
                "the stored credentials can't be read; is QGIS's master password right?", request=request
            )
        return QNetworkRequest(signed)


def _place(address: str) -> tuple[str, str, int | None]:
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _network_request(request: requests.PreparedRequest) -> QNetworkRequest:
    asked = QNetworkRequest(QUrl.fromEncoded(QByteArray((request.url or "").encode("ascii"))))
    for name, value in request.headers.items():
        if name.lower() not in _OWN:
            asked.setRawHeader(_bytes(name), _bytes(value))
    manual = QNetworkRequest.LoadControl.Manual
    asked.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
    asked.setAttribute(QNetworkRequest.Attribute.CookieLoadControlAttribute, manual)
    asked.setAttribute(QNetworkRequest.Attribute.CookieSaveControlAttribute, manual)
    asked.setAttribute(QNetworkRequest.Attribute.AuthenticationReuseAttribute, manual)
    asked.setAttribute(QNetworkRequest.Attribute.CacheLoadControlAttribute, QNetworkRequest.CacheLoadControl.AlwaysNetwork)
    asked.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
    return asked


def _sent(asked: QNetworkRequest, request: requests.PreparedRequest) -> QNetworkReply:
    manager = QgsNetworkAccessManager.instance()
    if request.method == "GET":
        return manager.get(asked)
    if request.method == "HEAD":
        return manager.head(asked)
    return manager.sendCustomRequest(asked, QByteArray((request.method or "GET").encode("ascii")), _body(request))


def _bytes(text: str | bytes) -> QByteArray:
    return QByteArray(text if isinstance(text, bytes) else text.encode("latin-1"))


def _body(request: requests.PreparedRequest) -> QByteArray:
    body = request.body or b""
    if not isinstance(body, (str, bytes)):
        raise requests.exceptions.InvalidHeader("only whole bodies can be sent", request=request)
    return QByteArray(body.encode("utf-8") if isinstance(body, str) else body)


def _response(request: requests.PreparedRequest, head: Head, body: ReplyBody) -> requests.Response:
    response = requests.Response()
    response.status_code = head.status
    message = HTTPMessage()
    for name, value in head.headers:
        # Qt joins what was sent several times, such as cookies, by line ends
        for line in value.split("\n"):
            message[name] = line
    body.headers = message
    dropped = _UNTRUE if "Content-Encoding" in message else frozenset()
    response.headers = CaseInsensitiveDict((name, value) for name, value in message.items() if name.lower() not in dropped)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.raw = body
    response.url = request.url or ""
    response.reason = head.reason or responses.get(head.status, "")
    response.request = request
    return response
