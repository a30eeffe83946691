"""Photographs lie beside the case file under names that no system trips over; what is no picture is refused."""

from __future__ import annotations

import pytest

from plugin.casefile.casework.photographs import keep_photograph, photograph_path, photographs_folder
from plugin.casefile.errors import CaseFileError

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def folder(tmp_path):
    return photographs_folder(tmp_path / "cases.redline")


def picture(tmp_path, name="Front of house (2).JPG", content=JPEG):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_photograph_is_copied_and_the_same_one_twice_is_one_file(tmp_path, folder):
    source = picture(tmp_path)
    name = keep_photograph(folder, source, "26/0001-HAPP")

    assert name.startswith("26-0001-HAPP-front-of-house-2-")
    assert name.endswith(".jpg")
    assert keep_photograph(folder, source, "26/0001-HAPP") == name
    assert [each.name for each in folder.iterdir()] == [name]
    assert photograph_path(folder, name).read_bytes() == JPEG
    assert source.is_file()


@pytest.mark.parametrize("name", ["..", "../../etc/passwd", "con.jpg", "日本.jpg", "-rf.jpg", "a" * 200 + ".jpg"])
def test_no_name_leaves_the_folder(tmp_path, folder, name):
    source = picture(tmp_path, "given.jpg")
    kept = keep_photograph(folder, source.rename(tmp_path / name) if "/" not in name and name != ".." else source, name)

    assert (folder / kept).resolve().parent == folder.resolve()


@pytest.mark.parametrize("name", ["", "../cases.redline", ".hidden", "not-there.jpg"])
def test_what_was_never_given_here_is_not_found(tmp_path, folder, name):
    (tmp_path / "cases.redline").write_bytes(b"")

    assert photograph_path(folder, name) is None


def test_what_is_no_picture_is_refused_whatever_it_is_called(tmp_path, folder):
    with pytest.raises(CaseFileError, match="is no photograph"):
        keep_photograph(folder, picture(tmp_path, content=b"MZ a program"), "26")
    assert not folder.exists()


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path, folder):
    with pytest.raises(CaseFileError, match=r"gone\.jpg could not be kept"):
        keep_photograph(folder, tmp_path / "gone.jpg", "26")
