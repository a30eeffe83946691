"""Declarations of the council's own layers that can't be read just now: nothing is built on them as if there were none."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QMessageBox

from plugin.constraints.local_layers import declarations
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.store.generations import current_generation, generations_of
from plugin.domain.errors import StoreError
from tests.qgis.test_local_layers import Window, memory_layer, window  # noqa: F401  # a fixture


class Unreadable:
    """The declarations of a store whose share is away just now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(declarations, "load_layers", self.load)

    def load(self, folder: Path) -> tuple[LocalLayer, ...]:
        raise StoreError(f"The store in {folder} can't be reached.")


def one_declared(there: Window) -> str:
    """The generation in use, which has a layer."""
    there.add(memory_layer("One"))
    there.read()
    there.accept()
    return current_generation(there.folder)


def test_declarations_that_can_t_be_read_are_not_taken_for_none_when_a_layer_is_added(
    window: Window,  # noqa: F811  # a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = one_declared(window)
    asked = window.add(memory_layer("Other"))
    with monkeypatch.context() as away:
        Unreadable(away)
        asked.okButton.click()

    again = window.looked()
    assert again.form.nameEdit.text() == "Other"
    assert "can't be reached" in again.whyLabel.text()
    assert generations_of(window.folder) == (before,)


def test_declarations_that_can_t_be_read_are_not_taken_for_none_when_a_layer_is_taken_away(
    window: Window,  # noqa: F811  # a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = one_declared(window)
    window.choose("One")
    asked: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", asked.append)
    with monkeypatch.context() as away:
        Unreadable(away)
        window.page.own.removeButton.click()

    assert asked == []
    assert "can't be reached" in window.page.saidLabel.text()
    assert generations_of(window.folder) == (before,)


def test_declarations_that_can_t_be_read_are_not_taken_for_none_when_they_are_read_again(
    window: Window,  # noqa: F811  # a fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_declared(window)
    Unreadable(monkeypatch)

    assert window.dialog.own.choice({"one"}) is None
    assert "can't be reached" in window.page.saidLabel.text()
