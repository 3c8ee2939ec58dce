"""A program with a token; each of its answers is held against the API's own description."""

import json
import re
from collections.abc import Collection
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from sms_line.store import api_tokens
from sms_line.store.api_tokens import ApiToken, Scope
from tests.whole_line import WholeLine


class Program:
    """A CRM with a token of its own."""

    def __init__(self, line: WholeLine, scopes: Collection[Scope] = tuple(Scope)) -> None:
        self.line = line
        self.client = line.application.server.test_client()
        with line.database.write() as tx:
            made = api_tokens.make(tx, "CRM", scopes, who="a test", now=line.clock.now())
        self.token: ApiToken
        self.token, self.secret = made
        self.told = json.loads(self.client.get("/api/v1/openapi.json").text)

    def ask(self, method: str, path: str, **more: Any) -> TestResponse:
        """A request with the token; the answer is as the description says."""
        headers = {"Authorization": f"Bearer {self.secret}", **more.pop("headers", {})}
        answer = self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)
        self.hold(method, path.partition("?")[0], answer)
        assert "Set-Cookie" not in answer.headers
        return answer

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    def hold(self, method: str, path: str, answer: TestResponse) -> None:
        """Is this answer, of this status, one that the description promises?"""
        template = next((each for each in self.told["paths"] if _fits(each, path)), None)
        if template is None:
            assert answer.status_code in {401, 404, 429}, path
            return
        responses = self.told["paths"][template][method.lower()]["responses"]
        assert str(answer.status_code) in responses, (method, path, answer.text)
        content = responses[str(answer.status_code)].get("content")
        if content is None:
            assert answer.data == b""
            return
        assert answer.mimetype in content
        schema = {**content[answer.mimetype]["schema"], "components": self.told["components"]}
        checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        checker.validate(answer.get_json())


def _fits(template: str, path: str) -> bool:
    words = re.sub(r"{(\w+)}", lambda m: r"\d+" if m[1] == "id" else "[^/]+", template)
    return re.fullmatch(words, path) is not None


@pytest.fixture
def program(line: WholeLine) -> Program:
    return Program(line)
