"""What an act of the officer API is refused with: BOPS's form, a word for programs, and the fields that are wrong."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import ApiError


@dataclass(frozen=True)
class Field:
    """One thing that is wrong: ``name`` is the way into the body ("data.reason"), or a header's name; ``detail`` a sentence."""

    name: str
    detail: str
    place: str = "body"

    def written(self) -> dict[str, str]:
        """As an answer has it."""
        return {"in": self.place, "name": self.name, "detail": self.detail}


class Refused(ApiError):
    """``headers`` go with the answer; ``state`` is the state that the record is in, where that is the reason."""

    problem = "invalid"

    def __init__(self, detail: str, *fields: Field, state: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.fields = fields
        self.state = state
        self.headers = {"cache-control": "no-cache", **(headers or {})}

    def body(self) -> dict[str, object]:
        """``{"error": {"code", "message", "detail", "problem", "fields", "state"}}``; the last two only where there are any."""
        error: dict[str, object] = {"code": self.status, "message": self.words, "detail": self.detail, "problem": self.problem}
        if self.fields:
            error["fields"] = [field.written() for field in self.fields]
        if self.state:
            error["state"] = self.state
        return {"error": error}


class Unreadable(Refused):
    """400: the body is not JSON, or not an object with ``data``."""

    status = 400


class KeyMissing(Refused):
    """400: an act without an Idempotency-Key could be done twice."""

    status, problem = 400, "key_missing"


class KeyUsed(Refused):
    """422: the key belongs to another act."""

    status, problem = 422, "key_used"


class Invalid(Refused):
    """422: fields are missing or wrong."""

    status = 422

    def __init__(self, *fields: Field) -> None:
        super().__init__(" ".join(field.detail for field in fields), *fields)


class NotInThisState(Refused):
    """409: the application or the request is in a state in which this cannot be done."""

    status, problem = 409, "not_in_this_state"


class AlreadyThere(Refused):
    """409: there can be one only, and there is one."""

    status, problem = 409, "already_there"


class MovedOn(Refused):
    """412: what If-Match names is no longer so."""

    status, problem = 412, "moved_on"


class VersionMissing(Refused):
    """428: no If-Match, or one that names no version."""

    status, problem = 428, "version_missing"


class TooLarge(Refused):
    """413."""

    status = 413
