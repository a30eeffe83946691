"""Codes of types of application, as the rules tables name them."""

from __future__ import annotations


def is_of_types(type_code: str, heads: str) -> bool:
    """Whether a type is one of ``heads``, codes in lower case separated by spaces, or lies below one ("ldc" has "ldc.proposed")."""
    return f"{type_code.strip().lower()}.".startswith(tuple(f"{head}." for head in heads.split()))
