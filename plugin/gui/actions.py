"""Redline's actions, declared once: what each is called, its picture, its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QWidget

from .icons import icon


@dataclass(frozen=True)
class ActionSpecification:
    """``name`` is the object name and the name of the verb that it calls; ``picture`` "" keeps it off the toolbar."""

    name: str
    words: str
    picture: str = ""
    key: str = ""
    hint: str = ""


ACTIONS = (
    ActionSpecification("cases", "Cases", "cases-panel", "Ctrl+Alt+C", "My cases, what changed, and the one that is open"),
    ActionSpecification("update_cases", "Update cases", "refresh-cases", "", "Ask the back office what is new"),
    ActionSpecification("open_files", "Open applications…", "open-applications", "", "Read red lines from files or zips"),
    ActionSpecification("open_folder", "Open a folder of applications…"),
    ActionSpecification("screen_again", "Screen again", "screen-again", "", "Check all sites against the newest constraint store"),
    ActionSpecification("select_site", "Select site", "select-site", "Ctrl+Alt+R", "Click on the map to select a site"),
    ActionSpecification("enquiry", "Enquiry", "enquiry", "Ctrl+Alt+E", "What applies at an address or a place on the map"),
    ActionSpecification("site_panel", "Site panel", "site-panel"),
    ActionSpecification("constraints_panel", "Constraints panel", "constraints-panel"),
    ActionSpecification("constraint_layers", "Constraint layers…", "constraint-layers", "", "What the store has, and its refresh"),
    ActionSpecification("set_up", "Set up Redline…"),
    ActionSpecification("case_file", "Case file…"),
    ActionSpecification("support_bundle", "Save a support bundle…"),
    ActionSpecification("options", "Options…"),
    ActionSpecification("help", "Help"),
)


def make_actions(parent: QWidget, verb: Callable[[str], Callable[[], None]]) -> dict[str, QAction]:
    """The actions by name; ``verb`` gives what each one does."""
    actions = {}
    for specification in ACTIONS:
        action = QAction(specification.words, parent)
        action.setObjectName(f"redline_{specification.name}")
        if specification.picture:
            action.setIcon(icon(specification.picture))
        if specification.key:
            action.setShortcut(QKeySequence(specification.key))
        if specification.hint:
            action.setToolTip(f"{specification.words.rstrip('…')}: {specification.hint[0].lower()}{specification.hint[1:]}")
        do = verb(specification.name)
        action.triggered.connect(lambda _checked=False, do=do: do())
        actions[specification.name] = action
    return actions
