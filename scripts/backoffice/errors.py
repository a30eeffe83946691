"""What a request can end with instead of an answer, in BOPS's v2 form."""

from __future__ import annotations

_INCOMPLETE = "We couldn’t process your request because some information is missing or incorrect."  # noqa: RUF001  # BOPS's own apostrophe
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    412: "Precondition Failed",
    413: "Content Too Large",
    422: "Unprocessable Entity",
    428: "Precondition Required",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """Ends a request with ``status``; ``detail`` is for the client, absent where BOPS gives none."""

    status = 500

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or _WORDS[self.status])
        self.detail = detail

    @property
    def words(self) -> str:
        """What the status is called."""
        return _WORDS[self.status]

    def body(self) -> dict[str, object]:
        """``{"error": {"code", "message", "detail"}}``."""
        error: dict[str, object] = {"code": self.status, "message": self.words}
        if self.detail is not None:
            error["detail"] = self.detail
        return {"error": error}


class BadRequest(ApiError):
    """400: something in the request is missing or wrong."""

    status = 400

    def __init__(self, detail: str = _INCOMPLETE) -> None:
        super().__init__(detail)


class Unauthorized(ApiError):
    """401: no token, an unknown one, or one that may not do this. BOPS does not say which."""

    status = 401


class Forbidden(ApiError):
    """403: the token may do this, its holder may not."""

    status = 403


class NotFound(ApiError):
    """404 in JSON: the path is right, the record is not there."""

    status = 404


class Conflict(ApiError):
    """409: what is asked cannot happen in the state that the record is in."""

    status = 409


class Unreadable(ApiError):
    """500: the body is not JSON. BOPS answers so."""

    status = 500

    def __init__(self) -> None:
        super().__init__("Error occurred while parsing request parameters")


class RouteMissing(Exception):
    """404 as a page of HTML: no such authority, path or method."""
