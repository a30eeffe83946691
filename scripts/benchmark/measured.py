"""A verb of Redline's command line, and after it, on the error stream, the peak memory of all its processes in KiB."""

from __future__ import annotations

import os
import resource
import sys

from plugin.cli import main

if __name__ == "__main__":
    code = main(sys.argv[1:])
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(own + (os.cpu_count() or 1) * largest, file=sys.stderr)
    sys.exit(code)
