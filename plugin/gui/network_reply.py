"""The body of an answer as ``requests`` reads it, while QGIS's network manager is still bringing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPMessage
from types import SimpleNamespace

import requests
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

#: Milliseconds between two looks at whether the officer has cancelled.
_GLANCE = 50
#: What Qt may hold of an answer that nobody reads yet, in bytes.
_BUFFER = 1024 * 1024

_PROXY = frozenset(
    {
        QNetworkReply.NetworkError.ProxyConnectionRefusedError,
        QNetworkReply.NetworkError.ProxyConnectionClosedError,
        QNetworkReply.NetworkError.ProxyNotFoundError,
        QNetworkReply.NetworkError.ProxyTimeoutError,
        QNetworkReply.NetworkError.ProxyAuthenticationRequiredError,
        QNetworkReply.NetworkError.UnknownProxyError,
    }
)


class ReplyBody:
    """One reply, read by the thread that asked. ``silence`` are the seconds that may pass without a byte."""

    def __init__(
        self, reply: QNetworkReply, request: requests.PreparedRequest, silence: float, cancelled: Callable[[], bool], loop: QEventLoop
    ) -> None:
        self._reply = reply
        self._request = request
        self._silence = silence
        self._cancelled = cancelled
        self._loop = loop
        self._closed = False
        self.headers = HTTPMessage()
        reply.setReadBufferSize(_BUFFER)

    @property
    def _original_response(self) -> SimpleNamespace:
        """Where ``requests`` looks for cookies."""
        return SimpleNamespace(msg=self.headers)

    @property
    def closed(self) -> bool:
        return self._closed

    def await_head(self, seconds: float) -> None:
        """Return when status and headers are there, or nothing more will come. Raises requests exceptions when late or cancelled."""
        self._wait(self._has_head, seconds)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, b"" at the end. Raises requests exceptions for an answer that breaks off."""
        pieces: list[bytes] = []
        while not self._closed:
            self._wait(self._has_more, self._silence)
            # PyQt gives None at the end of a reply that has finished
            piece = bytes(self._reply.read(size if size >= 0 else _BUFFER) or b"")
            pieces.append(piece)
            if (size >= 0 and piece) or (not piece and self._reply.isFinished()):
                break
        if not any(pieces) and not self._closed and self._broke_off():
            failure = failure_of(self._reply, self._request, begun=True)
            self.close()
            raise failure
        return b"".join(pieces)

    def close(self) -> None:
        """Ends the request if it still runs."""
        if self._closed:
            return
        self._closed = True
        if not self._reply.isFinished():
            self._reply.abort()
        self._reply.deleteLater()

    def release_conn(self) -> None:
        """What ``requests`` calls when it has read all."""
        self.close()

    def _has_head(self) -> bool:
        return self._reply.isFinished() or self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) is not None

    def _has_more(self) -> bool:
        return self._reply.isFinished() or self._reply.bytesAvailable() > 0

    def _broke_off(self) -> bool:
        """An error beside a status of 400 or more is only Qt's word for that status."""
        error = self._reply.error()
        status = self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if error == QNetworkReply.NetworkError.NoError:
            return False
        return int(status or 0) < 400 or error in (
            QNetworkReply.NetworkError.RemoteHostClosedError,
            QNetworkReply.NetworkError.TemporaryNetworkFailureError,
            QNetworkReply.NetworkError.TimeoutError,
        )

    def _wait(self, holds: Callable[[], bool], seconds: float) -> None:
        if holds():
            return
        until = time.monotonic() + seconds

        def look() -> None:
            if holds() or self._cancelled() or time.monotonic() > until:
                self._loop.quit()

        ticker = QTimer()
        ticker.setInterval(_GLANCE)
        ticker.timeout.connect(look)
        signals = (self._reply.metaDataChanged, self._reply.readyRead, self._reply.finished)
        for signal in signals:
            signal.connect(look)
        ticker.start()
        self._loop.exec()
        ticker.stop()
        for signal in signals:
            signal.disconnect(look)
        if holds():
            return
        cancelled = self._cancelled()
        self.close()
        if cancelled:
            raise requests.ConnectionError("cancelled", request=self._request)
        raise requests.ReadTimeout("timed out", request=self._request)


def failure_of(reply: QNetworkReply, request: requests.PreparedRequest, *, begun: bool = False) -> requests.RequestException:
    """The ``requests`` exception for what went wrong on the network; ``begun`` once part of the answer has been read."""
    error, words = reply.error(), reply.errorString()
    if error == QNetworkReply.NetworkError.SslHandshakeFailedError:
        return requests.exceptions.SSLError(words, request=request)
    if error in _PROXY:
        return requests.exceptions.ProxyError(words, request=request)
    if error in (QNetworkReply.NetworkError.TimeoutError, QNetworkReply.NetworkError.OperationCanceledError):
        return requests.ReadTimeout("timed out", request=request)
    if begun or error in (QNetworkReply.NetworkError.RemoteHostClosedError, QNetworkReply.NetworkError.ProtocolFailure):
        return requests.exceptions.ChunkedEncodingError(words, request=request)
    if error == QNetworkReply.NetworkError.ProtocolUnknownError:
        return requests.exceptions.InvalidSchema(words, request=request)
    return requests.ConnectionError(words, request=request)
