"""The one family of errors that Redline shows to people."""

from __future__ import annotations


class RedlineError(Exception):
    """Something went wrong that a person must know; the text is a sentence for that person.

    It says what happened, to what, and what to do. Everything that Redline raises on purpose descends from it.
    """


class UnreadableFile(RedlineError):
    """A file could not be read; the sentence names the file and the reason."""


class StoreError(RedlineError):
    """A constraint store is missing, damaged or from a newer Redline."""


class MissingLibrary(RedlineError):
    """A Python library that this verb needs is not installed; the sentence says how to get it here."""
