"""Small plans, drawn from a red line: what stands for the files that an applicant would have sent."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from scripts.pdf_page import A4, escaped, pdf_page

_MARGIN = 72
_PIXELS = 240


def pdf(lines: list[str], boundary: Any) -> bytes:
    """One A4 page with these lines of text and the red line."""
    text = "".join(f"1 0 0 1 {_MARGIN} {A4[1] - _MARGIN - 18 * number} Tm ({escaped(line)}) Tj " for number, line in enumerate(lines))
    drawing = f"BT /F1 11 Tf {text}ET 1 0 0 RG 1.5 w "
    for ring in _fitted(boundary, A4[0] - 2 * _MARGIN, _MARGIN, _MARGIN):
        points = [f"{x:.1f} {y:.1f}" for x, y in ring]
        drawing += f"{points[0]} m " + "".join(f"{point} l " for point in points[1:]) + "s "
    return pdf_page(drawing)


def png(boundary: Any) -> bytes:
    """A square picture: the red line on white."""
    rows = [bytearray(b"\xff" * (3 * _PIXELS)) for _ in range(_PIXELS)]
    for ring in _fitted(boundary, _PIXELS - 40, 20, 20):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
            steps = int(max(abs(x2 - x1), abs(y2 - y1))) + 1
            for step in range(steps + 1):
                x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
                for dx in (0, 1):
                    column = min(_PIXELS - 1, int(x) + dx)
                    rows[_PIXELS - 1 - min(_PIXELS - 1, int(y))][3 * column : 3 * column + 3] = b"\xd0\x00\x00"
    pixels = b"".join(b"\x00" + bytes(row) for row in rows)
    header = struct.pack(">IIBBBBB", _PIXELS, _PIXELS, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _fitted(boundary: Any, size: float, left: float, bottom: float) -> list[list[tuple[float, float]]]:
    rings = [ring for ring in _rings(boundary) if len(ring) > 1]
    if not rings:
        return []
    across = [x for ring in rings for x, _ in ring]
    up = [y for ring in rings for _, y in ring]
    width, height = max(across) - min(across), max(up) - min(up)
    # Near enough for a drawing: a degree of longitude is three fifths of a degree of latitude here.
    squeeze = 0.6 if max(abs(value) for value in across + up) < 400 else 1.0
    scale = size / (max(width * squeeze, height) or 1.0)
    return [[(left + (x - min(across)) * squeeze * scale, bottom + (y - min(up)) * scale) for x, y in ring] for ring in rings]


def _rings(value: Any) -> Iterator[list[tuple[float, float]]]:
    """Every list of positions anywhere within a GeoJSON value."""
    if isinstance(value, dict):
        for key in ("features", "geometry", "geometries", "coordinates"):
            yield from _rings(value.get(key))
    elif isinstance(value, list):
        positions = [item for item in value if isinstance(item, list) and len(item) >= 2 and _is_number(item[0]) and _is_number(item[1])]
        if positions and len(positions) == len(value):
            yield [(float(item[0]), float(item[1])) for item in positions]
        else:
            for item in value:
                yield from _rings(item)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
