"""Amendments that were begun and not saved are offered when the case file is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.errors import RedlineError
from ...domain.plain_figures import counted
from ..messages import Messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...casefile.reader import CaseFileReader


def tell_of_drafts(reader: CaseFileReader | None, messages: Messages, go_on: Callable[[str], None]) -> None:
    """Says which case has one; ``go_on`` is called with its uuid."""
    try:
        waiting = reader.drafts() if reader is not None else []
    except RedlineError as error:
        messages.error(str(error))
        return
    if not waiting:
        return
    first = waiting[0]
    others = f" {counted(len(waiting) - 1, 'other case has', 'other cases have')} one as well." if len(waiting) > 1 else ""
    messages.warning(
        f"Draft: {first.reference}. Its red line is being amended: what was drawn is kept, and not saved as a version yet.{others}",
        "Go on",
        lambda: go_on(first.application_uuid),
    )


def tell_of_kept(reference: str, uuid: str, messages: Messages, go_on: Callable[[str], None]) -> None:
    """Says that a draft was kept without a question, because its map went; ``go_on`` is called with the uuid of its case."""
    messages.warning(
        f"{reference}: draft kept. Another project was opened, so its red line as drawn is kept, and not saved as a version.",
        "Go on",
        lambda: go_on(uuid),
    )
