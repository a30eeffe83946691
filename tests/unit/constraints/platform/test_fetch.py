"""What is fetched of a dataset for an authority: by organisation and by place, whole or not at all, and the next time only what is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.authority import find_authority
from plugin.constraints.platform.fetch_dataset import FetchedDataset, fetch_dataset
from plugin.constraints.platform.spool import Spool
from plugin.constraints.platform.web import PlatformError
from plugin.domain.errors import RedlineError
from tests.platform_stand_in import Fault, Platform, district, record

from .asking import BOW_TIE, CLOCK, GROUND, asking, square

DATASET = "conservation-area"


def platform(*more: dict[str, Any], **told: Any) -> Platform:
    areas = [record(number, DATASET, square(number * 5, 0), name=f"Area {number}") for number in range(1, 6)]
    return Platform([district(GROUND), *areas, *more], **told)


def fetched(asker: Asker, folder: Path, **options: Any) -> FetchedDataset:
    return fetch_dataset(DATASET, find_authority(asker, "SWK"), asker, Spool(folder / "spool"), CLOCK, **options)


def numbers(found: FetchedDataset) -> list[int]:
    return [each["entity"] for each in json.loads(found.path.read_text(encoding="utf-8"))["entities"]]


def once(at: Callable[[str], bool], *faults: Fault) -> Callable[[str], Fault | None]:
    """The faults, one after another, for the questions that ``at`` picks; then answers."""
    left = list(faults)
    return lambda asked: left.pop(0) if left and at(asked) else None


@pytest.mark.parametrize("named", ["SWK", "local-authority:SWK", "E09000028", "Southwark", "london borough of southwark"])
def test_an_authority_is_found_by_what_people_call_it(named: str) -> None:
    with asking(platform()) as (asker, _):
        assert find_authority(asker, named).organisation == 329


def test_an_authority_that_is_not_there_is_refused_with_what_to_give() -> None:
    with asking(platform()) as (asker, _), pytest.raises(PlatformError, match="no local authority is called “Atlantis”"):
        find_authority(asker, "Atlantis")


@pytest.mark.parametrize("told", ['{"organisations": {"local-authority": null}}', '{"organisations": []}', '{"entities": []}'])
def test_an_answer_that_names_no_authorities_is_the_platforms_fault_and_not_the_names(told: str) -> None:
    there = platform()
    there.fault = lambda _asked: Fault(200, told.encode(), "application/json")
    with asking(there) as (asker, _), pytest.raises(PlatformError, match=r"names no local authorities\. Check the platform's address"):
        find_authority(asker, "SWK")


def test_all_pages_come_and_records_of_either_way_are_one(tmp_path: Path) -> None:
    elsewhere = record(20, DATASET, square(400, 400), organisation_entity="5")
    national = record(21, DATASET, square(50, 20), organisation_entity=5)
    with asking(platform(elsewhere, national)) as (asker, _):
        found = fetched(asker, tmp_path)

    assert numbers(found) == [1, 2, 3, 4, 5, 21]
    assert (found.count, found.incremental) == (6, False)


def test_what_no_search_by_place_finds_comes_by_organisation_and_is_named(tmp_path: Path) -> None:
    with asking(platform(record(30, DATASET, BOW_TIE), record(31, DATASET, ""))) as (asker, _):
        found = fetched(asker, tmp_path)

    assert found.unfindable == (30, 31)
    assert numbers(found)[-2:] == [30, 31]


def test_what_has_ended_is_not_asked_for(tmp_path: Path) -> None:
    with asking(platform(record(40, DATASET, square(1, 1), end_date="2020-01-01"))) as (asker, _):
        assert 40 not in numbers(fetched(asker, tmp_path))


def test_a_dataset_that_the_platform_does_not_have_is_told(tmp_path: Path) -> None:
    with asking(Platform([district(GROUND)])) as (asker, _), pytest.raises(PlatformError, match=r"has nothing at .*conservation-area"):
        fetched(asker, tmp_path)


def test_a_licence_that_is_not_known_is_not_used(tmp_path: Path) -> None:
    found = platform(licences={DATASET: "all-rights-reserved"})
    with asking(found) as (asker, _), pytest.raises(PlatformError, match="under the licence “all-rights-reserved”"):
        fetched(asker, tmp_path)
    assert not any("/entity.json?dataset=conservation-area" in asked for asked in found.asked)


def test_fields_that_the_platform_has_emptied_are_never_taken_for_data(tmp_path: Path) -> None:
    found = platform()
    for each in found.records[1:5]:
        each["reference"] = ""
    with asking(found) as (asker, _), pytest.raises(PlatformError, match="4 have no reference, so its data are damaged"):
        fetched(asker, tmp_path)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500),
        Fault(502),
        Fault(503),
        Fault(200),
        Fault(200, b'{"entities": [', "application/json"),
        Fault(cut=True),
        Fault(hang_up=True),
    ],
    ids=["500", "502", "503", "a web page", "cut off", "cut short", "hung up"],
)
def test_what_passes_is_asked_again_and_everything_comes(tmp_path: Path, fault: Fault) -> None:
    with asking(platform(fault=once(lambda asked: "offset=2" in asked, fault, fault))) as (asker, slept):
        found = fetched(asker, tmp_path)

    assert found.count == 5
    assert asker.again == 2
    assert [wait for wait in slept if wait] == [2.0, 8.0]


def test_a_wait_that_is_asked_for_is_kept(tmp_path: Path) -> None:
    busy = Fault(429, headers={"Retry-After": "7"})
    with asking(platform(fault=once(lambda asked: "offset=2" in asked, busy))) as (asker, slept):
        fetched(asker, tmp_path)

    assert [wait for wait in slept if wait] == [7.0]


def test_between_any_two_questions_there_is_a_pause(tmp_path: Path) -> None:
    with asking(platform(), pause=0.5) as (asker, slept):
        fetched(asker, tmp_path)

    assert slept == [0.5] * (asker.asked - 1)


def test_the_questions_are_those_of_the_platforms_own_rules(tmp_path: Path) -> None:
    found = platform()
    with asking(found) as (asker, _):
        fetched(asker, tmp_path)

    searches = [parse_qs(urlsplit(asked).query) for asked in found.asked if "dataset=conservation-area" in asked]
    assert {tuple(each["period"]) for each in searches} == {("current",)}
    assert [each["offset"] for each in searches if "organisation_entity" in each] == [["0"], ["2"], ["4"]]
    assert {tuple(each["geometry_relation"]) for each in searches if "geometry_entity" in each} == {("intersects",)}


@pytest.mark.parametrize("left_out", [[1], [0, 1]], ids=["a record is lacking", "a page is empty"])
def test_a_page_that_is_too_short_is_read_again_until_the_counts_agree(tmp_path: Path, left_out: list[int]) -> None:
    found = platform()
    short = Fault(200, short_page(found, left_out), "application/json")
    found.fault = once(lambda asked: "organisation_entity" in asked and "offset=0" in asked, short)
    with asking(found) as (asker, _):
        assert numbers(fetched(asker, tmp_path)) == [1, 2, 3, 4, 5]


def test_pages_that_stay_too_short_are_refused_with_both_figures(tmp_path: Path) -> None:
    found = platform()
    short = Fault(200, short_page(found, [1]), "application/json")
    found.fault = lambda asked: short if "organisation_entity" in asked and "offset=0" in asked else None
    with asking(found) as (asker, _), pytest.raises(PlatformError, match="counts 5 records of conservation-area and gave 4"):
        fetched(asker, tmp_path)
    assert not (tmp_path / "spool" / f"{DATASET}.json").exists()


def short_page(found: Platform, left_out: list[int]) -> bytes:
    """The first page of two, without some of its records."""
    page = [each for number, each in enumerate(found.records[1:3]) if number not in left_out]
    return json.dumps({"entities": page, "links": {}, "count": 5}).encode()


def test_a_wait_that_is_too_long_is_told_and_not_waited_for(tmp_path: Path) -> None:
    busy = Fault(503, headers={"Retry-After": "3600"})
    impatient = platform(fault=once(lambda asked: "offset=2" in asked, busy))
    with asking(impatient) as (asker, slept), pytest.raises(PlatformError, match="too busy"):
        fetched(asker, tmp_path)
    assert not any(slept)


def test_patience_ends_and_what_was_there_stands(tmp_path: Path) -> None:
    found = platform()
    with asking(found) as (asker, _):
        before = fetched(asker, tmp_path).path.read_bytes()
        found.fault = lambda asked: Fault(500) if "entity.json?dataset=conservation" in asked else None
        with pytest.raises(PlatformError, match=r"failed \(status 500\)"):
            fetched(asker, tmp_path, afresh=True)
    assert (tmp_path / "spool" / f"{DATASET}.json").read_bytes() == before


def test_a_question_that_is_wrong_is_not_asked_again(tmp_path: Path) -> None:
    with asking(platform(), page=501) as (asker, _), pytest.raises(PlatformError, match="less than or equal to 500"):
        fetched(asker, tmp_path)
    assert asker.again == 0


def test_records_of_another_dataset_are_refused(tmp_path: Path) -> None:
    wrong = json.dumps({"entities": [{"entity": 1, "dataset": "tree"}], "count": 1}).encode()
    mixed = platform(fault=once(lambda asked: "organisation_entity" in asked, Fault(200, wrong, "application/json")))
    with asking(mixed) as (asker, _), pytest.raises(PlatformError, match="are none of conservation-area"):
        fetched(asker, tmp_path)


def test_a_fetch_that_was_broken_off_goes_on_at_its_page(tmp_path: Path) -> None:
    found = platform()
    broken = once(lambda asked: "offset=4" in asked, *[Fault(500)] * 4)
    found.fault = broken
    with asking(found) as (asker, _):
        with pytest.raises(PlatformError):
            fetched(asker, tmp_path)
        first = [asked for asked in found.asked if "offset=0" in asked and "organisation" in asked]
        again = fetched(asker, tmp_path)

    assert again.count == 5
    assert [asked for asked in found.asked if "offset=0" in asked and "organisation" in asked] == first


def test_the_next_time_only_what_was_entered_since_comes(tmp_path: Path) -> None:
    found = platform()
    with asking(found) as (asker, _):
        fetched(asker, tmp_path)
        found.records[1]["name"] = "Renamed"
        found.records[1]["entry-date"] = "2026-11-20"
        found.records.append(record(50, DATASET, square(90, 9), entry_date="2026-11-21"))
        found.records[2].update({"end-date": "2026-11-01", "entry-date": "2026-11-20"})
        again = fetched(asker, tmp_path)

    assert again.incremental
    assert numbers(again) == [1, 2, 3, 4, 5, 50]
    told = {each["entity"]: each for each in json.loads(again.path.read_text(encoding="utf-8"))["entities"]}
    assert told[1]["name"] == "Renamed"
    assert told[2]["end-date"] == "2026-11-01"


def test_what_ended_stays_with_its_end_whatever_is_fetched_after(tmp_path: Path) -> None:
    found = platform()
    with asking(found) as (asker, _):
        fetched(asker, tmp_path)
        found.records[2].update({"end-date": "2026-11-01", "entry-date": "2026-11-20"})
        once_more, afresh = fetched(asker, tmp_path), fetched(asker, tmp_path, afresh=True)

    assert numbers(once_more) == numbers(afresh) == [1, 2, 3, 4, 5]


def test_what_had_ended_before_anybody_here_had_it_does_not_come_as_new(tmp_path: Path) -> None:
    long_ago = record(30, DATASET, square(60, 0), end_date="2019-03-31")
    with asking(platform(long_ago)) as (asker, _):
        fetched(asker, tmp_path)

        again = fetched(asker, tmp_path)

    assert again.incremental
    assert numbers(again) == [1, 2, 3, 4, 5]


def test_where_nothing_changed_the_file_is_the_same_to_the_byte(tmp_path: Path) -> None:
    with asking(platform()) as (asker, _):
        before = fetched(asker, tmp_path).path.read_bytes()
        again = fetched(asker, tmp_path)

    assert again.incremental
    assert again.path.read_bytes() == before


def test_a_record_that_went_without_a_word_is_found_by_the_count_and_everything_is_fetched(tmp_path: Path) -> None:
    found = platform()
    with asking(found) as (asker, _):
        fetched(asker, tmp_path)
        del found.records[3]
        again = fetched(asker, tmp_path)

    assert not again.incremental
    assert numbers(again) == [1, 2, 4, 5]


def test_a_record_that_comes_both_ways_counts_once_among_what_was_sent(tmp_path: Path) -> None:
    with asking(platform()) as (asker, _):
        first = fetched(asker, tmp_path)

    assert (first.sent, first.count) == (5, 5)


@pytest.mark.parametrize("mark", ["etags", "dates"])
def test_pages_that_bear_a_mark_are_not_sent_again(tmp_path: Path, mark: str) -> None:
    with asking(platform(**{mark: True})) as (asker, _):
        first = fetched(asker, tmp_path)
        again = fetched(asker, tmp_path, afresh=True)

    assert first.sent > 0
    assert (again.sent, again.count) == (0, 5)


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("", encoding="utf-8")
    with asking(platform()) as (asker, _), pytest.raises(RedlineError, match="can't be written"):
        fetched(asker, tmp_path)
