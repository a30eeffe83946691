"""The kinds of casework of which an application has any number, and where each stands in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .document import parsed


@dataclass(frozen=True)
class PieceKind:
    """``name`` is that of its operations, ``path`` of its collection, ``called`` what people call one.

    ``always`` says that it may be written in every live state, and not under assessment alone.
    """

    name: str
    path: str
    called: str
    always: bool = False

    @property
    def schema(self) -> str:
        """The document's schema of what is sent."""
        return "New" + self.name.title().replace("_", "")


KINDS = (
    PieceKind("consideration", "considerations", "consideration"),
    PieceKind("condition", "conditions", "condition"),
    PieceKind("informative", "informatives", "informative"),
    PieceKind("head_of_terms", "heads_of_terms", "head of terms"),
    PieceKind("site_visit", "site_visits", "site visit", always=True),
    PieceKind("site_history", "site_histories", "entry of the site's history", always=True),
    PieceKind("consultee", "consultees", "consultee", always=True),
    PieceKind("site_notice", "site_notices", "site notice", always=True),
    PieceKind("press_notice", "press_notices", "press notice", always=True),
)


def whole(schema: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, with the document's own defaults for what was not, and without what the document does not name."""
    properties = parsed()["components"]["schemas"][schema]["properties"]
    return {name: data.get(name, node.get("default")) for name, node in properties.items()}
