"""The environment: one clear sentence for what makes no sense, and a secret that is kept once."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sms_line.app import build
from sms_line.settings import Settings, SettingsError, read

ROOT = Path(__file__).parents[1]
NO_FILE = Path("no-such.env")


def read_from(tmp_path: Path, **given: str) -> Settings:
    return read({"SMS_LINE_DATA_DIR": str(tmp_path), **given}, NO_FILE)


def test_nothing_is_set(tmp_path: Path) -> None:
    settings = read_from(tmp_path)
    assert settings.practice
    assert settings.database_url == f"sqlite:///{tmp_path / 'sms-line.db'}"
    assert settings.mail_from == "letters@127.0.0.1"
    assert len(settings.secret_key) >= 40


def test_an_empty_value_is_the_default(tmp_path: Path) -> None:
    settings = read_from(tmp_path, SMS_LINE_NUMBER="", SMS_LINE_MAIL_URL="", TWILIO_AUTH_TOKEN="")
    assert (settings.number, settings.mail_url, settings.practice) == ("55555", "outbox:", True)
    assert read_from(tmp_path, SMS_LINE_GEOCODER_URL="").geocoder_url == "", "no geocoder at all"


def test_what_the_operator_chooses(tmp_path: Path) -> None:
    settings = read_from(
        tmp_path,
        SMS_LINE_DATABASE_URL="postgresql://line:p%40ss@db:5432/line?sslmode=require",
        SMS_LINE_PUBLIC_URL="https://line.example:8443/sms/",
        SMS_LINE_NUMBER="+12025550100",
        SMS_LINE_RATE="0.5",
        TWILIO_ACCOUNT_SID="AC1",
        TWILIO_AUTH_TOKEN="token",
    )
    assert settings.public_url == "https://line.example:8443/sms"
    assert settings.public_host == "line.example"
    assert settings.rate == 0.5
    assert not settings.practice


WRONG = [
    ({"SMS_LINE_DATABASE": "x"}, "There is no setting SMS_LINE_DATABASE;"),
    # These have Twilio's own names; ours would be ignored without a word.
    ({"SMS_LINE_TWILIO_AUTH_TOKEN": "x"}, "There is no setting SMS_LINE_TWILIO_AUTH_TOKEN;"),
    ({"TWILIO_ACCOUNT_SID": "AC1"}, "go together; one is missing"),
    ({"TWILIO_AUTH_TOKEN": "token"}, "go together; one is missing"),
    ({"SMS_LINE_PUBLIC_URL": "line.example"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_PUBLIC_URL": "https://"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_PUBLIC_URL": "https://x:port"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_PUBLIC_URL": "https://[x"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_PUBLIC_URL": "https://x/?a=b"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_PUBLIC_URL": "https://x y"}, "SMS_LINE_PUBLIC_URL must be a web address"),
    ({"SMS_LINE_TWILIO_API_URL": "api.twilio"}, "SMS_LINE_TWILIO_API_URL must be a web address"),
    ({"SMS_LINE_GEOCODER_URL": "nowhere"}, "SMS_LINE_GEOCODER_URL must be a web address"),
    ({"SMS_LINE_PRICE_PER_SEGMENT": "cheap"}, "must be dollars for one segment"),
    ({"SMS_LINE_PRICE_PER_SEGMENT": "-1"}, "must be dollars for one segment"),
    ({"SMS_LINE_PRICE_PER_MINUTE": "1,4"}, "must be dollars for one minute of a call"),
    ({"SMS_LINE_CALL_MINUTES_PER_DAY": "0"}, "must be a whole number of minutes"),
    ({"SMS_LINE_CALL_MINUTES_PER_DAY": "1.5"}, "must be a whole number of minutes"),
    ({"SMS_LINE_APPROVAL_ABOVE": "many"}, "must be a whole number of recipients"),
    ({"SMS_LINE_APPROVAL_ABOVE": "-1"}, "must be a whole number of recipients"),
    ({"SMS_LINE_RATE": "fast"}, "SMS_LINE_RATE must be a number"),
    ({"SMS_LINE_RATE": "0"}, "SMS_LINE_RATE must be a number"),
    ({"SMS_LINE_RATE": "-1"}, "SMS_LINE_RATE must be a number"),
    ({"SMS_LINE_RATE": "nan"}, "SMS_LINE_RATE must be a number"),
    ({"SMS_LINE_RATE": "inf"}, "SMS_LINE_RATE must be a number"),
    ({"SMS_LINE_NUMBER": "our number"}, "SMS_LINE_NUMBER must be a short code or"),
    ({"SMS_LINE_NUMBER": "+1 202 555 0100"}, "SMS_LINE_NUMBER must be a short code or"),
    ({"SMS_LINE_DATABASE_URL": "mysql://root:hunter2@db/line"}, "SMS_LINE_DATABASE_URL must be"),
    ({"SMS_LINE_DATABASE_URL": "line.db"}, "SMS_LINE_DATABASE_URL must be"),
    ({"SMS_LINE_DATABASE_URL": "sqlite:///"}, "SMS_LINE_DATABASE_URL must be"),
    ({"SMS_LINE_DATABASE_URL": "postgresql://x:hunter2@db:p/l"}, "SMS_LINE_DATABASE_URL must be"),
    ({"SMS_LINE_QUEUE_URL": "amqp://x:hunter2@queue"}, "SMS_LINE_QUEUE_URL must be"),
    ({"SMS_LINE_QUEUE_URL": "redis://"}, "SMS_LINE_QUEUE_URL must be"),
    ({"SMS_LINE_QUEUE_URL": "redis://:hunter2@queue/line"}, "SMS_LINE_QUEUE_URL must be"),
    ({"SMS_LINE_QUEUE_URL": "redis://:hunter2@queue:p/0"}, "SMS_LINE_QUEUE_URL must be"),
    ({"SMS_LINE_QUEUE_URL": "sqlite:///queue.db"}, "SMS_LINE_QUEUE_URL must be"),
    ({"SMS_LINE_TWILIO_ANSWERS_KEYWORDS": "maybe"}, "must be auto, yes or no"),
    ({"SMS_LINE_TRANSCRIBE": "maybe"}, "must be off, yes or no"),
    ({"SMS_LINE_MAIL_URL": "imap://x:hunter2@mail"}, "SMS_LINE_MAIL_URL must be"),
    ({"SMS_LINE_MAIL_URL": "smtp://"}, "SMS_LINE_MAIL_URL must be"),
    ({"SMS_LINE_MAIL_TO": "{office}@x.example"}, "SMS_LINE_MAIL_TO must be"),
    (
        {"SMS_LINE_MAIL_URL": "smtp://mail", "SMS_LINE_MAIL_FROM": "us"},
        "SMS_LINE_MAIL_FROM must be",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_makes_no_sense(tmp_path: Path, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build(read_from(tmp_path, **given))
    said = str(caught.value)
    assert sentence in said
    assert "\n" not in said
    assert "hunter2" not in said, "a password may be in it"


def test_an_unknown_name_in_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SMS_LINE_NUMBR=1\nOTHER=2\n")
    with pytest.raises(SettingsError, match="There is no setting SMS_LINE_NUMBR;"):
        read({}, tmp_path / ".env")


def test_the_environment_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SMS_LINE_RATE=3\nSMS_LINE_DATA_DIR={tmp_path}\n")
    assert read({}, tmp_path / ".env").rate == 3
    assert read({"SMS_LINE_RATE": "4"}, tmp_path / ".env").rate == 4


def test_no_secret_is_shown(tmp_path: Path) -> None:
    settings = read_from(
        tmp_path,
        SMS_LINE_SECRET_KEY="hunter2",
        TWILIO_ACCOUNT_SID="AC1",
        TWILIO_AUTH_TOKEN="hunter2",
        SMS_LINE_DATABASE_URL="postgresql://x:hunter2@db/line",
        SMS_LINE_MAIL_URL="smtp://x:hunter2@mail",
    )
    assert "hunter2" not in repr(settings)


def test_the_secret_is_made_once_and_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    first = read_from(folder).secret_key
    assert read_from(folder).secret_key == first
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"], "no draft is left"


def test_several_processes_make_one_secret(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sms_line.settings import read\n"
        "sys.stdin.read()\n"  # all begin when the last one is ready
        f"for n in range(20): print(read({{'SMS_LINE_DATA_DIR': f'{tmp_path}/{{n}}'}}, "
        "Path('no-such.env')).secret_key)"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert len(set(outputs)) == 1
    keys = outputs[0].split()
    assert len(keys) == len(set(keys)) == 20
    assert all(len(key) >= 40 for key in keys)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe"])
def test_a_secret_that_was_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret-key").write_bytes(content)
    with pytest.raises(SettingsError, match="secret"):
        read_from(tmp_path)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(SettingsError, match="SMS_LINE_DATA_DIR"):
        read_from(tmp_path / "var")
