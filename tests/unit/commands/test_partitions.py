"""The folder of a run on a cluster: what is done is found again, and nothing else is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.commands.cluster.partitions import Partitions, recipe_of
from plugin.domain.errors import RedlineError


def begun(folder: Path, recipe: str = "one") -> Partitions:
    partitions = Partitions(folder, recipe)
    partitions.begin([(10, b"a"), (20, b"b"), (5, b"c")])
    return partitions


def test_what_is_done_is_found_again(tmp_path: Path) -> None:
    begun(tmp_path / "run").done(1, b"found", 3)

    again = Partitions(tmp_path / "run", "one")

    assert again.resumed()
    assert (again.sites, again.not_checked, list(again.waiting())) == ([10, 20, 5], {1: 3}, [0, 2])
    assert again.sites_of(2) == b"c"
    assert again.result(1).read_bytes() == b"found"


def test_another_recipe_is_another_run(tmp_path: Path) -> None:
    begun(tmp_path / "run").done(1, b"found", 3)

    assert not Partitions(tmp_path / "run", "two").resumed()


def test_nothing_is_resumed_where_nothing_was(tmp_path: Path) -> None:
    assert not Partitions(tmp_path / "run", "one").resumed()


def test_a_result_that_is_gone_is_not_done(tmp_path: Path) -> None:
    partitions = begun(tmp_path / "run")
    partitions.done(1, b"found", 3)
    partitions.result(1).unlink()

    again = Partitions(tmp_path / "run", "one")

    assert again.resumed()
    assert list(again.waiting()) == [0, 1, 2]


def test_a_run_that_stopped_while_sites_were_read_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "sites-000000.parquet").write_bytes(b"a")
    (tmp_path / "run" / "sites-000001.parquet.part").write_bytes(b"b")

    assert not Partitions(tmp_path / "run", "one").resumed()
    assert begun(tmp_path / "run").count == 3


def test_a_folder_of_somebody_else_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "thesis.odt").write_text("my work")

    with pytest.raises(RedlineError, match="in the way"):
        begun(tmp_path / "run")
    assert (tmp_path / "run" / "thesis.odt").read_text() == "my work"


def test_a_manifest_that_is_damaged_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.json").write_text("{")

    with pytest.raises(RedlineError, match="to begin anew"):
        Partitions(tmp_path / "run", "one").resumed()


def test_a_finished_run_leaves_nothing(tmp_path: Path) -> None:
    begun(tmp_path / "run").clear()

    assert list(tmp_path.iterdir()) == []


def test_a_recipe_tells_its_ingredients_apart() -> None:
    assert recipe_of("a", 1) == recipe_of("a", 1)
    assert len({recipe_of("a", 1), recipe_of("a", 2), recipe_of("a", "1"), recipe_of("b", 1)}) == 4
