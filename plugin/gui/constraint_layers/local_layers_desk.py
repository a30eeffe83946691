"""The council's own layers in the window: declared, edited, taken away, and given to a refresh to be read again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...constraints.local_layers.local_choice import LocalChoice
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..layers.qgis_layer_opener import authcfg_of, opener_for
from ..network.credentials import why_locked
from .layer_dialog import LayerDialog
from .surroundings import Surroundings

if TYPE_CHECKING:
    from ...constraints.local_layers.local_layer import LocalLayer

_NO_FOLDER = "Redline's options name no folder for the constraint store. Name one there first."
_DATABASE = (
    "The store of Redline's options is a database. Layers are declared in the folder that is pushed into it: name that folder there."
)


class LocalLayersDesk(QObject):
    """``read`` is called with what a task is to read, and ``say`` with a sentence for the page."""

    def __init__(self, around: Surroundings, read: Callable[[LocalChoice], None], say: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._around = around
        self._read = read
        self._say = say
        self._window = window
        self._waiting: LocalLayer | None = None
        self._mine = False
        self._instead_of = ""
        self.dialog: LayerDialog | None = None

    def declared(self) -> dict[str, LocalLayer]:
        """The declared layers of the store, by slug; says why where they can't be read."""
        return self._load() or {}

    def choice(self, slugs: Collection[str]) -> LocalChoice | None:
        """What a refresh reads of the datasets ``slugs``; None where they can't be read, or credentials that it takes are not given,
        which is said."""
        layers = self._load()
        return None if layers is None else self._choice([layer for slug, layer in layers.items() if slug in slugs])

    def add(self) -> None:
        """Asks for a new layer."""
        self._open(None, "")

    def edit(self, slug: str) -> None:
        """Asks what is to be declared otherwise."""
        layer = self.declared().get(slug)
        if layer is not None:
            self._open(layer, "")

    def remove(self, slug: str, name: str) -> None:
        """Asks whether a layer is to go, and has a generation built without it, to be looked at as any other."""
        layers = self._load()
        if layers is None:
            return
        question = QMessageBox(self._window)
        question.setWindowTitle("Remove a layer")
        question.setText(plain_text(f"Take “{name}” out of the constraint store?"))
        question.setInformativeText("You see what that changes before it counts, and the store of before can be put back.")
        question.setStandardButtons(QMessageBox.StandardButton.Cancel)
        going = question.addButton("&Remove", QMessageBox.ButtonRole.AcceptRole)
        question.exec()
        if question.clickedButton() is going:
            kept = [layer for each, layer in layers.items() if each != slug]
            self._begin(LocalChoice(opener_for([], QgsProject.instance()), (), frozenset({slug}), kept))

    def ended(self, refused: str) -> bool:
        """The task is over; whether it was begun here and ended well. A layer that could not be read is asked for again, as its dialog was
        filled in, with why."""
        layer, self._waiting = self._waiting, None
        mine, self._mine = self._mine, False
        if layer is not None and refused:
            self._open(layer, refused)
        return mine and not refused

    def close_for_good(self) -> None:
        """Ends what looks at a layer."""
        if self.dialog is not None:
            self.dialog.reject()

    def _load(self) -> dict[str, LocalLayer] | None:
        """None where they can't be read, which is said: that is not the same as none, and what is built on it would forget them all."""
        try:
            return self._loaded()
        except RedlineError as error:
            self._say(str(error))
            return None

    def _loaded(self) -> dict[str, LocalLayer]:
        """Raises RedlineError."""
        from ...constraints.local_layers.declarations import load_layers

        folder = self._folder()
        return {each.slug: each for each in load_layers(folder)} if folder is not None else {}

    def _folder(self) -> Path | None:
        from ...constraints.postgis.database import is_postgis

        store = str(self._around.stored.load().store)
        return Path(store) if store and not is_postgis(store) else None

    def _open(self, layer: LocalLayer | None, words: str) -> None:
        if self._folder() is None:
            self._say(_DATABASE if self._around.stored.load().store else _NO_FOLDER)
            return
        if not words:
            self._instead_of = layer.name if layer is not None else ""
        self.dialog = LayerDialog(layer, words, self._window)
        self.dialog.declared.connect(self._declared)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _declared(self, layer: LocalLayer) -> None:
        from ...constraints.local_layers.declarations import with_layer

        try:
            before = self._loaded()
            layers = with_layer(before.values(), layer, self._instead_of)
        except RedlineError as error:
            self._open(layer, str(error))
            return
        leaving = frozenset(before) - {each.slug for each in layers}
        choice = self._choice([layer], leaving, layers)
        if choice is not None:
            self._waiting = layer
            self._begin(choice)

    def _begin(self, choice: LocalChoice) -> None:
        self._mine = True
        self._read(choice)

    def _choice(
        self, layers: list[LocalLayer], leaving: frozenset[str] = frozenset(), declared: tuple[LocalLayer, ...] | None = None
    ) -> LocalChoice | None:
        """Locked credentials are asked for now, while somebody is there."""
        for layer in layers:
            locked = why_locked(authcfg_of(layer.source))
            if locked:
                self._say(f"“{layer.name}” is not read. {locked}")
                return None
        return LocalChoice(opener_for([each.source for each in layers], QgsProject.instance()), layers, leaving, declared)
