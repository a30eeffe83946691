"""The scale of a printed map: one of those that planning uses, never an odd number."""

from __future__ import annotations

#: Location plans are at 1:1250 or 1:2500 (Development Management Procedure Order, article 7, and every council's list).
STANDARD_SCALES = (500, 1250, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000)
#: Nearer than any location plan: a change of a garden's edge has to be seen.
_CLOSE_SCALES = (100, 200, 250)
_SHARE_CLOSE = 0.62

#: How much of the map's width and height a site may take, so that the streets around it can be recognised.
_SHARE = 0.36

#: From this scale on the frame shows streets enough, and a site may fill more of it.
_STREETS_SHOW = 2500
_SHARE_AMONG_STREETS = 0.72


def standard_scale(width_m: float, height_m: float, frame_width_mm: float, frame_height_mm: float) -> int:
    """The largest standard scale at which an extent of ``width_m`` by ``height_m`` leaves room around it in the frame."""
    for scale in STANDARD_SCALES:
        metres_per_mm = scale / 1000
        share = _SHARE if scale < _STREETS_SHOW else _SHARE_AMONG_STREETS
        if width_m <= frame_width_mm * metres_per_mm * share and height_m <= frame_height_mm * metres_per_mm * share:
            return scale
    return STANDARD_SCALES[-1]


def close_scale(width_m: float, height_m: float, frame_width_mm: float, frame_height_mm: float) -> int:
    """The largest round scale at which two lines that are to be compared fill the frame and leave a little ground around them."""
    for scale in (*_CLOSE_SCALES, *STANDARD_SCALES):
        metres_per_mm = scale / 1000
        if width_m <= frame_width_mm * metres_per_mm * _SHARE_CLOSE and height_m <= frame_height_mm * metres_per_mm * _SHARE_CLOSE:
            return scale
    return STANDARD_SCALES[-1]


def fitting_scale(width_m: float, height_m: float, frame_width_mm: float, frame_height_mm: float) -> int:
    """The largest round scale at which an extent that has its surroundings in it already fits in the frame."""
    for scale in (*_CLOSE_SCALES, *STANDARD_SCALES):
        if width_m <= frame_width_mm * scale / 1000 and height_m <= frame_height_mm * scale / 1000:
            return scale
    return STANDARD_SCALES[-1]


def scale_bar_segment(scale: int, longest_mm: float = 45.0, segments: int = 2) -> float:
    """Metres of one segment of a scale bar that is at most ``longest_mm`` long: 1, 2 or 5 times a power of ten."""
    most = longest_mm * scale / 1000 / segments
    magnitude = 1.0
    while magnitude * 10 <= most:
        magnitude *= 10
    return max(step * magnitude for step in (1, 2, 5) if step * magnitude <= most)


def scale_words(scale: int) -> str:
    """A scale as it is written on a plan."""
    return f"1:{scale:,}"
