"""The Representations tab: what neighbours and consultees said, what else than the red line the applicant was asked, and the contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSplitter, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.case import Case
from ...domain.clock import today
from ...domain.contact import Contact
from ...domain.plain_days import plain_day
from ...domain.representation import Representation
from ...domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from ...reports.plain_text import plain_text
from ...reports.wording import day_words
from ..case_list.cases_desk import CasesDesk
from ..rich_text import escape
from ..tree_heading import add_heading

if TYPE_CHECKING:
    from ...rules.rules import Rules

_HTML = Qt.ItemDataRole.UserRole
_NEVER_READ = "Not read yet: representations and requests are fetched when the case is opened with the back office in reach."
_NONE = "Nobody has made a representation, and the applicant has been asked nothing."
_NONE_BUT_LINES = "Nobody has made a representation. What the applicant was asked about the red line stands under Letters."


class RepresentationsView(QWidget):
    """A list, and under it the words of the chosen one."""

    def __init__(self, desk: CasesDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.emptyLabel = QLabel()
        self.emptyLabel.setWordWrap(True)
        self.emptyLabel.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName("Representations and requests")
        self.words = QTextBrowser()
        self.words.setOpenLinks(False)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.words)
        splitter.setSizes([220, 200])
        self._splitter = splitter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.emptyLabel)
        layout.addWidget(splitter)
        self.tree.currentItemChanged.connect(self._show_words)

    def show_case(self, case: Case) -> None:
        self.tree.clear()
        self.words.clear()
        items = [_representation(each) for each in case.representations if not each.gone]
        asked = self._asked(case)
        contacts = [_contact(each) for each in case.contacts if not each.gone]
        for title, group in (("Representations", items), ("Asked of the applicant", asked), ("Contacts", contacts)):
            add_heading(self.tree, title, group)
        first = items or asked or contacts
        some = bool(first)
        self._splitter.setVisible(some)
        self.emptyLabel.setVisible(not some)
        none = _NONE_BUT_LINES if case.judged_requests else _NONE
        self.emptyLabel.setText(none if case.details_at else _NEVER_READ)
        if first:
            self.tree.setCurrentItem(first[0])

    def _asked(self, case: Case) -> list[QTreeWidgetItem]:
        from ...rules.rules import Rules

        rules = Rules(today(self._desk.clock))
        return [_request(each, rules) for each in case.validation_requests if not each.gone and each.type != RED_LINE_CHANGE]

    def _show_words(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        self.words.setHtml(str(item.data(0, _HTML) or "") if item is not None else "")


def _contact(person: Contact) -> QTreeWidgetItem:
    item = QTreeWidgetItem([plain_text(f"{person.role.value.capitalize()}: {person.name or person.company or 'no name'}")])
    lines = [part for part in (person.company, person.address, person.email, person.phone) if part]
    said = "".join(f"<br>{escape(line)}" for line in lines)
    item.setData(0, _HTML, f"<b>{escape(person.name or person.company) or 'No name'}</b>, {escape(person.role.value)}{said}")
    return item


def _representation(said: Representation) -> QTreeWidgetItem:
    sentiment = plain_text(said.sentiment).replace("_", " ") or "no view given"
    when = day_words(said.received_at)
    item = QTreeWidgetItem(
        [plain_text(f"{said.kind.value.capitalize()}: {sentiment}, {when}" if when else f"{said.kind.value}: {sentiment}")]
    )
    who = ", ".join(part for part in (said.author, said.address) if part)
    tags = f"<p><i>{escape(', '.join(said.tags).replace('_', ' '))}</i></p>" if said.tags else ""
    item.setData(0, _HTML, f"<b>{escape(who) or 'Name not published'}</b><p>{escape(said.text)}</p>{tags}")
    return item


def _request(asked: ValidationRequest, rules: Rules) -> QTreeWidgetItem:
    kind = _type_words(asked.type)
    outcome = _outcome(asked, rules)
    item = QTreeWidgetItem([plain_text(f"{kind}: {outcome}")])
    lines = [f"<b>{escape(kind)}</b>", f"<p>{escape(asked.reason) or 'No reason was given.'}</p>"]
    if asked.response_due is not None:
        lines.append(f"<p>Reply due: {escape(plain_day(asked.response_due))}</p>")
    for title, words in (
        ("The applicant said", asked.response),
        ("Reason for no", asked.rejection_reason),
        ("Cancelled", asked.cancel_reason),
    ):
        if words:
            lines.append(f"<p>{escape(title)}: {escape(words)}</p>")
    item.setData(0, _HTML, "".join(lines))
    return item


def _outcome(asked: ValidationRequest, rules: Rules) -> str:
    """In the rules' own words; a request for something else than a yes is answered by what it brought."""
    from ...domain.request_outcome import Outcome
    from ...rules.request_outcome import request_outcome

    found = request_outcome(asked, rules)
    if found.outcome is Outcome.UNANSWERED and asked.response:
        return "answered"
    due = f", due {plain_day(asked.response_due)}" if asked.is_open and asked.response_due is not None else ""
    return found.words + due


def _type_words(kind: str) -> str:
    bare = kind.replace("ValidationRequest", "")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in bare).strip()
    return words[:1].upper() + words[1:]
