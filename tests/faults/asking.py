"""What the back office has, asked of its own tables, past the proxy and whatever the proxy does."""

from __future__ import annotations

import json
from typing import Any

from tests.faults.desk import Desk

_PIECES = "SELECT id, key, content FROM casework_pieces WHERE application_id = ? AND kind = ? AND removed_at IS NULL ORDER BY id"


def there(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """The pieces of one kind of the desk's own application; a detail with its category."""
    rows = desk.office.database.rows(_PIECES, (desk.identity, kind))
    return [{"id": row["id"], "category": row["key"], **json.loads(row["content"])} for row in rows]


def held(desk: Desk, path: str) -> Any:
    """What a reader of the officer API is told, straight from the back office."""
    return desk.bench.data(f"/api/v2/planning_applications/{_reference(desk)}/{path}")


def _reference(desk: Desk) -> str:
    application = desk.office.applications.by_id(desk.identity)
    assert application is not None
    return application.reference


def written_by_another(desk: Desk, path: str, data: Any, method: str = "PUT", role: str = "reviewer") -> None:
    """Another officer's act, straight in the back office."""
    address = f"/api/v2/planning_applications/{_reference(desk)}/{path}"
    headers = {"Idempotency-Key": f"another-{path}-{len(str(data))}-{len(desk.proxy.asked)}"}
    if method != "POST":
        headers["If-Match"] = desk.bench.ask(address).headers["etag"]
    content = {} if method == "DELETE" else {"json": {"data": data}}
    answer = desk.bench.ask(address, method, role=role, headers=headers, **content)
    assert answer.status_code in {200, 201}, answer.text
