"""A piece of casework of which an application may have any number."""

from __future__ import annotations


class OneOfMany:
    """``key`` tells apart the pieces that an application has once; these have none."""

    @property
    def key(self) -> str:
        return ""
