"""A reader in a process of its own: asks the store again and again, until it is told to end, and says what it saw.

Run with a store's address and a file whose appearance ends it. Prints JSON: the generations that it read, and how often it asked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plugin.constraints.open_store import open_store

BOX = (520000.0, 170000.0, 560000.0, 190000.0)


def read(address: str, end: Path) -> None:
    """Every answer must be that of one whole generation: as many entities as its snapshot counts, all of one name."""
    seen: list[str] = []
    asked = 0
    with open_store(address) as store:
        while True:
            last = end.exists()
            store.reload_if_moved()
            found = store.candidates(BOX).entities.values()
            count = store.snapshots()["conservation-area"].count
            names = {entity.name for entity in found}
            if len(found) != count or len(names) != 1:
                raise SystemExit(f"{store.generation} gave {len(found)} of {count} records, called {sorted(names)}")
            if store.generation not in seen:
                seen.append(store.generation)
                sys.stderr.write("+")
                sys.stderr.flush()
            asked += 1
            if last:
                break
    sys.stdout.write(json.dumps({"seen": seen, "asked": asked}) + "\n")


if __name__ == "__main__":
    read(sys.argv[1], Path(sys.argv[2]))
