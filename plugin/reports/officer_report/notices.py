"""What a report says of the notices of an application: where each was, from when, and why the newspaper had one."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.case import Case
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.press_notice import PressNotice
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted
from ...rules.press_reasons import press_reasons
from ..plain_text import plain_text
from .content import Part, Table


def notices(case: Case) -> Iterator[Part]:
    """One table of the site notices and the press notice; nothing where nobody has said anything of either."""
    rows = [*_site_notices(case), *_press_notices(case)]
    if rows:
        yield Table(("Notice", "Where and why", "When"), (0.18, 0.56, 0.26), tuple(tuple(plain_text(cell) for cell in row) for row in rows))


def _site_notices(case: Case) -> Iterator[tuple[str, str, str]]:
    for notice in (kept.record for kept in case.casework if isinstance(kept.record, PostedNotice)):
        told = [notice.where.strip().rstrip(".")] if notice.where.strip() else []
        if notice.easting is not None and notice.northing is not None:
            told.append(f"easting {notice.easting:.0f}, northing {notice.northing:.0f}")
        if notice.photographs:
            told.append(f"{counted(len(notice.photographs), 'photograph')} on file")
        yield "Site notice", "; ".join(told), f"displayed from {plain_day(notice.displayed_on)}"


def _press_notices(case: Case) -> Iterator[tuple[str, str, str]]:
    for notice in (kept.record for kept in case.casework if isinstance(kept.record, PressNotice)):
        if not notice.required:
            yield "Press notice", notice.note.strip(), "not needed"
            continue
        reasons = [notice.other.strip() if code == "other" else press_reasons().get(code, code) for code in notice.reasons]
        told = [*([f"In {notice.newspaper.strip()}"] if notice.newspaper.strip() else []), *reasons, *filter(None, [notice.note.strip()])]
        day = notice.published_on
        yield "Press notice", "; ".join(told), f"published on {plain_day(day)}" if day is not None else "needed, not published yet"
