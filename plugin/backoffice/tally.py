"""What the questions to a back office came to: nothing is asked again in silence."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of one connection. ``troubles`` are the sentences of what went wrong and was asked again, the newest last."""

    answers: int = 0
    not_modified: int = 0
    bytes_read: int = 0
    retries: int = 0
    troubles: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def note_answer(self, size: int, *, not_modified: bool) -> None:
        with self._lock:
            self.answers += 1
            self.bytes_read += size
            self.not_modified += not_modified

    def note_retry(self, sentence: str) -> None:
        with self._lock:
            self.retries += 1
            self.troubles = [*self.troubles[-19:], sentence]
