"""One reply of QGIS's network manager, in the thread of the window: what has come is put where the thread that asked can take it."""

from __future__ import annotations

from collections.abc import Callable

import requests
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from .delivery import Delivery, Head

#: What may lie between the network and a reader that does not read, in bytes.
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


class CarriedReply:
    """Every method runs in the window's thread; ``delivery`` is what both threads share."""

    def __init__(self, sent: Callable[[], QNetworkReply], delivery: Delivery) -> None:
        self._sent = sent
        self._delivery = delivery
        self._reply: QNetworkReply | None = None

    def begin(self) -> None:
        """Send the request."""
        try:
            reply = self._sent()
        except requests.RequestException as error:
            self._delivery.fail(error)
            return
        self._reply = reply
        reply.setReadBufferSize(_BUFFER)
        reply.metaDataChanged.connect(self._head)
        reply.readyRead.connect(self.take)
        reply.finished.connect(self._end)
        if reply.isFinished():
            self._end()

    def take(self) -> None:
        """Takes what has come as far as there is room; called again when the reader has made room."""
        if self._reply is None:
            return
        self._head()
        room = _BUFFER - self._delivery.lying
        if room > 0:
            # PyQt gives None at the end of a reply that has finished
            self._delivery.bring(bytes(self._reply.read(room) or b""))
        if self._reply.isFinished() and not self._reply.bytesAvailable():
            self._done(self._reply)

    def drop(self) -> None:
        """Nobody reads any more."""
        reply, self._reply = self._reply, None
        if reply is None:
            return
        for signal, slot in ((reply.metaDataChanged, self._head), (reply.readyRead, self.take), (reply.finished, self._end)):
            signal.disconnect(slot)
        if not reply.isFinished():
            reply.abort()
        reply.deleteLater()

    def _head(self) -> None:
        if self._reply is None or self._delivery.head is not None:
            return
        status = self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            return
        reason = self._reply.attribute(QNetworkRequest.Attribute.HttpReasonPhraseAttribute)
        pairs = tuple((bytes(name).decode("latin-1"), bytes(value).decode("latin-1")) for name, value in self._reply.rawHeaderPairs())
        self._delivery.set_head(Head(int(status), str(reason or ""), pairs))

    def _end(self) -> None:
        self.take()

    def _done(self, reply: QNetworkReply) -> None:
        head = self._delivery.head
        if head is None:
            self._delivery.fail(failure_of(reply))
        elif _broke_off(reply, head.status):
            self._delivery.fail(failure_of(reply, begun=True))
        else:
            self._delivery.end()
        self.drop()


def _broke_off(reply: QNetworkReply, status: int) -> bool:
    """An error beside a status of 400 or more is only Qt's word for that status."""
    error = reply.error()
    if error == QNetworkReply.NetworkError.NoError:
        return False
    return status < 400 or error in (
        QNetworkReply.NetworkError.RemoteHostClosedError,
        QNetworkReply.NetworkError.TemporaryNetworkFailureError,
        QNetworkReply.NetworkError.TimeoutError,
    )


def failure_of(reply: QNetworkReply, *, begun: bool = False) -> requests.RequestException:
    """The ``requests`` exception for what went wrong on the network; ``begun`` once part of the answer has come."""
    error, words = reply.error(), reply.errorString()
    if error == QNetworkReply.NetworkError.SslHandshakeFailedError:
        return requests.exceptions.SSLError(words)
    if error in _PROXY:
        return requests.exceptions.ProxyError(words)
    if error in (QNetworkReply.NetworkError.TimeoutError, QNetworkReply.NetworkError.OperationCanceledError):
        return requests.ReadTimeout("timed out")
    if begun or error in (QNetworkReply.NetworkError.RemoteHostClosedError, QNetworkReply.NetworkError.ProtocolFailure):
        return requests.exceptions.ChunkedEncodingError(words)
    if error == QNetworkReply.NetworkError.ProtocolUnknownError:
        return requests.exceptions.InvalidSchema(words)
    return requests.ConnectionError(words)
