"""By what a visitor is known from one step to the next: a secret in a cookie, kept as its hash."""

from flask import Response, request

from sms_line.store.tokens import hash_of, new_token

COOKIE = "visit"
_LONGEST = 64


def visit() -> str:
    """The key of this visitor's conversation; "" for one who has not begun."""
    secret = request.cookies.get(COOKIE, "")
    return hash_of(secret) if 0 < len(secret) <= _LONGEST else ""


def begin(answer: Response, secret: str, *, secure: bool) -> None:
    """Have the browser keep the secret until it is closed."""
    # Lax, because who follows a link to this page goes on where they were.
    answer.set_cookie(COOKIE, secret, path="/a", httponly=True, samesite="Lax", secure=secure)


def end(answer: Response) -> None:
    """Have the browser forget."""
    answer.delete_cookie(COOKIE, path="/a", httponly=True, samesite="Lax")


def new_visit() -> tuple[str, str]:
    """A secret and the key that is kept of it."""
    secret = new_token()
    return secret, hash_of(secret)
