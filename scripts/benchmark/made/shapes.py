"""The shapes that constraints have: blobs, blobs with holes, corridors along a river or a road, and plots.

All are made about the origin, many at a time, as one flat array of coordinates. A blob is seen whole from its middle and a corridor is a
function of its axis, so none of them crosses itself unless it is made to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plugin.arrays import values

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_WAVES = 7
#: From so many vertices on a shape is rough at every scale, as a coastline is; below, a few waves do.
_ROUGH_FROM = 1500
_LEAST_RADIUS, _MOST_RADIUS = 0.62, 1.45
_LONG, _THIN = 1.0, 0.09


def blobs(random: np.random.Generator, counts: Counts, radii: Floats) -> Floats:
    """Corners (sum of ``counts``, 2) of polygons with so many corners each and about those radii in metres."""
    owner, turn = _turns(counts)
    distance = np.clip(1 + 0.35 * _waves(random, counts, turn), _LEAST_RADIUS, _MOST_RADIUS) * radii[owner]
    return np.stack([distance * np.cos(turn), distance * np.sin(turn)], axis=1)


def corridors(random: np.random.Generator, counts: Counts, radii: Floats) -> Floats:
    """Corners of winding strips, ``radii`` long to each side of their middle and some tenth of that wide, at any angle."""
    owner, turn = _turns(counts)
    # The way there along one bank and back along the other.
    along = np.cos(turn)
    bank = np.sign(np.sin(turn))
    middle = 0.3 * _waves(random, counts, np.pi * along)
    width = _THIN * np.sqrt(np.clip(1 - along**2, 0, None)) * (1 + 0.6 * np.clip(_waves(random, counts, turn), -1, 1))
    x = _LONG * along * radii[owner]
    y = (middle + bank * width) * radii[owner]
    angle = random.uniform(0, 2 * np.pi, len(counts))[owner]
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], axis=1)


def plots(random: np.random.Generator, count: int) -> tuple[Floats, Counts]:
    """Corners of sites, and how many each has: mostly house plots at any angle, some with a wing, some whole fields."""
    corners = np.where(random.random(count) < 0.35, 6, 4).astype(np.int64)
    frontage = random.lognormal(2.4, 0.45, count)
    depth = random.lognormal(3.3, 0.5, count)
    notch_x, notch_y = random.uniform(0.3, 0.7, (2, count))
    owner, place = _places(corners)
    winged = (corners == 6)[owner]
    x = np.where(winged, np.choose(place, [0, 1, 1, -1, -1, 0]), np.choose(place % 4, [0, 1, 1, 0])).astype(np.float64)
    y = np.where(winged, np.choose(place, [0, 0, -1, -1, 1, 1]), np.choose(place % 4, [0, 0, 1, 1])).astype(np.float64)
    x = np.where(x < 0, notch_x[owner], x) * frontage[owner]
    y = np.where(y < 0, notch_y[owner], y) * depth[owner]
    angle = random.uniform(0, 2 * np.pi, count)[owner]
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)], axis=1), corners


def _turns(counts: Counts) -> tuple[Counts, Floats]:
    owner, place = _places(counts)
    return owner, (place + 0.5) / counts[owner] * (2 * np.pi)


def _places(counts: Counts) -> tuple[Counts, Counts]:
    """Of every corner: whose it is, and the how-manyeth."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _waves(random: np.random.Generator, counts: Counts, turn: Floats) -> Floats:
    """A closed curve's height at each corner, of about unit size; rough where a shape has many corners."""
    owner = np.repeat(np.arange(len(counts)), counts)
    sizes = random.standard_normal((_WAVES, len(counts))) / np.arange(1, _WAVES + 1)[:, None]
    phases = random.uniform(0, 2 * np.pi, (_WAVES, len(counts)))
    height = np.zeros(len(turn))
    for wave in range(_WAVES):
        height += sizes[wave, owner] * np.sin((wave + 1) * turn + phases[wave, owner])
    starts = np.cumsum(counts) - counts
    for position in values(np.flatnonzero(counts >= _ROUGH_FROM)):
        part = slice(int(starts[position]), int(starts[position] + counts[position]))
        height[part] += _roughness(random, turn[part])
    return 0.6 * height


def _roughness(random: np.random.Generator, turn: Floats) -> Floats:
    """Noise with less of it the finer it is, the same at the same turn."""
    steps = 1 << max(4, (len(turn) - 1).bit_length())
    frequencies = np.arange(1, steps // 2 + 1)
    spectrum = np.zeros(steps // 2 + 1, dtype=complex)
    spectrum[1:] = (random.standard_normal(steps // 2) + 1j * random.standard_normal(steps // 2)) / frequencies**1.25
    noise = np.fft.irfft(spectrum, steps) * steps * 0.12
    at = (turn / (2 * np.pi)) % 1.0 * steps
    between: Floats = np.interp(at, np.arange(steps + 1), np.append(noise, noise[0]))
    return between
