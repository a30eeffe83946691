"""The log of a refresh: an officer of the GIS team reads in it why, and it holds no secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.authority import DISTRICT
from plugin.constraints.platform.refresh import refresh
from plugin.constraints.platform.refresh_request import RefreshRequest
from plugin.constraints.platform.web import PlatformError
from plugin.constraints.refresh.log_line import LogKind, LogLine, log_line_of, loggable
from plugin.constraints.refresh.read_log import DatasetLog, LoggedRefresh, read_log
from plugin.constraints.refresh.refresh_log import RefreshLog, log_path
from plugin.constraints.store.put_back import put_into_use
from plugin.domain.errors import StoreError
from tests.platform_stand_in import Fault, Platform, district, record

from ..store.making import TickingClock
from .asking import GROUND, asking, square

AREAS, TREES = "conservation-area", "tree-preservation-zone"


def platform(**told: Any) -> Platform:
    areas = [record(number, AREAS, square(number * 5, 0), name=f"Area {number}") for number in range(1, 11)]
    return Platform([district(GROUND), *areas], **told)


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


def refreshed(folder: Path, asker: Asker, clock: TickingClock, named: str = "SWK", heard: list[LogLine] | None = None) -> None:
    hear = heard.append if heard is not None else None
    catalogue = Catalogue.load()
    found = refresh(RefreshRequest(folder, named, [AREAS]), asker, transformer=Transformer(), clock=clock, catalogue=catalogue, heard=hear)
    if found.generation:
        put_into_use(folder, found.generation)


def of(told: LoggedRefresh, dataset: str) -> DatasetLog:
    return next(each for each in told.datasets if each.dataset == dataset)


def words(told: DatasetLog, kind: LogKind) -> list[str]:
    return [line.words for line in told.lines if line.kind is kind]


def test_of_a_dataset_stand_licence_question_pages_counts_and_what_became_of_it(tmp_path: Path, clock: TickingClock) -> None:
    with asking(platform()) as (asker, _):
        refreshed(tmp_path, asker, clock)

    (told,) = read_log(tmp_path)
    areas = of(told, AREAS)
    assert [line.kind for line in areas.lines][:3] == [LogKind.LICENCE, LogKind.QUESTION, LogKind.PAGE]
    assert areas.pages == 10
    assert words(areas, LogKind.PAGE)[0] == "By organisation, records 1 to 2 of 10: sent."
    assert words(areas, LogKind.COUNT)[1] == "By place: 10 records came, as many as the platform counts."
    assert areas.outcome is not None
    assert (areas.outcome.kind, areas.outcome.figure) == (LogKind.FETCHED, 10)
    assert (told.ended, told.broken_off) == (True, "")


def test_a_wait_tells_why_how_long_and_which_try(tmp_path: Path, clock: TickingClock) -> None:
    once = iter([Fault(429, headers={"Retry-After": "7"})])
    made = platform(fault=lambda asked: next(once, None) if "/dataset/conservation-area" in asked else None)
    with asking(made) as (asker, _):
        refreshed(tmp_path, asker, clock)

    areas = of(read_log(tmp_path)[0], AREAS)
    assert areas.waits == (1, 7)
    assert words(areas, LogKind.WAIT) == ["The platform is too busy. Try again later. Asked again after 7 s, try 2 of 4."]


def test_what_is_only_new_is_told_with_the_counts_of_both_sides(tmp_path: Path, clock: TickingClock) -> None:
    with asking(platform()) as (asker, _):
        refreshed(tmp_path, asker, clock)
        refreshed(tmp_path, asker, clock)

    second, first = read_log(tmp_path)
    assert first.begun_at < second.begun_at
    areas = of(second, AREAS)
    assert words(areas, LogKind.QUESTION) == ["Only what was entered since 1 January 2026 is asked for."]
    assert "By place: 10 records stand here with what is new, 10 on the platform." in words(areas, LogKind.COUNT)
    assert areas.outcome is not None
    assert areas.outcome.kind is LogKind.SAME


def test_a_refusal_is_told_with_its_figures(tmp_path: Path, clock: TickingClock) -> None:
    made = platform()
    with asking(made) as (asker, _):
        refreshed(tmp_path, asker, clock)
        del made.records[4:]
        refreshed(tmp_path, asker, clock)

    outcome = of(read_log(tmp_path)[0], AREAS).outcome
    assert outcome is not None
    assert outcome.kind is LogKind.REFUSED
    assert "has 10 records in the store and 3 on the platform" in outcome.words


def test_a_refresh_that_fails_as_a_whole_says_so_and_makes_no_store(tmp_path: Path, clock: TickingClock) -> None:
    heard: list[LogLine] = []
    with asking(platform()) as (asker, _), pytest.raises(PlatformError):
        refreshed(tmp_path / "store", asker, clock, "Atlantis", heard)

    assert not (tmp_path / "store").exists()
    assert [line.kind for line in heard] == [LogKind.BEGUN, LogKind.BROKEN_OFF]
    assert "no local authority is called “Atlantis”" in heard[1].words


def test_whoever_listens_hears_the_lines_of_the_file(tmp_path: Path, clock: TickingClock) -> None:
    heard: list[LogLine] = []
    with asking(platform()) as (asker, _):
        refreshed(tmp_path, asker, clock, heard=heard)

    assert [line.as_text for line in heard] == log_path(tmp_path).read_text(encoding="utf-8").splitlines()
    assert {line.dataset for line in heard} == {"", DISTRICT, AREAS}


def test_an_address_leaves_nothing_but_its_path() -> None:
    told = loggable("Nothing at https://me:secret@platform.example/entity.json?key=abc, check http://[ and\nthe rest\x1b.")

    assert told == "Nothing at /entity.json check its address and the rest."


@pytest.mark.parametrize("line", ["", "half a li", "a\tb\tpage\tx\tw", "a\tb\tsomething newer\t1\tw", "a\tb\tpage\t1"])
def test_what_is_no_line_of_a_log_is_left_out(line: str) -> None:
    assert log_line_of(line) is None


def test_a_line_comes_back_as_it_was() -> None:
    line = LogLine("2026-11-27T22:40:01Z", AREAS, LogKind.PAGE, 250, "By place, records 1 to 250 of 300: sent.")

    assert log_line_of(f"{line.as_text}\n") == line
    assert log_line_of(replace(line, dataset="").as_text) == replace(line, dataset="")


def test_a_long_log_is_put_aside_and_so_many_stay(tmp_path: Path, clock: TickingClock) -> None:
    for number in range(5):
        with RefreshLog(tmp_path, clock, 10, 2) as log:
            log.tell(LogKind.BEGUN, f"Refresh {number}.")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["refresh.log", "refresh.log.1", "refresh.log.2"]
    assert "Refresh 4." in log_path(tmp_path).read_text(encoding="utf-8")
    assert "Refresh 2." in log_path(tmp_path, 2).read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_stops_no_refresh_and_says_so_once(tmp_path: Path, clock: TickingClock) -> None:
    log_path(tmp_path).mkdir()
    heard: list[LogLine] = []
    with RefreshLog(tmp_path, clock, 10_000_000, 2, heard.append) as log:
        log.tell(LogKind.BEGUN, "One.")
        log.tell(LogKind.ENDED, "Two.")

    assert [line.words.split(":")[0] for line in heard] == ["One.", "This log can't be kept in a file", "Two."]


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    log_path(tmp_path).mkdir()

    with pytest.raises(StoreError, match="can't be read"):
        read_log(tmp_path)


def test_a_store_that_was_never_refreshed_has_no_log(tmp_path: Path) -> None:
    assert read_log(tmp_path) == ()


def test_a_refresh_that_the_keyboard_stopped_is_no_fault_of_redline(tmp_path: Path, clock: TickingClock) -> None:
    heard: list[LogLine] = []
    with pytest.raises(KeyboardInterrupt), RefreshLog(tmp_path, clock, 400_000, 3, heard.append):
        raise KeyboardInterrupt

    assert [line.words for line in heard] == ["Stopped. The store is as it was."]
