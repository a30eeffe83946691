"""The list of cases and the open case, as far as they are in sight."""

from __future__ import annotations

from typing import Any

from places import document_places, place, tab_place, version_places
from qgis.PyQt.QtCore import QPoint, Qt

TOLD = Qt.ItemDataRole.AccessibleTextRole


def cases(place_of_cases: Any) -> dict[str, Any]:
    """The list and the open case, as far as they are in sight."""
    desk, panel, case = place_of_cases.desk, place_of_cases.cases_panel, place_of_cases.case_panel
    view, model = panel.casesList, panel.model
    rows = []
    top = view.indexAt(QPoint(4, 2)).row() if view.isVisible() else -1
    for number in range(max(top, 0), model.rowCount() if top >= 0 else 0):
        index = model.index(number)
        box = view.visualRect(index)
        if box.top() > view.viewport().height():
            break
        if not view.viewport().rect().contains(box.center()):
            continue
        at = view.viewport().mapToGlobal(QPoint(60, box.center().y()))
        rows.append({"uuid": index.data(256 + 1), "text": index.data(), "told": index.data(TOLD), "at": [at.x(), at.y()]})
    head = case.headHolder.isVisible()
    last = desk.pull_state()
    return {
        "state": desk.state.state.value,
        "sentence": desk.state.sentence,
        "updated": last.finished_at if last is not None else "",
        "told": last.sentence if last is not None else "",
        "count": model.count,
        "tasks": len(desk.tasks()),
        "rows": rows,
        "page": panel.pages.currentWidget().objectName(),
        "age": panel.ageLabel.text(),
        "open": desk.case.uuid if desk.case is not None else "",
        "seen": bool(desk.case is not None and not desk.case.row.changed),
        "reference": case.referenceLabel.text() if head else "",
        "date": case.dateLabel.text() if head else "",
        "counts": case.counts.text() if head else "",
        "data age": case.ageLabel.text() if head else "",
        "notice": case.noticeLabel.text() if case.noticeLabel.isVisible() else "",
        "checks": [case.site.checksList.item(row).text() for row in range(case.site.checksList.count())],
        "tabs": [case.tabs.tabText(tab) for tab in range(case.tabs.count())],
        "tab places": [tab_place(case.tabs.tabBar(), tab) for tab in range(case.tabs.count())],
        "versions": compared(case.history.versions),
        "documents": case.documents.tree.topLevelItemCount(),
        "waiting": waiting(case),
        "places": {
            "cases": place(place_of_cases.cases_panel),
            "case": place(place_of_cases.case_panel),
            "head": place(case.headHolder),
            "counts": place(case.counts),
            "search": place(panel.searchEdit),
            "refresh": place(panel.updateButton),
            "waiting": place(case.waitingButton),
            "send all the same": place(case.waiting.button("Send all the same")) if case.waiting.button("Send all the same") else None,
            "cancel": place(panel.cancelButton),
            "set up": place(panel.setUpButton),
            "open document": place(case.documents.openButton),
            "documents": document_places(case.documents.tree),
            "document": place(place_of_cases.document.view),
            "comparison": place(case.comparison.sourcesButton),
            "versions": version_places(case.history.versions.list),
        },
    }


def waiting(case: Any) -> dict[str, Any]:
    """What waits to be sent of the open case, in the words that stand there."""
    view = case.waiting
    return {
        "button": case.waitingButton.text() if case.waitingButton.isVisible() else "",
        "changed": view.changedLabel.text() if view.changedLabel.isVisible() else "",
        "acts": [view.list.topLevelItem(number).text(0) for number in range(view.list.topLevelItemCount())] if view.isVisible() else [],
    }


def compared(versions: Any) -> dict[str, Any]:
    """Which versions of the red line are chosen, and what the table says of two."""
    table = versions.table
    rows = [table.topLevelItem(number) for number in range(table.topLevelItemCount() if table.isVisible() else 0)]
    said = {row.text(0): row.text(2) for row in rows}
    return {
        "chosen": len(versions.list.selectedItems()) if versions.list.isVisible() else 0,
        "between": said.get("Between them", ""),
        "words": " ".join(said.values()),
    }
