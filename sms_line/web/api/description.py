"""The API in OpenAPI 3.1, made from the definitions by which it is served."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from sms_line.store.api_tokens import A_MINUTE, Scope
from sms_line.web.api.operations import Operation
from sms_line.web.api.problems import MIMETYPE, ProblemDetails

_REFERENCE = "#/components/schemas/{name}"
_ALWAYS = (401, 403, 422, 429, 500, 503)
"""Problems that every operation may have."""
_ABOUT = f"""Actions, supporters, counts, letters, calls and broadcasts of an SMS Line.

Send a token as `Authorization: Bearer TOKEN`; it has scopes and {A_MINUTE} requests a minute.
Lists come in pages: pass `next` as `cursor`. What goes wrong is told as RFC 9457 says."""

Json = dict[str, Any]


def described(operations: Sequence[Operation], public_url: str, version: str) -> Json:
    """The whole description."""
    types = [ProblemDetails]
    for each in operations:
        types += [kind for kind in (*each.answers.values(), each.body) if kind is not None]
    _, schemas = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    paths: dict[str, Json] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "SMS Line", "version": version, "description": _ABOUT},
        "servers": [{"url": f"{public_url}/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(each: Operation) -> Json:
    told: Json = {
        "operationId": each.name,
        "summary": each.summary,
        "description": f"Scope: `{each.scope.value}`.",
        "tags": [each.path.split("/")[1]],
        "security": [{"token": [each.scope.value]}],
        "parameters": [*_in_path(each.path), *_in_query(each), *_key(each)],
        "responses": {**_answers(each), **_refusals(each)},
    }
    if each.markdown:
        content: Json = {"text/markdown": {"schema": {"type": "string"}}}
        told["requestBody"] = {"required": True, "content": content}
    elif each.body is not None:
        content = {"application/json": {"schema": _schema(each.body)}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _in_path(path: str) -> list[Json]:
    kinds = {"id": {"type": "integer", "minimum": 0}}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": kinds.get(name, {"type": "string"}),
        }
        for name in re.findall(r"{(\w+)}", path)
    ]


def _in_query(each: Operation) -> list[Json]:
    (schema,), found = msgspec.json.schema_components([each.query], ref_template=_REFERENCE)
    shape = found[schema["$ref"].rpartition("/")[2]]
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": _said(kind),
            "schema": {key: value for key, value in kind.items() if key != "description"},
        }
        for name, kind in shape["properties"].items()
    ]


def _said(kind: Json) -> str:
    """Its description; of something optional that of what it is where it is given."""
    found = (each.get("description", "") for each in (kind, *kind.get("anyOf", ())))
    return next(filter(None, found), "")


def _key(each: Operation) -> list[Json]:
    if not each.key:
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "A word of your own; the same when you try again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
        }
    ]


def _answers(each: Operation) -> Mapping[str, Json]:
    return {
        str(status): {"description": HTTPStatus(status).phrase}
        | ({"content": {"application/json": {"schema": _schema(kind)}}} if kind else {})
        for status, kind in each.answers.items()
    }


def _refusals(each: Operation) -> Mapping[str, Json]:
    content = {MIMETYPE: {"schema": _schema(ProblemDetails)}}
    statuses = {*_ALWAYS, *each.refusals, *((400, 415) if each.body else ())}
    return {
        str(status): {"description": HTTPStatus(status).phrase, "content": content}
        for status in sorted(statuses)
    }


def _schema(kind: Any) -> Json:
    return {"$ref": _REFERENCE.format(name=kind.__name__)}


SCOPES = {
    Scope.READ_COUNTS: "sums, letters' deliveries and calls, without anybody's number",
    Scope.READ_ACTIONS: "actions and their files",
    Scope.WRITE_ACTIONS: "publish actions",
    Scope.READ_SUPPORTERS: "supporters with their telephone numbers",
    Scope.WRITE_SUPPORTERS: "bring supporters in, tag, opt out, erase",
    Scope.READ_BROADCASTS: "broadcasts and their figures",
    Scope.WRITE_BROADCASTS: "plan, pause, resume and cancel broadcasts",
}
"""What each is good for, in words."""
