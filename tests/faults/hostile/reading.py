"""A program that gives hostile files to a reader, with so much memory and no more, and tells of each what came of it and how long it took.

It reads jobs from its input, one a line: {"reader", "path"}. A reader that takes the program down with it is told by its silence.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from pathlib import Path

from tests.faults.hostile.readers import read
from tests.unit.backoffice.pulling import transformer

#: Bytes of address space: QGIS shares an officer's computer with everything else.
MEMORY = 4 * 1024**3


def main() -> None:
    """Until nobody writes to it any more."""
    transformer()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        job = json.loads(line)
        began = time.process_time()
        try:
            told = {"came": read(job["reader"], Path(job["path"]))}
        except BaseException:  # noqa: BLE001  # whatever else comes of it is what this is about
            told = {"wrong": traceback.format_exc()[-3000:]}
        sys.stdout.write(json.dumps({**told, "seconds": time.process_time() - began}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
