"""How sure a position is, as a sentence: which operation, which grid, how many metres; and the warning where the grid is missing."""

from __future__ import annotations

from ..domain.accuracy import Accuracy
from ..rules.rules import Rules
from .plain_text import plain_text


def accuracy_words(accuracy: Accuracy | None) -> str:
    """Name the operation and say what it is worth."""
    if accuracy is None:
        return "accuracy not known"
    operation = plain_text(accuracy.operation)
    if accuracy.metres == 0:
        return operation
    worth = "accuracy not known" if accuracy.metres is None else f"accurate to about {accuracy.metres:g} m"
    grid = f"with the grid {plain_text(accuracy.grid)}" if accuracy.grid else "without a grid"
    return f"{operation}, {grid}, {worth}"


def grid_warning(accuracy: Accuracy | None, rules: Rules) -> str:
    """The banner of a sheet whose positions are too uncertain by the rule that a red line is read by; "" where they are sure."""
    if accuracy is None or accuracy.grid is not None:
        return ""
    if accuracy.metres is not None and accuracy.metres <= rules.number("boundary.trustworthy-transform"):
        return ""
    far = "an unknown distance" if accuracy.metres is None else f"about {accuracy.metres:g} m"
    return (
        f"The Ordnance Survey grid OSTN15 was not available: positions may be {far} off the ground. "
        "Install the grid, build the store again and screen again."
    )
