"""A form for a request that the back office holds and the applicant does not have yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ...domain.casework.drafted_request import DraftedRequest
from ...reports.plain_text import plain_text
from ...rules.request_types import missing_in, request_types
from ..plain_label import plain_label
from .request_form import RequestForm


class ChangeDialog(QDialog):
    """``form`` has the words; ``changeButton`` gives them to whoever asked for them."""

    def __init__(
        self,
        request: DraftedRequest,
        documents: Sequence[str],
        until: date,
        change: Callable[[DraftedRequest], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._change = change
        kind = request_types()[request.type]
        self.setWindowTitle(f"Change a request: {kind.title.lower()}")
        self.setMinimumSize(440, 320)
        self.form = RequestForm()
        self.form.show_request(request, kind, documents, until)
        explains = plain_label(
            "The back office keeps this request until the application is said to be invalid: then the applicant reads it."
        )
        self.problemLabel = plain_label()
        self.problemLabel.hide()
        buttons = QDialogButtonBox()
        self.changeButton = buttons.addButton("&Change", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.changeButton.clicked.connect(self._enter)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(explains)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.problemLabel)
        layout.addWidget(buttons)
        self.form.changed.connect(lambda _request: self.problemLabel.hide())
        self.finished.connect(self.deleteLater)

    def _enter(self) -> None:
        request = self.form.request
        if request is None:
            return
        missing = missing_in(request)
        if missing:
            name, words = next(iter(missing.items()))
            self.problemLabel.setText(plain_text(words))
            self.problemLabel.show()
            self.form.point_at(name)
            return
        self.accept()
        self._change(request)
