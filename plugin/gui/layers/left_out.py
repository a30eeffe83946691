"""Keeping a layer out of the project's file while it is in the project."""

from __future__ import annotations

from qgis.PyQt.QtXml import QDomDocument, QDomElement

#: Elements that name a layer, by the attribute that does so.
_NAMED_BY = {"layer-tree-layer": "id", "layer-setting": "id", "layer": "id", "legendlayerfile": "layerid"}


def leave_out_names(document: QDomDocument, layer_id: str) -> None:
    """Take all that names a layer out of a project that is just being written, before its layers are."""
    for tag, attribute in _NAMED_BY.items():
        for element in _elements(document, tag):
            if element.attribute(attribute) == layer_id:
                gone = element.parentNode().parentNode() if tag == "legendlayerfile" else element
                gone.parentNode().removeChild(gone)
    for item in _elements(document, "item"):
        if item.text() == layer_id:
            item.parentNode().removeChild(item)


def leave_out_layer(element: QDomElement) -> None:
    """Let the element of a layer that is just being written say nothing; it can't be taken away any more."""
    while element.hasChildNodes():
        element.removeChild(element.firstChild())
    for name in ("id", "styleCategories"):
        element.removeAttribute(name)
    # Whoever reads the project looks for elements called maplayer
    element.setTagName("left-out")


def _elements(document: QDomDocument, tag: str) -> list[QDomElement]:
    """All of them at once: the list that Qt gives changes with the document."""
    found = document.elementsByTagName(tag)
    return [found.at(number).toElement() for number in range(found.count())]
