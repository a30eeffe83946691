"""The types of documents, in the words of the ODP schemas, as people say them."""

from __future__ import annotations


def tag_words(tag: str) -> str:
    """ "sitePlan.existing" is "Site plan, existing"."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in tag).replace(".", ", ")
    return spaced[:1].upper() + spaced[1:]
