"""Declares a constraint layer of the council's own: where it comes from, which column is which field, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QTabWidget, QVBoxLayout, QWidget

from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ...reports.plain_text import plain_text
from ..layers.qgis_layer_opener import authcfg_of, opener_for
from ..network.credentials import why_locked
from ..plain_label import plain_label
from ..tasks.layer_look_task import LayerLookTask, Looked
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .layer_form import LayerForm
from .layer_preview import LayerPreview
from .mapping_row import WantedField
from .mapping_table import MappingTable
from .source_form import SourceForm

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_look import LayerLook
    from ...constraints.local_layers.layer_source import LayerSource
    from ...constraints.local_layers.local_layer import LocalLayer
    from ...constraints.standard.column_mapping import ColumnMapping

_CHOOSE = "Choose where the layer comes from: it is looked at, and nothing is changed."


class LayerDialog(QDialog):
    """``declared`` brings a LocalLayer. ``layer`` is what was declared before, ``words`` are said at once."""

    declared = pyqtSignal(object)

    def __init__(self, layer: LocalLayer | None = None, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = layer
        self.task: LayerLookTask | None = None
        self._look: LayerLook | None = None
        self._source: LayerSource | None = None
        self._mapping: ColumnMapping | None = layer.mapping if layer is not None else None
        self.setWindowTitle(plain_text(f"Constraint layer: {layer.name}") if layer is not None else "Add a constraint layer")
        self.resize(860, 620)
        self.sourceForm, self.form, self.table, self.preview = SourceForm(), LayerForm(), MappingTable(), LayerPreview()
        self.whyLabel, self.saidLabel, self.countLabel, self.bar = plain_label(), plain_label(), QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        self.tabs = QTabWidget()
        about = QWidget()
        inner = QVBoxLayout(about)
        inner.addWidget(self.form)
        inner.addStretch(1)
        self.tabs.addTab(about, "&About it")
        self.tabs.addTab(self.table, "&Columns")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.okButton = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.okButton.setText("&Read it")
        layout = QVBoxLayout(self)
        layout.addWidget(self.whyLabel)
        layout.addWidget(self.sourceForm)
        layout.addWidget(self.tabs, 2)
        layout.addWidget(self.countLabel)
        layout.addWidget(self.preview, 1)
        for widget in (self.saidLabel, self.bar, self.buttons):
            layout.addWidget(widget)
        self.sourceForm.changed.connect(self.look)
        self.form.changed.connect(self._allow)
        self.form.kind_changed.connect(self._ask)
        self.table.changed.connect(self._mapped)
        self.buttons.accepted.connect(self._declare)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(lambda _result: stop_task(self.task))
        if layer is not None:
            self.form.show_layer(layer)
            self.sourceForm.blockSignals(True)
            self.sourceForm.show_source(layer.source)
            self.sourceForm.blockSignals(False)
        self.whyLabel.setText(plain_text(words))
        self.whyLabel.setVisible(bool(words))
        self.look()

    def look(self) -> None:
        """Looks at what is chosen, beside the window."""
        stop_task(self.task)
        self.task, self._look = None, None
        self.bar.setVisible(False)
        self._show_look()
        try:
            source = self.sourceForm.source()
        except RedlineError as error:
            self._say(str(error))
            return
        self._source = source
        if source is None:
            self._say(_CHOOSE)
            return
        locked = why_locked(authcfg_of(source))
        if locked:
            self._say(locked)
            return
        self.task = LayerLookTask(source, opener_for([source], QgsProject.instance()))
        self.task.looked.connect(self._looked)
        self.task.came.connect(self._came)
        self.task.failed.connect(self._failed)
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        self._say("Looking at it…")
        start_task(self.task)

    def _looked(self, looked: Looked) -> None:
        if looked.source != self._source:
            return
        self.bar.setVisible(False)
        self.sourceForm.offer_layers(looked.layers)
        if looked.look is None:
            self.look()
            return
        self._look = looked.look
        if not self.form.nameEdit.text():
            self.form.nameEdit.setText(
                looked.source.title if hasattr(looked.source, "title") else looked.source.layer or looked.source.path.stem
            )
        self._show_look()

    def _came(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)

    def _failed(self, sentence: str) -> None:
        self.bar.setVisible(False)
        if sentence:
            self._say(sentence)

    def _show_look(self) -> None:
        look = self._look
        self.tabs.setTabEnabled(1, look is not None)
        if look is None:
            self.countLabel.setText("")
        else:
            bare = f", {look.without_shape:,} of them without a shape" if look.without_shape else ""
            self.countLabel.setText(f"{counted(look.count, 'record')}{bare}. How the first are read:")
        self._ask()

    def _ask(self) -> None:
        """The fields of the kind, with the columns that are chosen so far."""
        from ...constraints.local_layers.layer_fields import layer_fields, suggested

        look = self._look
        if look is None:
            self.preview.show_records(None)
            self._allow()
            return
        fields = layer_fields(self.form.dataset)
        mapping = self._mapping if self._mapping is not None else suggested(look.columns, self.form.dataset)
        known = mapping.only({each.name for each in fields})
        self.table.ask([WantedField(each.name, each.about) for each in fields], look.columns, known)
        self.table.show_values(look.values)
        self._show_records()

    def _mapped(self) -> None:
        self._mapping = self.table.mapping
        self._show_records()

    def _show_records(self) -> None:
        look = self._look
        self.preview.show_records(look.mapped(self.table.mapping, self.form.dataset) if look is not None else None)
        self._allow()

    def _allow(self) -> None:
        self.okButton.setEnabled(self._look is not None and not self.form.lacking)
        if self._look is not None:
            self._say(self.form.lacking)

    def _declare(self) -> None:
        if self._source is None or self._look is None:
            return
        try:
            layer = self.form.layer(self._source, self.table.mapping)
        except RedlineError as error:
            self._say(str(error))
            return
        # Closed first: whoever hears of the layer may have to ask for it again
        self.accept()
        self.declared.emit(layer)

    def _say(self, words: str) -> None:
        self.saidLabel.setText(plain_text(words))
        self.saidLabel.setVisible(bool(words))
