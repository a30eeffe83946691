"""From the address of a WMTS's capabilities to the source that QGIS needs: layer, tile matrix set, style and format."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsBlockingNetworkRequest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from ...domain.errors import RedlineError

_TIMEOUT_MS = 15_000
_PREFERRED = ("27700", "3857", "900913")


def wmts_source(source: str, layer: str) -> str:
    """A source for QGIS's provider. One that names a tile matrix set already, as QGIS itself writes it, is used as it is.

    Raises RedlineError where the service doesn't answer or has no such layer.
    """
    if "tileMatrixSet=" in source:
        return source
    return source_from_capabilities(_fetch(source), source, layer)


def source_from_capabilities(capabilities: bytes, address: str, layer: str) -> str:
    """The source for one layer, the first unless named, in British National Grid where the service has it."""
    document = QDomDocument()
    document.setContent(capabilities, False)
    contents = document.documentElement().firstChildElement("Contents")
    chosen = _layer(contents, layer)
    if chosen is None:
        raise RedlineError(
            f"The WMTS at {address} has no layer {layer or 'at all'}; correct the base map in the options or in the profile."
        )
    crs_of = {_text(each, "ows:Identifier"): _text(each, "ows:SupportedCRS") for each in _children(contents, "TileMatrixSet")}
    sets = [_text(link, "TileMatrixSet") for link in _children(chosen, "TileMatrixSetLink")]
    if not sets:
        raise RedlineError(f"The WMTS at {address} offers no tiles for {_text(chosen, 'ows:Identifier')}; choose another layer.")
    best = min(sets, key=lambda name: _preference(crs_of.get(name, "")))
    code = crs_of.get(best, "").rsplit(":", 1)[-1]
    return "&".join(
        (
            "contextualWMSLegend=0",
            f"crs=EPSG:{'3857' if code == '900913' else code}",
            f"format={_text(chosen, 'Format') or 'image/png'}",
            f"layers={quote(_text(chosen, 'ows:Identifier'))}",
            f"styles={quote(_style(chosen))}",
            f"tileMatrixSet={quote(best)}",
            f"url={quote(address, safe=':/?')}",
        )
    )


def _layer(contents: QDomElement, wanted: str) -> QDomElement | None:
    layers = _children(contents, "Layer")
    return next((each for each in layers if not wanted or _text(each, "ows:Identifier") == wanted), None)


def _style(layer: QDomElement) -> str:
    styles = _children(layer, "Style")
    default = next((style for style in styles if style.attribute("isDefault") == "true"), styles[0] if styles else None)
    return _text(default, "ows:Identifier") if default is not None else ""


def _preference(crs: str) -> int:
    code = crs.rsplit(":", 1)[-1]
    return _PREFERRED.index(code) if code in _PREFERRED else len(_PREFERRED)


def _text(element: QDomElement, name: str) -> str:
    return str(element.firstChildElement(name).text())


def _children(element: QDomElement, name: str) -> list[QDomElement]:
    found = []
    child = element.firstChildElement(name)
    while not child.isNull():
        found.append(child)
        child = child.nextSiblingElement(name)
    return found


def _fetch(address: str) -> bytes:
    request = QNetworkRequest(QUrl(address))
    request.setTransferTimeout(_TIMEOUT_MS)
    asked = QgsBlockingNetworkRequest()
    if asked.get(request) != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise RedlineError(f"The WMTS at {address} did not answer: {asked.errorMessage()}. Check the address and the network.")
    return bytes(asked.reply().content())
