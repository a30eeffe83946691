"""A verb of Redline's command line, and after it, on the error stream, the peak memory of its largest process in KiB."""

from __future__ import annotations

import resource
import sys

from plugin.cli import main

if __name__ == "__main__":
    code = main(sys.argv[1:])
    print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)), file=sys.stderr)
    sys.exit(code)
