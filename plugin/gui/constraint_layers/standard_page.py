"""The page "Standard": a layer or file is held to the national standard, mended where that is safe, and written as it wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QStackedLayout, QWidget
from qgis.PyQt.sip import isdeleted

from ...constraints.standard.column_mapping import ColumnMapping
from ...domain.errors import RedlineError
from ...reports.plain_text import plain_text
from ..layers.qgis_layer_opener import layer_of_source
from ..tasks.columns_task import ColumnsTask
from ..tasks.standard_task import StandardResult, StandardTask, StandardWork
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .chosen_source import ChosenSource
from .edit_fixes import edit_fixes, edited_words, why_not_editable
from .faults_view import FaultsView
from .fixes_dialog import FixesDialog, FixWay
from .kept_mapping import mapping_path
from .standard_fields import shapes_found, wanted_fields
from .standard_setup import StandardSetup
from .surroundings import Surroundings
from .window_page import WindowPage
from .words_dialog import WordsDialog

if TYPE_CHECKING:
    from ...constraints.local_layers.layer_source import FileSource, LayerSource
    from ...constraints.local_layers.local_layer import LocalLayer
    from ...constraints.standard.first_rows import FirstRows
    from ...constraints.standard.standard import Standard

_CHOOSE = "Choose a layer of the project, or a file; then say which of its columns is which field of the standard."
_MAPPINGS = "Mapping of columns (*.json)"


class StandardPage(WindowPage):
    """First what is to be checked, then what was found; the layer itself is changed only when somebody says so, and can be undone."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._columns_task: ColumnsTask | None = None
        self._source: ChosenSource | None = None
        self._checked_layer: QgsVectorLayer | None = None
        self._offered = self._at_once = False
        self._declared = ColumnMapping()
        self.task: StandardTask | None = None
        self.result: StandardResult | None = None
        self.setup, self.faults = StandardSetup(), FaultsView(around.canvas)
        self.pages = QStackedLayout(self)
        self.pages.addWidget(self.setup)
        self.pages.addWidget(self.faults)
        self.setup.form.changed.connect(self.read_columns)
        self.setup.check_wanted.connect(self.check)
        self.setup.export_wanted.connect(self.choose_folder)
        self.setup.stop_wanted.connect(self.stop)
        self.setup.load_wanted.connect(self._choose_mapping)
        self.setup.save_wanted.connect(self._save_mapping)
        self.faults.left.connect(self._back)
        self.faults.fixes_wanted.connect(self._offer_fixes)
        self.faults.words_wanted.connect(self._ask_words)
        self.faults.export_wanted.connect(self.choose_folder)

    def check_dataset(self, slug: str, name: str, own: LocalLayer | None = None) -> None:
        """Chooses a dataset of the constraint store and checks it.

        Of a layer that the council declared, ``own``, that is what it comes from; where that can't be opened here, and for all others, what
        the store has of it.
        """
        from ...domain.dataset import kind_of

        self._offer()
        self._back()
        if self.task is not None:
            # What is found in the layer before would be told of this one
            stop_task(self.task)
            self.setup.show_working(False)
            self.task = None
        self._at_once, self._declared = True, own.mapping if own is not None else ColumnMapping()
        if own is None or not self._choose_own(kind_of(slug), own.source):
            # The store has every record under the names of the standard
            self._declared = ColumnMapping()
            self.setup.form.choose_stored(kind_of(slug), ChosenSource.of_store(slug, plain_text(f"In the store: {name}")))

    def _choose_own(self, dataset: str, source: LayerSource) -> bool:
        from ...constraints.local_layers.layer_source import FileSource

        layer = layer_of_source(source, QgsProject.instance())
        if layer is not None:
            self.setup.form.choose_layer(dataset, layer)
        elif isinstance(source, FileSource) and _can_be_opened(source):
            self.setup.form.choose_file(dataset, source.path, source.layer)
        else:
            return False
        return True

    def show_again(self) -> None:
        """The page comes into sight."""
        self._offer()
        if self.pages.currentWidget() is self.faults:
            self.faults.show_again()

    def _offer(self) -> None:
        if not self._offered:
            from ...constraints.catalogue import Catalogue
            from ...constraints.standard.standard import standard_datasets

            names = {each.slug: each.name for each in Catalogue.load().datasets}
            self.setup.form.offer({slug: names.get(slug, slug.replace("-", " ").capitalize()) for slug in standard_datasets()})
            self._offered = True
            self.read_columns()

    def leave(self) -> None:
        """The page goes out of sight."""
        self.faults.let_go()

    def close_for_good(self) -> None:
        """QGIS closes, or Redline is unloaded."""
        stop_task(self._columns_task)
        stop_task(self.task)
        self.faults.let_go()
        # A layer of a file is nobody else's, and must not outlive QGIS's own library for files
        self._source = self._checked_layer = self._columns_task = self.task = self.result = None

    def read_columns(self) -> None:
        """Another layer or dataset was chosen: asks for its columns anew."""
        from ..layers.standard_layers import linked_dataset

        stop_task(self._columns_task)
        self._source = None
        try:
            standard = self._standard()
            self.setup.form.show_links(linked_dataset(standard))
            self._source = self.setup.form.source()
        except RedlineError as error:
            self._show_unreadable(str(error))
            return
        if self._source is None:
            self._show_unreadable(_CHOOSE)
            return
        self.setup.show_nothing("Reading the columns…")
        path, stored = self._source.path if self._source.layer is None else None, self._source.stored
        place = self.around.stored.load().store_place() if stored else None
        self._columns_task = ColumnsTask(self._source.aside(whole=False), path, standard.dataset, stored, place)
        self._columns_task.read.connect(self._show_columns)
        self._columns_task.failed.connect(self._show_unread)
        start_task(self._columns_task)

    def check(self) -> None:
        """Holds the layer to the standard beside the window."""
        self._start(None)

    def choose_folder(self) -> None:
        """Asks where an export goes, and writes it."""
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the files", str(self._home()))
        if chosen and self._may_replace(Path(chosen)):
            self.export(Path(chosen))

    def _may_replace(self, folder: Path) -> bool:
        """Asks before an export takes the place of one that is there."""
        from ...constraints.standard.export import exported_files

        there = [file.name for file in exported_files(folder, self.setup.form.dataset) if file.exists()]
        if not there:
            return True
        buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel
        box = QMessageBox(QMessageBox.Icon.Question, "Export", "", buttons, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(plain_text(f"{folder} has {' and '.join(there)} already. Write anew what is there?"))
        return bool(box.exec() == QMessageBox.StandardButton.Yes)

    def export(self, folder: Path) -> None:
        """Writes the layer into a folder as the platform takes it, with every safe fix made, and checks what was written."""
        self._start(folder)

    def stop(self) -> None:
        """Nothing that is under way changes anything before it ends."""
        stop_task(self.task)
        self.setup.say("Stopping…")

    def _start(self, folder: Path | None) -> None:
        from ..layers.standard_layers import linked_dataset

        if self._source is None:
            self.setup.say(_CHOOSE)
            return
        form = self.setup.form
        work = StandardWork(
            self._source.aside(),
            self._source.path if self._source.layer is None else None,
            self._source.path,
            form.dataset,
            self.setup.table.mapping,
            form.related(linked_dataset(self._standard())),
            form.boundary(),
            form.storeCheck.isChecked(),
            folder,
            self._source.stored,
        )
        self._back()
        stop_task(self.task)
        self.result = None
        self._checked_layer = self._source.layer if self._source.is_of_project else None
        self.task = StandardTask(work, self.around.stored.load(), self.around.clock)
        self.task.done.connect(self._show_result)
        self.task.failed.connect(self._show_failed)
        self.task.progressChanged.connect(self.setup.show_progress)
        self.setup.show_working(True, "Checking…" if folder is None else f"Writing to {folder}…")
        start_task(self.task)

    def _show_unread(self, sentence: str) -> None:
        if self.sender() is self._columns_task:
            self._show_unreadable(sentence)

    def _show_unreadable(self, sentence: str) -> None:
        """What was to be checked at once, and how, was said of this layer, not of the next."""
        self._at_once, self._declared = False, ColumnMapping()
        self.setup.show_nothing(sentence)

    def _show_columns(self, rows: FirstRows) -> None:
        from ...constraints.standard.column_mapping import load_mapping

        source, standard = self._source, self._standard()
        if source is None or self.sender() is not self._columns_task:
            # What was chosen before
            return
        kept, words, mapping = mapping_path(source, standard.dataset), "", self._declared.only(standard.names)
        try:
            if kept.is_file():
                mapping = load_mapping(kept, standard.names)
                words = f"The mapping was read from {kept}."
        except RedlineError as error:
            words = str(error)
        shapes = shapes_found(rows, source.layer, standard)
        self.setup.ask(wanted_fields(standard, shapes), rows, mapping, shapes, words)
        self._declared = ColumnMapping()
        if self._at_once:
            self._at_once = False
            self.check()

    def _show_failed(self, sentence: str) -> None:
        if self.sender() is not self.task:
            return
        self.setup.show_working(False, sentence or "Stopped. Nothing was changed.")

    def _show_result(self, result: StandardResult) -> None:
        from ...domain.clock import today
        from ...reports.standard_words import check_words, export_words
        from ...rules.rules import Rules

        if self.sender() is not self.task:
            # Another check was begun meanwhile
            return
        self.result = result
        self.setup.show_working(False, "")
        if result.published is None:
            *notes, head = check_words(result.report)
            told = [*notes, *result.notes]
        else:
            *told, head = [each.words for each in export_words(result.published, Rules(today(self.around.clock)))]
            told = [*told, *result.notes]
        self.faults.show_result(result, head, "\n".join(plain_text(each) for each in told))
        self.pages.setCurrentWidget(self.faults)

    def _offer_fixes(self) -> None:
        if self.result is None:
            return
        layer, why_not = self._checked_layer, ""
        if layer is not None and isdeleted(layer):
            layer, why_not = None, "The layer is not in the project any more."
        elif self._source is not None and self._source.stored:
            why_not = "What the constraint store has is not changed here: mend the layer that it was loaded from, then refresh."
        dialog = FixesDialog(self.result, why_not or why_not_editable(layer, self.result), self)
        dialog.exec()
        if dialog.way is FixWay.COPY:
            self.choose_folder()
        elif dialog.way is FixWay.LAYER and layer is not None:
            edited = edit_fixes(layer, self.result)
            self._back()
            self.setup.say("\n".join(edited_words(edited, layer.name())))

    def _ask_words(self, name: str) -> None:
        """Asks which code each of the council's words is, puts that into the mapping, and checks again."""
        from ...constraints.standard.standard import codes_of

        if self.result is None:
            return
        field = next(field for field in self.result.table.standard.fields if field.name == name)
        codes = [code for code, ended in codes_of(field.of).items() if not ended]
        dialog = WordsDialog(name, self.result.table.words_beside(name, codes), codes, self)
        if dialog.exec() == WordsDialog.DialogCode.Accepted and dialog.said:
            self.setup.take(self.setup.table.mapping.with_words(name, dialog.said))
            self.check()

    def _choose_mapping(self) -> None:
        from ...constraints.standard.column_mapping import load_mapping

        named, _ = QFileDialog.getOpenFileName(self, "Mapping of columns", str(self._home()), _MAPPINGS)
        if not named:
            return
        try:
            self.setup.take(load_mapping(Path(named), self._standard().names))
        except RedlineError as error:
            self.setup.say(str(error))

    def _save_mapping(self) -> None:
        if self._source is None:
            return
        path = mapping_path(self._source, self.setup.form.dataset)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.setup.table.mapping.save(path)
        except OSError as error:
            self.setup.say(f"The mapping could not be written to {path}: {error.strerror or error}.")
            return
        self.setup.say(f"The mapping was written to {path}, and is read again with this layer. The command line takes it with --mapping.")

    def _back(self) -> None:
        self.faults.let_go()
        self.pages.setCurrentWidget(self.setup)

    def _standard(self) -> Standard:
        from ...constraints.standard.standard import standard_for
        from ...domain.clock import today

        return standard_for(self.setup.form.dataset, today(self.around.clock))

    def _home(self) -> Path:
        return self._source.path.parent if self._source is not None and self._source.path is not None else Path.home()


def _can_be_opened(source: FileSource) -> bool:
    """Whether the file still has the layer that was declared: the form would show the first of those that it has."""
    try:
        ChosenSource.of_file(source.path, source.layer)
    except RedlineError:
        return False
    return True
