"""The red line of an entry, read by the same reader that reads files, so that both say the same of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..boundary.documents import read_document
from ..boundary.transformer import Transformer
from ..domain.check import Check, Severity
from ..domain.errors import UnreadableFile
from ..domain.reading import SiteReading

#: What stands in place of a file's name.
FILE = "the back office"


def site_of(reference: str, text: str, transformer: Transformer, on: date) -> SiteReading:
    """The site of one application from the text of its entry; whatever is wrong with it is a check on it and stops nothing.

    ``on`` is the day whose rules judge what bears no date.
    """
    try:
        readings = read_document(FILE, text.encode("utf-8", "surrogatepass"), transformer, on=on)
    except UnreadableFile as error:
        return _unreadable(reference, str(error))
    if len(readings) != 1:
        return _unreadable(reference, f"the entry holds {len(readings)} sites")
    return replace(readings[0], site=reference) if reference else readings[0]


def _unreadable(reference: str, why: str) -> SiteReading:
    message = f"The red line can't be read: {why.rstrip('.')}. Open the application in the back office."
    return SiteReading(reference, FILE, "nothing that can be read", checks=(Check("boundary-unreadable", Severity.ERROR, message),))
