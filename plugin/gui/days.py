"""Days between Python and Qt."""

from __future__ import annotations

from datetime import date

from qgis.PyQt.QtCore import QDate


def as_qdate(day: date) -> QDate:
    """A day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def as_date(day: QDate) -> date:
    """A day as Python has it."""
    return date(day.year(), day.month(), day.day())
