"""Numbers for a monitor on this machine, and for nobody else."""

from tests.whole_line import TO_YES, WholeLine


def test_the_numbers(line: WholeLine) -> None:
    line.walk(texts=TO_YES)
    answer = line.application.server.test_client().get("/metrics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    assert 'sms_line_deliveries{status="queued"} 3.0' in answer.text
    assert 'sms_line_texts{direction="in",status="received"} 5.0' in answer.text
    assert "+1307" not in answer.text
    line.work()
    again = line.application.server.test_client().get("/metrics").text
    assert 'sms_line_deliveries{status="accepted"} 3.0' in again


def test_not_open_to_the_world(line: WholeLine) -> None:
    client = line.application.server.test_client()
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics", environ_overrides=elsewhere).status_code == 404
    through_a_proxy = {"X-Forwarded-For": "203.0.113.9"}
    assert client.get("/metrics", headers=through_a_proxy).status_code == 404
