"""Why datasets were not taken in a refresh."""

from __future__ import annotations

from plugin.constraints.refresh.refreshed import DatasetRefresh, Outcome
from plugin.reports.refresh_words import not_taken


def failed(dataset: str, sentence: str) -> DatasetRefresh:
    return DatasetRefresh(dataset, Outcome.FAILED, None, None, sentence=sentence)


def refused(dataset: str, sentence: str) -> DatasetRefresh:
    return DatasetRefresh(dataset, Outcome.REFUSED, 5, 1, sentence=sentence)


def sentences(*datasets: DatasetRefresh) -> list[str]:
    return [each.sentence for each in not_taken(datasets)]


def test_a_reason_that_differs_by_the_dataset_only_is_told_once_with_all_of_them() -> None:
    lacking = "The platform has nothing at https://platform.example/dataset/{}.json."

    told = not_taken([failed(slug, lacking.format(slug)) for slug in ("tree", "tree-preservation-zone", "border")], str.upper)

    (only,) = told
    assert [each.dataset for each in only.datasets] == ["tree", "tree-preservation-zone", "border"]
    assert only.sentence == (
        "The platform has nothing at https://platform.example/dataset/NAME.json. "
        "For that reason 3 datasets were not fetched: TREE, TREE-PRESERVATION-ZONE and BORDER."
    )


def test_what_has_a_reason_of_its_own_is_told_in_it_alone_and_what_was_taken_is_not_told() -> None:
    taken = DatasetRefresh("park", Outcome.NEW, None, 3)

    assert sentences(taken, failed("tree", "No answer."), failed("border", "Too large.")) == ["No answer.", "Too large."]


def test_those_that_were_refused_are_never_told_together() -> None:
    shrank = "{} has 5 records in the store and 1 on the platform."

    assert sentences(refused("tree", shrank.format("tree")), refused("border", shrank.format("border"))) == [
        "tree has 5 records in the store and 1 on the platform.",
        "border has 5 records in the store and 1 on the platform.",
    ]
