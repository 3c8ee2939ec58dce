"""`sms-line data` as a user meets it: answers, shapes, exit codes, one sentence on failure."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sms_line.cli import main
from tests.directory.conftest import SAMPLE, Server, reply

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an empty database in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMS_LINE_DATA_DIR", str(tmp_path / "var"))
    return lambda *words: CliRunner().invoke(main, ["data", *words])


@pytest.fixture
def loaded(run: Run) -> Run:
    """Runs a command on the practice sample."""
    assert run("sync", "--from", str(SAMPLE)).exit_code == 0
    return run


def _failed(result: Result, sentence: str, code: int = 1) -> None:
    assert result.exit_code == code
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_sync_says_what_it_loaded(run: Run) -> None:
    result = run("sync", "--from", str(SAMPLE))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2:5] == [
        "10 senators, 13 House members and delegates, 7 offices at home.",
        "Vacant House seats: TX-23.",
        "24 ZIP codes: 1 likely, 1 military, 16 settled, 5 split, 1 unrepresented.",
    ]


def test_a_failing_sync_says_that_the_old_data_stays(run: Run, tmp_path: Path) -> None:
    _failed(run("sync", "--from", str(tmp_path / "x")), "There is no folder")
    _failed(run("sync", "--from", str(tmp_path)), "There is no legislators-current.json and no")
    run("sync", "--from", str(SAMPLE))
    _failed(run("sync", "--from", str(tmp_path)), "What was loaded before stays in use.")
    assert run("lookup", "82001").exit_code == 0


def test_sync_from_a_web_address(run: Run, web: Server) -> None:
    def answer(request: object) -> None:
        path = SAMPLE / request.path.removeprefix("/")  # type: ignore[attr-defined]
        found = path.is_file()
        reply(request, path.read_bytes() if found else b"", 200 if found else 404)  # type: ignore[arg-type]

    web.answer = answer
    result = run("sync", "--from", web.url)
    assert result.exit_code == 0
    assert "zip_districts.csv" in result.stderr  # the bar's label
    assert json.loads(run("lookup", "82001", "--json").stdout)["settled"] is True


def test_revert_goes_back_once(loaded: Run) -> None:
    _failed(loaded("revert"), "There is nothing before the last sync")
    loaded("sync", "--from", str(SAMPLE))
    assert loaded("revert").exit_code == 0
    assert loaded("lookup", "82001").exit_code == 0


def test_status_before_and_after(run: Run) -> None:
    assert "run sms-line data sync" in run("status").stdout
    before = json.loads(run("status", "--json").stdout)
    assert before["loaded"] is False
    run("sync", "--from", str(SAMPLE))
    assert "ALARM: This is a sample" in run("status").stdout
    after = json.loads(run("status", "--json").stdout)
    assert (after["loaded"], after["sample"], after["congress"]) == (True, True, 119)
    assert after["vacant"] == ["TX-23"]
    assert after["members_as_of"] == "2026-06-15"
    assert after["valid_to"] == "2027-01-03T17:00:00+00:00"


def _person(bioguide: str, name: str, phone: str) -> dict[str, str]:
    return {"bioguide": bioguide, "name": name, "phone": phone}


NOBODY = {"bioguide": None, "name": None, "phone": None}
CORNYN = _person("C001056", "John Cornyn", "202-224-2934")
CRUZ = _person("C001098", "Ted Cruz", "202-224-5922")
HEINRICH = _person("H001046", "Martin Heinrich", "202-224-5521")
LUJAN = _person("L000570", "Ben Ray Luján", "202-224-6621")
LEGER = _person("L000273", "Teresa Leger Fernandez", "202-225-6190")


@pytest.mark.parametrize(
    "answer",
    [
        {
            "zip": "82001",
            "state": "WY",
            "districts": ["WY-AL"],
            "senators": [
                _person("B001261", "John Barrasso", "202-224-6441"),
                _person("L000571", "Cynthia M. Lummis", "202-224-3424"),
            ],
            "representatives": [_person("H001096", "Harriet M. Hageman", "202-225-2311")],
            "settled": True,
        },
        # A vacant seat has an entry without a name.
        {
            "zip": "79830",
            "state": "TX",
            "districts": ["TX-23"],
            "senators": [CORNYN, CRUZ],
            "representatives": [NOBODY],
            "settled": True,
        },
        # Senators of every state that the ZIP code touches.
        {
            "zip": "79922",
            "state": "TX",
            "districts": ["TX-16", "NM-2"],
            "senators": [CORNYN, CRUZ, HEINRICH, LUJAN],
            "representatives": [
                _person("E000299", "Veronica Escobar", "202-225-4831"),
                _person("V000136", "Gabe Vasquez", "202-225-2365"),
            ],
            "settled": False,
        },
        # Only likely is not settled.
        {
            "zip": "87574",
            "state": "NM",
            "districts": ["NM-3"],
            "senators": [HEINRICH, LUJAN],
            "representatives": [LEGER],
            "settled": False,
        },
        {
            "zip": "20001",
            "state": "DC",
            "districts": ["DC-AL"],
            "senators": [],
            "representatives": [_person("N000147", "Eleanor Holmes Norton", "202-225-8050")],
            "settled": True,
        },
        # The home-state address is still to be asked.
        {
            "zip": "09012",
            "state": "",
            "districts": [],
            "senators": [],
            "representatives": [],
            "settled": False,
        },
        # Nobody, and nothing left to ask.
        {
            "zip": "96941",
            "state": "FM",
            "districts": [],
            "senators": [],
            "representatives": [],
            "settled": True,
        },
    ],
)
def test_lookup_answers_in_the_contracts_shape(loaded: Run, answer: dict[str, object]) -> None:
    result = loaded("lookup", str(answer["zip"]), "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == answer


def test_lookup_in_words(loaded: Run) -> None:
    assert loaded("lookup", "82001-1234").stdout.splitlines() == [
        "82001 WY: settled",
        "WY senator: John Barrasso, 202-224-6441",
        "WY senator: Cynthia M. Lummis, 202-224-3424",
        "WY-AL representative: Harriet M. Hageman, 202-225-2311",
    ]
    assert loaded("lookup", "96941").stdout.splitlines()[1] == "no member of Congress"
    assert loaded("lookup", "79830").stdout.splitlines()[-1] == "TX-23 vacant"
    assert "resident commissioner" in loaded("lookup", "00901").stdout


@pytest.mark.parametrize("zip_code", ["8200", "820011", " 82001", "82OO1", "٨٢٠٠١"])
def test_what_is_no_zip_code_is_wrong_usage(run: Run, zip_code: str) -> None:
    _failed(run("lookup", zip_code), "a ZIP code has five digits, such as 82001.", code=2)


def test_lookup_failures(run: Run) -> None:
    _failed(run("lookup", "82001"), "No data is loaded yet; run sms-line data sync.")
    run("sync", "--from", str(SAMPLE))
    _failed(run("lookup", "99999"), "There is no ZIP code 99999 in the data.")


def test_a_street_settles_it(loaded: Run, web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMS_LINE_GEOCODER_URL", web.url)

    def matched(*geoids: str) -> None:
        layer = "119th Congressional Districts"
        found = [{"geographies": {layer: [{"GEOID": g, "CDSESSN": "119"}]}} for g in geoids]
        body = json.dumps({"result": {"addressMatches": found}}).encode()
        web.answer = lambda request: reply(request, body)

    ask = ("lookup", "78704", "--street", "2000 S Lamar Blvd", "--json")
    matched("4835")
    settled = json.loads(loaded(*ask).stdout)
    assert (settled["districts"], settled["settled"]) == (["TX-35"], True)
    matched("4835", "4837")
    several = json.loads(loaded(*ask).stdout)
    assert (several["districts"], several["settled"]) == (["TX-35", "TX-37"], False)
    matched()
    unmatched = loaded(*ask)
    assert "knows no such street" in unmatched.stderr
    assert json.loads(unmatched.stdout)["districts"] == ["TX-37", "TX-35"]
    matched("4801")
    _failed(loaded(*ask), "in a district that the loaded data has not")
    monkeypatch.setenv("SMS_LINE_GEOCODER_URL", "")
    _failed(loaded(*ask), "The street could not be looked up")


def test_every_command_has_help(run: Run) -> None:
    for command in ("sync", "status", "lookup", "revert"):
        assert run(command, "--help").exit_code == 0
