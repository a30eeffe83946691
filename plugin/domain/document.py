"""A document of an application: what the back office says about it, not its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """The metadata of one file. ``created_at`` is ISO 8601 as it came; ``size`` is in bytes, None where nobody said.

    ``uuid`` is the case file's own name for it, empty until it has been taken in; ``gone`` says that the back office no longer lists it.
    """

    name: str
    url: str
    created_at: str = ""
    tags: tuple[str, ...] = field(default=())
    numbers: tuple[str, ...] = field(default=())
    description: str = ""
    size: int | None = None
    content_type: str = ""
    uuid: str = ""
    gone: bool = False

    @property
    def key(self) -> str:
        """What makes it the same document at the next pull: where its file lies."""
        return self.url or f"{self.name}|{self.created_at}"
