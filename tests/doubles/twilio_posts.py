"""Twilio's webhooks into a line: signed as Twilio signs them, and posted twice, as may happen."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from flask import Flask

from sms_line.carrier.signature import Signature

Form = Mapping[str, str]


class SignedPosts:
    """Posts to the application itself, below its public address."""

    def __init__(self, app: Flask, signature: Signature, *, twice: bool = True) -> None:
        self._client = app.test_client()
        self._signature = signature
        self._twice = twice

    def post(self, url: str, form: Form, token: str, expect: Sequence[int] = (200,)) -> str:
        """The answer, the same each time. `token` is one for a webhook and its repetitions."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {
            "X-Twilio-Signature": self._signature.sign(path, form),
            "I-Twilio-Idempotency-Token": token,
        }
        answers = []
        for _ in range(2 if self._twice else 1):
            answer = self._client.post(path, data=form, headers=headers)
            assert answer.status_code in expect, f"{path} answered {answer.status}"
            documents = expect == (200,)
            assert not documents or answer.mimetype in {"text/xml", "application/xml"}, path
            answers.append(answer.get_data(as_text=True))
        assert answers[0] == answers[-1], "a repeated webhook must get the first answer again"
        return answers[0]
