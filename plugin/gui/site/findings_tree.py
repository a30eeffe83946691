"""Fills the tree of findings: a dataset, then its constraints by relation; what is ended or not yet in force stands apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem

from ...constraints.catalogue import Catalogue
from ...domain.dataset import kind_of
from ...domain.finding import DatasetResult, DatasetState, Finding, Relation, Screening
from ...reports.plain_text import plain_text
from ..icons import icon, state_icon
from ..rich_text import escape
from .finding_details import figures
from .state_board import STATES

#: Where an item keeps its Finding, and a dataset's slug.
FINDING = Qt.ItemDataRole.UserRole
DATASET = int(Qt.ItemDataRole.UserRole) + 1

_RELATIONS = tuple(Relation)

#: Pixels beside the figures, and the least and most that the figures may take from the names.
_MARGIN = 8
_NARROWEST_FIGURES = 90
_WIDEST_FIGURES = 124


def _place(result: DatasetResult, catalogue: Catalogue) -> tuple[str, bool]:
    kind = kind_of(result.dataset)
    return (catalogue.dataset(kind).name, True) if kind != result.dataset else (result.name, False)


def fill_tree(tree: QTreeWidget, screening: Screening, catalogue: Catalogue) -> None:
    """Shows the findings of one screening; datasets that overlap come first, a council's own layer behind the dataset of its kind."""
    tree.clear()
    order = {result.dataset: (STATES.index(result.state), *_place(result, catalogue)) for result in screening.datasets}
    last = (len(STATES), "", False)
    slugs = sorted({finding.entity.dataset for finding in screening.findings}, key=lambda slug: (*order.get(slug, last), slug))
    states = {result.dataset: result for result in screening.datasets}
    for slug in slugs:
        result = states.get(slug)
        findings = [finding for finding in screening.findings if finding.entity.dataset == slug]
        name = result.name if result is not None else catalogue.dataset(slug).name
        state = result.state if result is not None else DatasetState.NOT_CHECKED
        _group(tree, plain_text(name), _state_words(state, findings), state, slug, findings)
    _group_apart(tree, "No longer in force", screening.ended)
    _group_apart(tree, "Not yet in force", screening.not_yet)
    tree.expandAll()
    tree.setColumnWidth(1, max(_NARROWEST_FIGURES, min(tree.sizeHintForColumn(1) + _MARGIN, _WIDEST_FIGURES)))


def choose_again(tree: QTreeWidget, finding: Finding) -> None:
    """Chooses the record that was chosen before the tree was filled anew, where it is still there."""
    for item in finding_items(tree):
        entity = item.data(0, FINDING).entity
        if (entity.dataset, entity.number, entity.reference) == (finding.entity.dataset, finding.entity.number, finding.entity.reference):
            tree.setCurrentItem(item)
            return


def finding_items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    """The lines that bear a finding."""
    for row in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(row)
        for place in range(group.childCount()):
            if group.child(place).data(0, FINDING) is not None:
                yield group.child(place)


def _group(tree: QTreeWidget, name: str, words: str, state: DatasetState | None, slug: str, findings: Sequence[Finding]) -> None:
    group = QTreeWidgetItem([name, words])
    font = group.font(0)
    font.setBold(True)
    group.setFont(0, font)
    if state is not None:
        group.setIcon(0, state_icon(state))
    else:
        group.setIcon(0, icon("state-pending"))
    group.setData(0, DATASET, slug)
    tree.addTopLevelItem(group)
    for finding in sorted(findings, key=lambda each: (_RELATIONS.index(each.relation), -each.overlap_m2, each.distance_m)):
        group.addChild(_item(finding))


def _group_apart(tree: QTreeWidget, name: str, findings: Sequence[Finding]) -> None:
    if findings:
        _group(tree, name, "listed apart", None, "", findings)


def _item(finding: Finding) -> QTreeWidgetItem:
    entity = finding.entity
    name = plain_text(entity.name) or plain_text(entity.reference) or f"Record {entity.number}"
    item = QTreeWidgetItem([name, figures(finding)])
    item.setData(0, FINDING, finding)
    item.setData(0, DATASET, entity.dataset)
    item.setToolTip(0, f"<qt>{escape(name)}: {finding.relation.value}</qt>")
    if finding.relation in (Relation.NEAR, Relation.SURROUNDED):
        for column in (0, 1):
            item.setForeground(column, QApplication.palette().placeholderText())
    return item


def _state_words(state: DatasetState, findings: Sequence[Finding]) -> str:
    if state is DatasetState.CLEAR and findings:
        return "clear; near" if any(finding.relation is Relation.NEAR for finding in findings) else "clear; surrounded"
    return state.value
