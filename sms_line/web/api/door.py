"""The door of the API: whose request it is, what it says, and its answer; or a problem."""

import re
from collections.abc import Callable
from typing import Any

import msgspec
from flask import Response, request

from sms_line.core.counted import counted
from sms_line.parts import Parts
from sms_line.store import api_tokens
from sms_line.store.api_tokens import ApiToken, TooMany
from sms_line.web.api.operations import Answer, Asked, Operation
from sms_line.web.api.problems import Problem, Wrong, invalid, misread

LONGEST_KEY = 255
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""As JSON writes it; after an even number of backslashes it is one, else five characters."""


def served(parts: Parts, operation: Operation) -> Callable[..., Response]:
    """The view of an operation."""

    def view(**path: Any) -> Response:
        token = admitted(parts)
        if operation.scope not in token.scopes:
            wanted = f'Bearer error="insufficient_scope", scope="{operation.scope.value}"'
            raise Problem(
                403,
                "The token is not good for this.",
                f"It lacks the scope {operation.scope.value}.",
                headers={"WWW-Authenticate": wanted},
            )
        asked = Asked(
            parts=parts,
            token=token,
            path=path,
            query=_query(operation),
            body=_body(operation),
            key=_key(operation),
        )
        return _sent(operation.handler(asked))

    return view


def admitted(parts: Parts) -> ApiToken:
    """The token of this request, counted. Raises Problem."""
    match = re.fullmatch(r"(?i:bearer) +(\S{1,200})", request.headers.get("Authorization", ""))
    now = parts.clock.now()
    with parts.database.read() as tx:
        found = api_tokens.find(tx, match[1]) if match else None
    if found is None:
        raise _unknown()
    token, used = found
    try:
        if api_tokens.used_up(token, used, now):
            raise TooMany(api_tokens.wait(now))
        with parts.database.write() as tx:
            if not api_tokens.use(tx, token, now):
                raise _unknown()
    except TooMany as many:
        raise Problem(
            429,
            "These were too many requests for one minute.",
            f"A token has {api_tokens.A_MINUTE} a minute; go on in "
            f"{counted(many.wait_seconds, 'second')}.",
            headers={"Retry-After": str(many.wait_seconds)},
        ) from None
    return token


def _unknown() -> Problem:
    return Problem(
        401,
        "This needs a token that is good.",
        'Send the header "Authorization: Bearer TOKEN"; an owner makes tokens at the desk.',
        headers={"WWW-Authenticate": "Bearer"},
    )


def _query(operation: Operation) -> Any:
    try:
        return msgspec.convert(request.args.to_dict(), operation.query, strict=False)
    except msgspec.ValidationError as error:
        raise misread(error) from None


def _body(operation: Operation) -> Any:
    if operation.markdown:
        try:
            return request.get_data().decode("utf-8")
        except UnicodeDecodeError:
            raise invalid(Wrong("The file is not UTF-8 text; save it as UTF-8.")) from None
    if operation.body is None:
        return None
    if request.mimetype != "application/json":
        raise Problem(415, "The body must be JSON.", "Send Content-Type: application/json.")
    if _NUL.search(request.get_data()):
        raise invalid(Wrong("No text can hold the character \\u0000; leave it out."))
    try:
        return msgspec.json.decode(request.get_data(), type=operation.body)
    except msgspec.ValidationError as error:
        raise misread(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Problem(400, "The body is no JSON.") from None


def _key(operation: Operation) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if operation.key and not 0 < len(key) <= LONGEST_KEY:
        raise Problem(
            400,
            "This needs an Idempotency-Key.",
            "Send a header of that name with a word of your own, the same when you try again.",
        )
    return key


def _sent(answer: Answer) -> Response:
    body = b"" if answer.value is None else msgspec.json.encode(answer.value)
    return Response(body, answer.status, dict(answer.headers), mimetype="application/json")
