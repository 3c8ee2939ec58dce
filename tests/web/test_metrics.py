"""Numbers for a monitor that has the token, and for nobody else."""

from collections.abc import Callable

from tests.whole_line import TO_YES, WholeLine

OpenLine = Callable[..., WholeLine]


def test_the_numbers(open_line: OpenLine) -> None:
    line = open_line(metrics_token="a token of the tests")
    allowed = {"Authorization": "Bearer a token of the tests"}
    line.walk(texts=TO_YES)
    answer = line.application.server.test_client().get("/metrics", headers=allowed)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert 'sms_line_deliveries{status="queued"} 3.0' in answer.text
    assert 'sms_line_texts{direction="in",status="received"} 5.0' in answer.text
    assert "+1307" not in answer.text
    line.work()
    again = line.application.server.test_client().get("/metrics", headers=allowed).text
    assert 'sms_line_deliveries{status="accepted"} 3.0' in again
    wrong = {"Authorization": "Bearer another"}
    assert line.application.server.test_client().get("/metrics", headers=wrong).status_code == 404


def test_not_open_to_the_world(line: WholeLine) -> None:
    client = line.application.server.test_client()
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
