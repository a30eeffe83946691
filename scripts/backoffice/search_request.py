"""A search as it is asked: every parameter, and the silent way in which BOPS passes over what it cannot use."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from starlette.datastructures import QueryParams

from plugin.domain.clock import london, today

from . import moments, postgres_order
from .back_office import BackOffice
from .storage.search_queries import Filters, Hit

DECISIONS = ("granted", "refused", "not_required")


def filters(office: BackOffice, parameters: QueryParams, *, public: bool) -> Filters:
    """What the parameters of a query say."""
    received, validated, published = (_times(office, parameters, name) for name in ("receivedAt", "validatedAt", "publishedAt"))
    first, last = _dates(office, parameters, "consultationEndDate")
    words = parameters.get("q") or (parameters.get("query") if public else None)
    return Filters(
        public=public,
        statuses=_statuses(_array(parameters, "applicationStatus")),
        types=_array(parameters, "applicationType"),
        received_from=received[0],
        received_to=received[1],
        validated_from=validated[0],
        validated_to=validated[1],
        published_from=published[0],
        published_to=published[1],
        consultation_from=None if first is None else first.isoformat(),
        consultation_to=None if last is None else last.isoformat(),
        decision=parameters.get("councilDecision") or None,
        alternative_reference=parameters.get("alternativeReference") or None,
        words=words or None,
    )


def page_of(hits: list[Hit], parameters: QueryParams, limit: int, offset: int) -> list[int]:
    """The ids of one page. There is one key of order and no second: pages of applications with one time overlap, and lose some."""
    by_publication = parameters.get("sortBy") == "publishedAt"
    direction = 1 if parameters.get("orderBy") == "asc" else -1
    keys = [_key(hit.published_at if by_publication else hit.received_at) for hit in hits]
    # Numbers in place of the keys: a page of thousands of hits compares tens of thousands of times
    ranks = {key: direction * rank for rank, key in enumerate(sorted(set(keys)))}
    ranked = [(ranks[key], hit.id) for key, hit in zip(keys, hits)]
    return [identity for _rank, identity in postgres_order.page(ranked, _compare, limit, offset)]


def _key(value: str | None) -> tuple[bool, str]:
    return (value is None, value or "")  # PostgreSQL takes what is missing for the greatest


def _compare(one: tuple[int, int], other: tuple[int, int]) -> int:
    return one[0] - other[0]


def array_parameter(parameters: QueryParams, name: str) -> list[str] | None:
    """``name[]=a&name[]=b`` or ``name[]=a,b``; without the brackets it is as if nothing were asked."""
    return _array(parameters, name)


def _array(parameters: QueryParams, name: str) -> list[str] | None:
    values = [part.strip() for value in parameters.getlist(f"{name}[]") for part in value.split(",")]
    wanted = [value for value in values if value]
    return wanted or None


def _statuses(wanted: list[str] | None) -> list[str] | None:
    if wanted is not None and "in_assessment" in wanted:
        return [*wanted, "assessment_in_progress"]
    return wanted


def _dates(office: BackOffice, parameters: QueryParams, name: str) -> tuple[date | None, date | None]:
    """An unreadable date counts as none; a beginning without an end ends today."""
    first, last = (_date(parameters.get(f"{name}{end}", "")) for end in ("From", "To"))
    if first is not None and last is None:
        last = today(office.clock)
    return first, last


def _times(office: BackOffice, parameters: QueryParams, name: str) -> tuple[str | None, str | None]:
    first, last = _dates(office, parameters, name)
    return (
        None if first is None else moments.kept(datetime.combine(first, time(), london())),
        None if last is None else moments.kept(datetime.combine(last + timedelta(days=1), time(), london())),
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
