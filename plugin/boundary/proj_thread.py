"""The threads on which pyproj may work: the program's first, and one of its own for whoever comes from another.

pyproj 3.7 frees what it keeps of a thread when Python forgets the thread, and Python forgets a thread of QGIS's task pool after each
task. The next task on that thread is handed what was freed, and QGIS dies (github.com/pyproj4/pyproj/issues/1622).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

_here = threading.local()


def _settle() -> None:
    _here.is_projs = True


_PROJS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="PROJ", initializer=_settle)


def on_proj_thread(work: Callable[[], Result]) -> Result:
    """What ``work`` gives or raises, done where pyproj is safe; whatever imports or calls pyproj goes through here."""
    if threading.get_ident() == threading.main_thread().ident or getattr(_here, "is_projs", False):
        return work()
    return _PROJS.submit(work).result()
