"""The page before YES: who writes in Spanish reads the first letter in Spanish, filled."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sms_line.app import build
from sms_line.bundle_paths import FIXTURES
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.settings import Settings
from sms_line.store import actions
from sms_line.store.migrate import migrate

LOADED = datetime(2026, 11, 23, tzinfo=UTC)
Reader = Callable[[str, list[str]], str]


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Reader]:
    """Texts to a line as somebody, and gives the page that its last answer links to."""
    application = build(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'line.db'}",
            data_dir=tmp_path,
            secret_key="a secret of the tests",
        )
    )
    database = application.line.parts.database
    migrate(database)
    sync(database, Folder(FIXTURES / "directory"), LOADED)
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    with database.write() as tx:
        actions.add(tx, "freethemall", source, LOADED)
    client = application.server.test_client()

    def read(phone: str, texts: list[str]) -> str:
        answer = ""
        for i, body in enumerate(texts):
            form = {"MessageSid": f"SM{phone[-4:]}{i:028d}", "From": phone, "To": "55555"}
            form |= {"AccountSid": "AC" + "0" * 32, "Body": body, "NumMedia": "0"}
            signed = application.signature.sign("/twilio/sms", form)
            posted = client.post("/twilio/sms", data=form, headers={"X-Twilio-Signature": signed})
            answer = "".join(ET.fromstring(posted.get_data()).itertext())
        link = re.search(r"/l/\w+", answer)
        assert link, answer
        return client.get(link[0]).get_data(as_text=True)

    yield read
    application.close()


def test_it_is_the_letter_with_the_same_facts(page: Reader) -> None:
    shown = page(
        "+13075550101",
        ["LIBRES", "82001", "Luz Díaz", "si", "Mi vecino <b>espera</b> {{ desde }} hace un año."],
    )
    assert "<details" in shown
    to_read, _, letters = shown.partition("</details>")
    to_read = to_read.partition("<details")[2]
    assert "Léala en español" in to_read
    assert "Senador/a John Barrasso" in to_read
    assert "Que nuestros vecinos vuelvan a casa" in to_read
    assert "Le escribo desde Cheyenne" in to_read
    assert "y como persona de fe le pido" in to_read
    own = "Con mis propias palabras: Mi vecino &lt;b&gt;espera&lt;/b&gt; {{ desde }} hace un año."
    assert own in to_read
    assert "Atentamente,\nLuz Díaz\nCheyenne</div>" in to_read
    assert "[" not in to_read
    assert letters.count("and as a person of faith I ask") == 3
    assert letters.count("Dear Senator ") == 2


def test_who_drops_the_phrase_or_writes_in_english(page: Reader) -> None:
    spanish = page("+13075550102", ["LIBRES", "82001", "Luz Díaz", "no"])
    assert "donde usted me representa, y le pido" in spanish
    assert "propias palabras" not in spanish
    english = page("+13075550103", ["FREE", "82001", "Ana Diaz", "no"])
    assert "<details" not in english
    assert "Senador" not in english
    back = page("+13075550104", ["LIBRES", "82001", "Luz Díaz", "no", "ENGLISH"])
    assert "<details" not in back
