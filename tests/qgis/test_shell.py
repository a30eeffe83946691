"""The plugin comes into QGIS and leaves it as it found it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QDockWidget, QToolBar

from plugin.gui import workplace
from plugin.gui.environment.missing_libraries import MissingLibrary, advice, missing_libraries
from plugin.gui.settings import StoredSettings
from plugin.gui.shell import RedlinePlugin
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface


@pytest.fixture(autouse=True)
def _own_settings(stored: StoredSettings) -> None:
    """Nothing of this machine's settings reaches the plugin."""


def left_behind(iface: FakeIface) -> dict[str, int]:
    window = iface.mainWindow()
    return {
        "docks": len(window.findChildren(QDockWidget)),
        "toolbars": len(window.findChildren(QToolBar)),
        "menus": len(iface.menu),
        "help": len(iface.pluginHelpMenu().actions()),
        "options": len(iface.options),
        "map items": len(iface.mapCanvas().scene().items()),
        "locators": len(iface.locators),
        "providers": len(QgsApplication.processingRegistry().providers()),
        "window's children": len(window.children()),
    }


def test_loading_and_unloading_twice_leaves_nothing_behind(iface: FakeIface) -> None:
    before = left_behind(iface)
    for _ in range(2):
        plugin = RedlinePlugin(iface)
        plugin.initGui()
        assert len(iface.docks) == 5
        assert len(iface.locators) == 1
        assert QgsApplication.processingRegistry().providerById("redline") is not None
        plugin.unload()
        settle()

    assert left_behind(iface) == before


def test_unloading_survives_a_window_whose_docks_are_gone(iface: FakeIface) -> None:
    plugin = RedlinePlugin(iface)
    plugin.initGui()
    for dock in list(iface.docks):
        dock.deleteLater()
    settle()

    plugin.unload()

    assert QgsApplication.processingRegistry().providerById("redline") is None


def test_every_action_is_in_the_menu_and_the_main_ones_on_the_toolbar(iface: FakeIface) -> None:
    plugin = RedlinePlugin(iface)
    plugin.initGui()

    assert [action.text() for action in iface.menu["&Redline"]] == [
        "Cases",
        "Update cases",
        "Open applications…",
        "Open a folder of applications…",
        "Screen again",
        "Select site",
        "Enquiry",
        "Site panel",
        "Constraints panel",
        "Constraint layers…",
        "Set up Redline…",
        "Case file…",
        "Save a support bundle…",
        "Options…",
        "Help",
    ]
    pictured = iface.toolbars[0].actions()
    assert len(pictured) == 9
    assert all(not action.icon().pixmap(24, 24).isNull() for action in pictured)
    plugin.unload()


def test_the_options_action_opens_redlines_own_page(iface: FakeIface) -> None:
    plugin = RedlinePlugin(iface)
    plugin.initGui()

    next(action for action in iface.menu["&Redline"] if action.text() == "Options…").trigger()

    assert iface.options_shown == ["redlineOptions"]
    plugin.unload()


def test_selecting_by_map_click_is_switched_on_by_its_action(iface: FakeIface) -> None:
    plugin = RedlinePlugin(iface)
    plugin.initGui()
    action = next(action for action in iface.menu["&Redline"] if action.text() == "Select site")

    action.trigger()

    assert plugin.workplace is not None
    assert iface.mapCanvas().mapTool() is plugin.workplace.tool
    assert action.isChecked()
    plugin.unload()


def test_a_shapely_that_cannot_write_a_geometry_is_not_used(iface: FakeIface, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_geometry: object) -> bytes:
        raise shapely.GEOSException("WKB output dimension must be 2 or 3")

    plugin = RedlinePlugin(iface)
    plugin.initGui()
    monkeypatch.setattr(shapely, "to_wkb", refuse)

    assert plugin.workplace is not None
    assert not plugin.workplace.ready()
    assert any("disturbed by QGIS's own GEOS" in sentence for sentence in iface.sentences())
    plugin.unload()


def test_without_shapely_the_plugin_loads_and_says_what_to_do(iface: FakeIface, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplace, "missing_libraries", lambda: (MissingLibrary("shapely", "1.8.5", "2.0"),))
    plugin = RedlinePlugin(iface)
    plugin.initGui()

    assert len(iface.menu["&Redline"]) == 15
    assert any("found 1.8.5, 2.0 or newer is needed" in sentence for sentence in iface.sentences())
    plugin.unload()


def test_the_shell_loads_where_no_heavy_library_is_there() -> None:
    """In an interpreter of its own that has none of them: nothing may be imported before it is used."""
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('shapely', 'numpy', 'pyproj', 'fiona', 'requests')))\n"
        "import plugin.gui.shell, plugin.gui.session, plugin.gui.site.constraints_panel\n"
        "print('loaded')"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=120, check=False)

    assert done.stdout.strip() == "loaded", done.stderr


@pytest.mark.parametrize(
    ("platform", "words"),
    [("win32", "OSGeo4W setup"), ("darwin", "QGIS.app"), ("linux", "python3-shapely")],
)
def test_the_advice_fits_the_platform(platform: str, words: str) -> None:
    sentence = advice((MissingLibrary("shapely", "", "2.0"),), platform)

    assert words in sentence
    assert "shapely is not installed" in sentence


def test_shapely_1_8_counts_as_missing() -> None:
    assert missing_libraries({"shapely": "1.8.5.post1", "pyproj": "3.4.1"}.get) == (MissingLibrary("shapely", "1.8.5.post1", "2.0"),)


def test_with_shapely_2_nothing_is_missing() -> None:
    assert missing_libraries({"shapely": "2.1.2", "pyproj": "3.7"}.get) == ()
