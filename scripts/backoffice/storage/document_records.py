"""Documents in the database, and their content in a folder, each content once."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .database import Database

_INSERT = """
INSERT INTO documents (
    application_id, key, name, tags, numbers, created_at, applicant_description, content, content_type, byte_size, published
) VALUES (
    :application_id, :key, :name, :tags, :numbers, :created_at, :applicant_description, :content, :content_type, :byte_size, 0
)
"""
_OF_APPLICATION = "SELECT * FROM documents WHERE application_id = ? ORDER BY id"
_OF_KEY = "SELECT * FROM documents WHERE key = ?"
_PUBLISH = "UPDATE documents SET published = 1 WHERE application_id = ? AND name = ?"
_KEY_CHARACTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True)
class DocumentRecord:
    """One row. ``tags`` are ``{"value", "description"}``; ``numbers`` are drawing numbers."""

    key: str
    name: str
    tags: list[dict[str, str]]
    numbers: list[str]
    created_at: str
    applicant_description: str | None
    content: str
    content_type: str
    byte_size: int
    published: bool


class DocumentRecords:
    """The table of documents and the folder of their contents."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(
        self,
        application_id: int,
        name: str,
        content: bytes,
        content_type: str,
        *,
        tags: list[dict[str, Any]],
        created_at: str,
        numbers: list[str] | None = None,
        description: str | None = None,
    ) -> str:
        """Keep a document; gives the key that its address ends with."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._folder / digest
        if not path.exists():
            path.write_bytes(content)
        key = "".join(secrets.choice(_KEY_CHARACTERS) for _ in range(28))
        row = {
            "application_id": application_id,
            "key": key,
            "name": name,
            "tags": json.dumps(tags),
            "numbers": json.dumps(numbers or []),
            "created_at": created_at,
            "applicant_description": description,
            "content": digest,
            "content_type": content_type,
            "byte_size": len(content),
        }
        with self._database.act() as connection:
            connection.execute(_INSERT, row)
        return key

    def publish(self, application_id: int, name: str) -> None:
        """Show the documents of this name to the public."""
        with self._database.act() as connection:
            connection.execute(_PUBLISH, (application_id, name))

    def of_application(self, application_id: int) -> list[DocumentRecord]:
        """In the order in which they came."""
        return [_record(row) for row in self._database.rows(_OF_APPLICATION, (application_id,))]

    def by_key(self, key: str) -> DocumentRecord | None:
        """The document of an address."""
        row = self._database.row(_OF_KEY, (key,))
        return _record(row) if row else None

    def path(self, document: DocumentRecord) -> Path:
        """Where its content lies."""
        return self._folder / document.content


def _record(row: sqlite3.Row) -> DocumentRecord:
    return DocumentRecord(
        key=row["key"],
        name=row["name"],
        tags=json.loads(row["tags"]),
        numbers=json.loads(row["numbers"]),
        created_at=row["created_at"],
        applicant_description=row["applicant_description"],
        content=row["content"],
        content_type=row["content_type"],
        byte_size=row["byte_size"],
        published=bool(row["published"]),
    )
