"""The Enquiry panel, as far as it is in sight."""

from __future__ import annotations

from typing import Any

from places import place


def enquiry(made: Any) -> dict[str, Any]:
    """What was asked, what is answered, and what can be pressed; empty while the panel is not in sight."""
    if made is None or not made.panel.isVisible():
        return {}
    panel = made.panel
    pressed = {
        "line": panel.line,
        "click": panel.click_button,
        "plot": panel.plot_box,
        "choices": panel.choices,
        "tree": panel.tree,
        "copy": panel.copy_button,
    }
    labels = {"place": panel.place, "summary": panel.summary, "said": panel.status, "how": panel.how}
    tree = panel.tree
    return {
        **{name: label.text() if label.isVisible() else "" for name, label in labels.items()},
        "groups": [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())] if tree.isVisible() else [],
        "choices": [panel.choices.item(row).text() for row in range(panel.choices.count())] if panel.choices.isVisible() else [],
        "asking": made.asking is not None,
        "width": panel.width(),
        "places": {name: place(widget) for name, widget in pressed.items()},
    }
