"""Figures for machines: free of the noise of floating point, never a negative nought."""

from __future__ import annotations


def rounded(value: float, decimals: int) -> float:
    """``value`` to that many decimals as a plain Python float."""
    return round(float(value), decimals) + 0.0
