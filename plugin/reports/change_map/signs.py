"""What every map must show: how long a metre is on it, and where north is."""

from __future__ import annotations

from .frame import HEIGHT, WIDTH, Frame


def scale_bar(frame: Frame) -> str:
    """A round number of metres, in the lower left corner."""
    metres = frame.bar_metres
    length = metres * frame.scale
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} metres"
    return (
        f'<g transform="translate(14 {HEIGHT - 52:g})"><rect width="{length + 28:.1f}" height="42" fill="#fff" fill-opacity="0.9"/>'
        f'<path d="M14 27v8h{length:.1f}v-8" fill="none" stroke="#0b0c0c" stroke-width="2.5"/>'
        f'<text class="map-text" x="14" y="19" font-size="17" fill="#0b0c0c">{words}</text></g>'
    )


def north_arrow() -> str:
    """In the upper right corner."""
    return (
        f'<g transform="translate({WIDTH - 58:g} 14)"><rect width="44" height="62" fill="#fff" fill-opacity="0.9"/>'
        '<path d="M22 24l10 30-10-7-10 7z" fill="#0b0c0c"/>'
        '<text class="map-text" x="22" y="20" text-anchor="middle" font-size="17" font-weight="bold" fill="#0b0c0c">N</text></g>'
    )
