"""Entries of the register in files and in a folder that a web server shows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from plugin.domain.errors import RedlineError
from plugin.reports.register.entry import RegisterEntry
from plugin.reports.register.writing import LIST, file_name, publish, standing, take_out, write_entry


def entry(reference: str = "SWK-26-00001-HAPP", status: str = "undetermined") -> RegisterEntry:
    document = {
        "data": {"application": {"reference": reference, "status": status}},
        "metadata": {"generatedAt": "2026-11-22T10:00:00Z"},
    }
    return RegisterEntry(document, ())


def listed(folder):
    return [(row["reference"], row["status"], row["file"]) for row in json.loads((folder / LIST).read_text(encoding="utf-8"))["data"]]


def test_an_entry_is_written_as_json_and_nothing_else_is_left(tmp_path):
    path = write_entry(entry(), tmp_path / "entry.json")

    assert json.loads(path.read_text(encoding="utf-8")) == entry().document
    assert list(tmp_path.iterdir()) == [path]


def test_the_folder_has_an_entry_for_each_application_and_a_list_of_them(tmp_path):
    publish(entry("SWK-2"), tmp_path)
    publish(entry("SWK-1"), tmp_path)
    publish(entry("SWK-2", "determined"), tmp_path)

    assert listed(tmp_path) == [("SWK-1", "undetermined", "SWK-1.json"), ("SWK-2", "determined", "SWK-2.json")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SWK-1.json", "SWK-2.json", LIST]


@pytest.mark.parametrize(
    ("reference", "name"), [("24/00107/FUL", "24-00107-FUL.json"), ("../../etc/passwd", "etc-passwd.json"), ("…", "application.json")]
)
def test_a_reference_never_becomes_a_path(reference, name):
    assert file_name(entry(reference)) == name


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RedlineError, match="is not there"):
        publish(entry(), tmp_path / "nowhere")


@pytest.mark.parametrize("words", ["", "[]", '{"data": 1}'])
def test_a_list_that_is_none_is_left_as_it_is(tmp_path, words):
    (tmp_path / LIST).write_text(words, encoding="utf-8")

    with pytest.raises(RedlineError, match=LIST):
        publish(entry(), tmp_path)
    assert (tmp_path / LIST).read_text(encoding="utf-8") == words
    assert not (tmp_path / "SWK-26-00001-HAPP.json").exists()


def test_what_can_t_be_written_is_told_and_leaves_nothing(tmp_path):
    (tmp_path / "entry.json").mkdir()

    with pytest.raises(RedlineError, match="could not be written"):
        write_entry(replace(entry()), tmp_path / "entry.json")
    assert [path.name for path in tmp_path.iterdir()] == ["entry.json"]


def test_an_entry_that_is_not_valid_is_written_nowhere(tmp_path):
    invalid = replace(entry(), faults=("The fee is missing.",))
    for write in (lambda: write_entry(invalid, tmp_path / "entry.json"), lambda: publish(invalid, tmp_path)):
        with pytest.raises(RedlineError, match=r"not valid by its schema, so it was not written\. The fee is missing"):
            write()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_stand_in_the_folder_can_t_be_taken_out_and_nothing_changes(tmp_path):
    publish(entry("SWK-1"), tmp_path)
    with pytest.raises(RedlineError, match="SWK-2 does not stand in the register's folder"):
        take_out("SWK-2", tmp_path)
    assert listed(tmp_path) == [("SWK-1", "undetermined", "SWK-1.json")]


def test_an_application_is_taken_out_with_its_entry_and_the_list_is_right(tmp_path):
    publish(entry("SWK-1"), tmp_path)
    publish(entry("SWK-2"), tmp_path)
    assert standing("SWK-2", tmp_path) == "2026-11-22T10:00:00Z"

    take_out("SWK-2", tmp_path)

    assert standing("SWK-2", tmp_path) == ""
    assert listed(tmp_path) == [("SWK-1", "undetermined", "SWK-1.json")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SWK-1.json", LIST]


def test_a_list_that_names_a_file_elsewhere_takes_nothing_away_there(tmp_path):
    folder = tmp_path / "register"
    folder.mkdir()
    (tmp_path / "secret.json").write_text("{}")
    (folder / LIST).write_text(json.dumps({"data": [{"reference": "SWK-1", "file": "../secret.json"}]}))

    take_out("SWK-1", folder)

    assert (tmp_path / "secret.json").is_file()
    assert listed(folder) == []


def test_an_entry_that_can_t_be_removed_is_named_and_the_list_is_right(tmp_path, monkeypatch):
    publish(entry("SWK-1"), tmp_path)

    def locked(*_arguments, **_how):
        raise PermissionError(13, "it is open in another program")

    monkeypatch.setattr(type(tmp_path), "unlink", locked)
    with pytest.raises(RedlineError, match=r"out of the register's list, but its file .* could not be removed"):
        take_out("SWK-1", tmp_path)
    assert listed(tmp_path) == []
