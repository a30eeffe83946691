"""One line of the audit trail: who did what to which record, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AuditEntry:
    """One act. ``at`` is ISO 8601 in UTC; ``before`` and ``after`` hold values by field.

    A personal value stands there as ``{"digest": ...}``, salted, so that it can be erased without breaking the chain. ``sha256`` is that
    of this entry together with ``previous_sha256``.
    """

    sequence: int
    at: str
    officer: str
    application_uuid: str
    verb: str
    record_kind: str
    record_uuid: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    previous_sha256: str
    sha256: str
