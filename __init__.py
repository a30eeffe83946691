"""Where QGIS enters the plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin.gui.shell import RedlinePlugin


def classFactory(iface: QgisInterface) -> RedlinePlugin:
    """Make the plugin; QGIS calls this by its name."""
    from .plugin.gui.shell import RedlinePlugin

    return RedlinePlugin(iface)
