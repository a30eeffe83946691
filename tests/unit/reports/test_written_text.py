"""A text is in its file whole, or the file is as it was and one sentence says why."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from plugin.domain.errors import RedlineError
from plugin.reports.written_text import write_whole


def test_a_folder_that_nothing_may_be_written_to_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refused)
    monkeypatch.setattr(Path, "unlink", refused)

    with pytest.raises(RedlineError, match=r"page\.html could not be written \(Permission denied\)\. Choose another folder\."):
        write_whole(tmp_path / "page.html", "text")


def test_a_disk_that_fills_up_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_text("before", encoding="utf-8")

    def full(path: Path, text: str, **_: object) -> None:
        path.write_bytes(text[:2].encode())
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)

    with pytest.raises(RedlineError, match="No space left on device"):
        write_whole(page, "after")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]
