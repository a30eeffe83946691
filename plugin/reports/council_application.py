"""An application from a row of a council's own layer, whatever the row calls its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..boundary.mapping import ColumnMapping
from ..boundary.row_reader import application_of_row
from ..domain.application import Application


def council_application(row: Mapping[str, Any], mapping: ColumnMapping) -> Application:
    """The application of a row, without a reference where the row says nothing; ``mapping`` outranks the usual names."""
    return application_of_row(row, mapping) or Application(reference="")
