"""A QR code as rows of dark and light squares, by segno, which comes with Redline as its wheel (plugin/external/README.md)."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from ..domain.errors import RedlineError

_WHEEL = "segno-1.6.6-py3-none-any.whl"
_NAME = "segno"
#: Squares of white around a code without which readers miss it (ISO/IEC 18004).
QUIET = 4
#: Beyond this a code on paper has squares too small for a telephone at arm's length.
_LONGEST = 400


def qr_code(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code of a text, True for dark, with its white border; a quarter of it may be smudged (level Q).

    RedlineError for no text, for one of more than 400 characters, or where the library can't be used.
    """
    if not text.strip() or len(text) > _LONGEST:
        raise RedlineError(f"A QR code holds an address of 1 to {_LONGEST} characters: this one has {len(text.strip())}. Shorten it.")
    code = _segno().make(text, error="q", micro=False, boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=QUIET))


def qr_svg(text: str) -> bytes:
    """The same as an SVG of one path: it prints sharp at every size."""
    rows = qr_code(text)
    side = len(rows)
    runs = "".join(f"M{column},{row}h1v1h-1z" for row, squares in enumerate(rows) for column, dark in enumerate(squares) if dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}mm" height="{side}mm" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#ffffff"/><path d="{runs}" fill="#000000"/></svg>'
    ).encode("ascii")


@lru_cache(maxsize=1)
def _segno() -> Any:
    """The library out of its wheel; one that another plugin has loaded is used as it is."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    wheel = Path(__file__).resolve().parent.parent / "external" / _WHEEL
    spec = PathFinder.find_spec(_NAME, [str(wheel)])
    if spec is None or spec.loader is None:
        raise RedlineError(f"The library for QR codes is not in its place ({wheel.name}). Install Redline again.")
    module = module_from_spec(spec)
    sys.modules[_NAME] = module
    spec.loader.exec_module(module)
    return module
