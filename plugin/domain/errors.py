"""The one family of errors that Redline shows to people."""

from __future__ import annotations


class RedlineError(Exception):
    """Something went wrong that a person must know; the text is a sentence for that person.

    It says what happened, to what, and what to do. Everything that Redline raises on purpose descends from it.
    """


class UnreadableFile(RedlineError):
    """A file could not be read; the sentence names the file and the reason.

    ``file`` is its name alone, "" where whoever raised this did not tell it apart from the sentence.
    """

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(message)
        self.file = file


class StoreError(RedlineError):
    """A constraint store is missing, damaged or from a newer Redline."""


class MissingLibrary(RedlineError):
    """A Python library that this verb needs is not installed; the sentence says how to get it here."""
