"""How PostgreSQL sorts for ``ORDER BY key LIMIT n OFFSET m``: rows of one key come in an order that depends on n + m.

BOPS sorts its search by one time alone, and many applications share theirs. PostgreSQL keeps a heap of the best n + m rows where
that is less than half of all, and sorts everything otherwise; neither is stable. So a page shows what another page has shown, and
something else is on no page at all. The steps are those of ``tuplesort.c`` and ``sort_template.h`` in PostgreSQL 17.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Compare = Callable[[Row, Row], int]


def page(rows: Sequence[Row], compare: Compare[Row], limit: int, offset: int) -> list[Row]:
    """The rows of one page; ``rows`` are in the order in which the table holds them."""
    bound = limit + offset
    if len(rows) > 2 * bound:
        ordered = _heap_sorted(rows, compare, bound)
    else:
        ordered = list(rows)
        _quicksort(ordered, compare, 0, len(ordered))
    return ordered[offset:bound]


def _heap_sorted(rows: Sequence[Row], compare: Compare[Row], bound: int) -> list[Row]:
    """The best ``bound`` rows in order: a heap with the worst on top; a row as bad as the top is not let in."""
    heap: list[Row] = []
    for row in rows:
        if len(heap) < bound:
            _sift_up(heap, row, compare)
        elif compare(row, heap[0]) < 0:
            _sift_down(heap, row, len(heap), compare)
    size = len(heap)
    while size > 1:
        top = heap[0]
        size -= 1
        _sift_down(heap, heap[size], size, compare)
        heap[size] = top
    return heap


def _sift_up(heap: list[Row], row: Row, compare: Compare[Row]) -> None:
    heap.append(row)
    place = len(heap) - 1
    while place > 0:
        above = (place - 1) >> 1
        if compare(row, heap[above]) <= 0:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = row


def _sift_down(heap: list[Row], row: Row, size: int, compare: Compare[Row]) -> None:
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and compare(heap[below], heap[below + 1]) < 0:
            below += 1
        if compare(row, heap[below]) >= 0:
            break
        heap[place] = heap[below]
        place = below
    heap[place] = row


def _quicksort(rows: list[Row], compare: Compare[Row], start: int, count: int) -> None:
    """Bentley and McIlroy's, with the check for rows that are in order already."""
    while True:
        if all(compare(rows[at - 1], rows[at]) <= 0 for at in range(start + 1, start + count)):
            return
        if count < 7:
            _insertion_sort(rows, compare, start, count)
            return
        end = start + count
        _swap(rows, start, _median_place(rows, compare, start, count))
        smaller, larger = _partition(rows, compare, start, end)
        if smaller <= larger:
            if smaller > 1:
                _quicksort(rows, compare, start, smaller)
            start, count = end - larger, larger
        else:
            if larger > 1:
                _quicksort(rows, compare, end - larger, larger)
            count = smaller
        if count <= 1:
            return


def _partition(rows: list[Row], compare: Compare[Row], start: int, end: int) -> tuple[int, int]:
    """Move what is smaller than the first row to the front and what is larger to the end; gives how many of each."""
    left = low = start + 1
    right = high = end - 1
    while True:
        while low <= high and (order := compare(rows[low], rows[start])) <= 0:
            if order == 0:
                _swap(rows, left, low)
                left += 1
            low += 1
        while low <= high and (order := compare(rows[high], rows[start])) >= 0:
            if order == 0:
                _swap(rows, high, right)
                right -= 1
            high -= 1
        if low > high:
            break
        _swap(rows, low, high)
        low += 1
        high -= 1
    _swap_runs(rows, start, low - min(left - start, low - left), min(left - start, low - left))
    _swap_runs(rows, low, end - min(right - high, end - right - 1), min(right - high, end - right - 1))
    return low - left, right - high


def _insertion_sort(rows: list[Row], compare: Compare[Row], start: int, count: int) -> None:
    for at in range(start + 1, start + count):
        place = at
        while place > start and compare(rows[place - 1], rows[place]) > 0:
            _swap(rows, place, place - 1)
            place -= 1


def _median_place(rows: list[Row], compare: Compare[Row], start: int, count: int) -> int:
    middle = start + count // 2
    if count <= 7:
        return middle
    first, last = start, start + count - 1
    if count > 40:
        step = count // 8
        first = _median(rows, compare, first, first + step, first + 2 * step)
        middle = _median(rows, compare, middle - step, middle, middle + step)
        last = _median(rows, compare, last - 2 * step, last - step, last)
    return _median(rows, compare, first, middle, last)


def _median(rows: list[Row], compare: Compare[Row], a: int, b: int, c: int) -> int:
    if compare(rows[a], rows[b]) < 0:
        if compare(rows[b], rows[c]) < 0:
            return b
        return c if compare(rows[a], rows[c]) < 0 else a
    if compare(rows[b], rows[c]) > 0:
        return b
    return a if compare(rows[a], rows[c]) < 0 else c


def _swap(rows: list[Row], a: int, b: int) -> None:
    rows[a], rows[b] = rows[b], rows[a]


def _swap_runs(rows: list[Row], a: int, b: int, count: int) -> None:
    for step in range(count):
        _swap(rows, a + step, b + step)
