"""The part of the panel for a plan over the map: its page, its scale, how much of it is seen, how it lies."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt import uic
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QWidget

from ...reports.plain_text import plain_text
from ...resources_path import form_path
from ..rich_text import tooltip
from .plan_bench import USUAL_SCALES, PlanBench
from .plan_words import fit_words


class PlanPanel(QFrame):
    """Shows one PlanBench at a time. ``match_wanted`` asks for the tool that lays the plan, ``page_wanted`` for another page."""

    match_wanted = pyqtSignal()
    page_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(form_path("plan_panel.ui")), self)
        self._bench: PlanBench | None = None
        self.scaleCombo.addItems([str(scale) for scale in USUAL_SCALES])
        self.matchButton.setIcon(QgsApplication.getThemeIcon("/mActionMoveFeature.svg"))
        self.closeButton.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        self.scaleCombo.lineEdit().editingFinished.connect(self._scale_typed)
        self.scaleCombo.activated.connect(lambda _index: self._scale_typed())
        self.opacitySlider.valueChanged.connect(self._opacity_changed)
        self.matchButton.clicked.connect(self._match)
        self.removeButton.clicked.connect(self._remove_last)
        self.closeButton.clicked.connect(self._close)
        self.pageSpin.valueChanged.connect(self._page_changed)
        self.hide()

    def show_plan(self, bench: PlanBench) -> None:
        """Shows a plan that has just been opened, and follows it."""
        if self._bench is not bench:
            self._bench = bench
            bench.changed.connect(self._show)
            bench.closed.connect(self.hide)
        self._show()
        self.show()

    def show_tool(self, matching: bool) -> None:
        """Whether the tool in the hand lays the plan."""
        self.matchButton.setChecked(matching)

    def _show(self) -> None:
        bench = self._bench
        if bench is None or bench.page is None or bench.fit is None:
            return
        page = bench.page
        self.nameLabel.setText(plain_text(page.name))
        self.nameLabel.setToolTip(tooltip(page.name))
        for widget in (self.pageLabel, self.pageSpin):
            widget.setVisible(page.pages > 1)
        self.pageSpin.blockSignals(True)
        self.pageSpin.setRange(1, page.pages)
        self.pageSpin.setValue(page.page)
        self.pageSpin.blockSignals(False)
        self.scaleCombo.setEnabled(len(bench.matches) < 2)
        self.scaleCombo.setEditText(f"{bench.scale:.0f}")
        self.opacitySlider.blockSignals(True)
        self.opacitySlider.setValue(round(bench.opacity * 100))
        self.opacitySlider.blockSignals(False)
        self.removeButton.setEnabled(bool(bench.matches))
        self.fitLabel.setText(fit_words(page, bench.fit, bench.scale))

    def _scale_typed(self) -> None:
        if self._bench is None or self._bench.page is None:
            return
        words = self.scaleCombo.currentText().rsplit(":", 1)[-1].replace(",", "").strip()
        if words.isdigit() and int(words) != round(self._bench.scale):
            self._bench.set_scale(float(words))
        else:
            self._show()

    def _opacity_changed(self, percent: int) -> None:
        if self._bench is not None:
            self._bench.set_opacity(percent / 100)

    def _match(self) -> None:
        self.match_wanted.emit()

    def _remove_last(self) -> None:
        if self._bench is not None and self._bench.matches:
            self._bench.remove_match(len(self._bench.matches) - 1)

    def _close(self) -> None:
        if self._bench is not None:
            self._bench.close()

    def _page_changed(self, page: int) -> None:
        self.page_wanted.emit(page)
