"""The order of a page where rows share their key: PostgreSQL's, with what it repeats and loses."""

from __future__ import annotations

from scripts.backoffice.postgres_order import page

Row = tuple[int, int]


def latest_first(one: Row, other: Row) -> int:
    return (one[0] < other[0]) - (one[0] > other[0])


def walked(rows: list[Row], size: int) -> list[Row]:
    pages = -(-len(rows) // size)
    return [row for number in range(pages) for row in page(rows, latest_first, size, number * size)]


def twenty_a_day(count: int) -> list[Row]:
    return [(number // 20, number) for number in range(count)]


def test_rows_with_keys_of_their_own_come_each_once_and_in_order() -> None:
    rows = [(number * 7919 % 351, number) for number in range(351)]

    assert walked(rows, 10) == sorted(rows, reverse=True)


def test_ties_are_repeated_and_lost_between_pages_while_the_count_stays_right() -> None:
    seen = walked(twenty_a_day(351), 10)

    assert len(seen) == 351
    # 58 of 351 when BOPS was recorded.
    assert 30 <= 351 - len(set(seen)) <= 90


def test_larger_pages_lose_less() -> None:
    rows = twenty_a_day(351)

    assert len(set(walked(rows, 10))) < len(set(walked(rows, 50)))


def test_the_same_page_is_the_same_twice() -> None:
    rows = twenty_a_day(351)

    assert page(rows, latest_first, 10, 20) == page(rows, latest_first, 10, 20)


def test_every_page_is_in_order_and_of_the_right_keys() -> None:
    rows = twenty_a_day(500)
    expected = sorted((key for key, _ in rows), reverse=True)

    assert [key for key, _ in walked(rows, 7)] == expected


def test_one_page_of_everything_loses_nothing() -> None:
    rows = twenty_a_day(49)

    assert sorted(page(rows, latest_first, 50, 0)) == sorted(rows)


def test_two_of_many_ties_come_in_the_order_that_was_recorded() -> None:
    """With 62 cases at one time, a page of one held 26-00156, a page of two 26-00157 and 26-00156."""
    rows = [(0, 156), (0, 157), *((0, number) for number in range(100, 160))]

    assert [number for _, number in page(rows, latest_first, 1, 0)] == [156]
    assert [number for _, number in page(rows, latest_first, 2, 0)] == [157, 156]
