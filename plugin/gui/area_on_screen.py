"""Areas as the window shows them; a report, which may have to be plain letters, keeps to "m2"."""

from __future__ import annotations

from ..reports.wording import area_words as words_for_a_report


def area_words(square_metres: float) -> str:
    """An area with the sign that officers are used to: 1,234 m²."""
    return words_for_a_report(square_metres).replace(" m2", " m²")
