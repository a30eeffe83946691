"""The bench compares before it shows, marks what it reckoned, and ends whatever its peers do."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts.benchmark import bench as bench_module
from scripts.benchmark.__main__ import main
from scripts.benchmark.answers import Answers, difference
from scripts.benchmark.bench import Bench, Options
from scripts.benchmark.environments import Environments
from scripts.benchmark.field import FIELD, Entry
from scripts.benchmark.job import Job, Outcome, SiteFile
from scripts.benchmark.made.size import SIZES, Size
from scripts.benchmark.our_store import OurStore, Rate
from scripts.benchmark.plan import PLANS, Plan
from scripts.benchmark.report import report
from scripts.benchmark.results import Machine, Results
from scripts.benchmark.runner import run_peer

MADE_UP = Entry("made-up", "a made-up peer", "project")
OF_SHAPELY = ["redline", "shapely-pieces", "shapely-clipped", "shapely-whole"]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "tiny", Size("tiny", share=1 / 1000, sites=1000, borough_sites=100, most_vertices=3000))
    plan = Plan(bulk=(10, 20), most=100, single=10, runs=2, enough=60, limit=60, of_wholes=(60, 60), thinned=(12,))
    monkeypatch.setitem(PLANS, "tiny", replace(plan, bulk=(100,)))


def job(tmp_path: Path, behaviour: str, limit: float = 30.0) -> Job:
    sites = [SiteFile("", 10), SiteFile("", 100)]
    module = "tests.unit.benchmark.made_up_peer"
    return Job(module, behaviour, "", str(tmp_path), sites, None, runs=3, enough=60.0, limit=limit)


def results(*outcomes: Outcome) -> Results:
    machine = Machine("a processor", 2, 8.0, "a system", 0.1)
    store = OurStore("", "", features=1000, vertices=9000, pieces=1100, seconds=2.0, memory=100.0)
    return Results("tiny", "2026-11-27T12:00:00Z", machine, 41, 3000, store, [Rate("points", 100, 0.5, 90.0)], list(outcomes), [])


def test_answers_are_equal_within_a_square_millimetre():
    one = Answers.of([0, 1], [5, 5], [10.0, 0.0])

    assert difference(one, Answers.of([1, 0], [5, 5], [9e-7, 10.0000005])) == ""
    assert "1 areas differ" in difference(one, Answers.of([0, 1], [5, 5], [10.00001, 0.0]))


def test_answers_of_a_large_overlap_are_equal_within_a_billionth():
    one = Answers.of([0], [5], [1e6])

    assert difference(one, Answers.of([0], [5], [1e6 + 5e-4])) == ""
    assert difference(one, Answers.of([0], [5], [1e6 + 5e-3])) != ""


def test_a_pair_too_few_and_one_too_many_are_named():
    found = difference(Answers.of([0, 1], [5, 6], [1, 1]), Answers.of([0, 1], [5, 7], [1, 1]))

    assert found == "1 pairs are missing, first site 2 and entity 6; 1 pairs are too many, first site 2 and entity 7"


def test_a_distance_that_differs_is_named():
    assert "distances differ" in difference(Answers.of([0], [5], [0], [3.0]), Answers.of([0], [5], [0], [3.1]))


def test_the_pieces_of_an_entity_add_up_to_one_pair():
    whole = Answers.of([3], [5], [10.0], [0.0])

    assert difference(whole, Answers.of([3, 3], [5, 5], [4.0, 6.0], [0.0, 2.0])) == ""


def test_a_run_that_passes_its_limit_is_stopped_and_what_came_before_is_kept(tmp_path):
    outcome = run_peer(MADE_UP, sys.executable, job(tmp_path, "slow", limit=2.0), tmp_path / "log")

    assert len(outcome.seconds["bulk 10"]) == 3
    assert outcome.over == {"bulk 100": 2.0}
    assert outcome.failure == ""


def test_more_sites_than_passed_the_limit_are_not_begun_with_and_count_as_over(tmp_path):
    more = replace(job(tmp_path, "slow", limit=2.0), bulk=[SiteFile("", 10), SiteFile("", 100), SiteFile("", 1000)])

    outcome = run_peer(MADE_UP, sys.executable, more, tmp_path / "log")

    assert outcome.over == {"bulk 100": 2.0, "bulk 1000": 2.0}


def test_a_peer_that_breaks_down_is_told_with_its_last_words(tmp_path):
    outcome = run_peer(MADE_UP, sys.executable, job(tmp_path, "broken"), tmp_path / "log")

    assert outcome.failure == "It ended with code 1 in bulk 10. MemoryError: no room for the polygons"


def test_what_a_peer_prints_does_not_mix_with_what_it_tells(tmp_path):
    outcome = run_peer(MADE_UP, sys.executable, job(tmp_path, ""), tmp_path / "log")

    assert sorted(outcome.seconds) == ["bulk 10", "bulk 100", "load"]
    assert "a library that prints" in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_time_beyond_its_limit_is_reckoned_from_fewer_sites_and_marked():
    ours = Outcome("redline", "Redline", {"bulk 100": [1.0], "bulk 1000": [2.0, 4.0, 3.0]})
    slow = Outcome("slow", "slow", {"bulk 100": [9.0, 10.0, 11.0]}, over={"bulk 1000": 60.0}, verified=["bulk 100"])
    run = results(ours, slow)

    measure, ratio = run.bulk(slow, 1000), run.ratio(slow, 1000)

    assert measure is not None
    assert (measure.seconds, measure.extrapolated, measure.over) == (100.0, True, 60.0)
    assert ratio is not None
    assert ratio.median == pytest.approx(100 / 3)
    assert "> 60 (~ 100)" in report(run)


def test_ratios_have_the_spread_of_both_sides():
    ours = Outcome("redline", "Redline", {"bulk 100": [1.0, 2.0, 4.0]})
    other = Outcome("other", "other", {"bulk 100": [8.0, 10.0, 12.0]}, verified=["bulk 100"])

    ratio = results(ours, other).ratio(other, 100)

    assert ratio is not None
    assert (ratio.median, ratio.low, ratio.high) == (5.0, 2.0, 12.0)


def test_a_peer_with_other_answers_shows_no_time():
    ours = Outcome("redline", "Redline", {"bulk 100": [1.0]})
    wrong = Outcome("wrong", "a wrong one", {"bulk 100": [0.123]}, unequal={"bulk 100": "3 pairs are missing"})
    run = results(ours, wrong)

    assert "0.123" not in report(run)
    assert "a wrong one, bulk 100: other answers than Redline's: 3 pairs are missing." in report(run)
    assert run.to_json()["peers"][1]["bulk"] == {}
    assert not run.equal


def test_a_peer_whose_environment_is_missing_is_left_out_with_a_sentence(tiny, tmp_path):
    found = Bench(Options("tiny", tmp_path, only=["duckdb-pieces"])).run()

    assert "DuckDB spatial on pieces was left out. Its environment is not there: scripts/bench --install-peers makes it." in report(found)
    assert found.equal


def test_requirements_of_every_environment_are_pinned():
    for entry in FIELD:
        if entry.environment in ("project", "qgis"):
            continue
        pins = (Path(bench_module.__file__).parent / f"requirements-{entry.environment}.txt").read_text(encoding="utf-8").splitlines()
        assert all("==" in line for line in pins if line and not line.startswith("#"))


def test_an_environment_with_other_pins_counts_as_missing(tmp_path):
    environment = tmp_path / "duckdb"
    (environment / "bin").mkdir(parents=True)
    (environment / "made-from").write_text("other pins", encoding="utf-8")

    assert Environments(tmp_path).python(next(entry for entry in FIELD if entry.environment == "duckdb")) == ""


@pytest.mark.slow
def test_the_engine_and_shapely_give_equal_answers_and_a_second_run_measures_nothing_again(tiny, tmp_path, capsys, monkeypatch):
    arguments = ["--size", "tiny", "--folder", str(tmp_path), "--json", *(word for name in OF_SHAPELY for word in ("--only", name))]

    assert main(arguments) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)

    assert [peer["peer"] for peer in found["peers"]] == OF_SHAPELY
    assert all(peer["verified"] == ["bulk 100", "single"] for peer in found["peers"][1:])
    assert found["peers"][0]["move_ms"]["p50"] > 0
    assert found["growth"][0]["features"] < found["store"]["features"]
    assert json.loads((tmp_path / "tiny" / "bench.json").read_text(encoding="utf-8")) == found
    assert "## Many sites" in (tmp_path / "tiny" / "bench.md").read_text(encoding="utf-8")

    monkeypatch.setattr(bench_module, "run_peer", None)
    assert main(arguments) == 0
