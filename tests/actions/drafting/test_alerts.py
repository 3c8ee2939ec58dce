"""Alerts as groups really send them, each beside the draft that comes of it.

`fixtures/alerts/NAME.txt` or `.html` is what is pasted, `NAME.md` the draft, `NAME.notes.txt`
what the organizer is told. `pytest --update-transcripts` writes both down anew.
"""

from datetime import date
from pathlib import Path

import pytest

from sms_line.actions.drafting import Draft, draft
from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import parse
from sms_line.bundle_paths import FIXTURES
from sms_line.core.prompts import PROMPT_NAMES
from sms_line.core.segments import fold, measure

FOLDER = FIXTURES / "alerts"
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "action-alert.txt"
TODAY = date(2026, 11, 23)
COMPLETE = (
    "seed",
    "seed_wordpress",
    "seed_google_docs",
    "seed_mail",
    "house_only_bill",
    "senators_no_dear",
    "several_links",
    "both_languages",
)
"""Alerts whose drafts the parser takes as they are."""
WANTING = {
    # The page does not name its group, and has no hashtag either.
    "talking_points": {"key-missing"},
    # An action leaves in English, whatever else it speaks.
    "spanish": {"section-missing", "keyword-english"},
}


def pasted() -> list[Path]:
    """What organizers paste, one file an alert."""
    return sorted(
        path
        for path in FOLDER.iterdir()
        if path.suffix in (".txt", ".html") and not path.stem.endswith(".notes")
    )


def drafted(path: Path) -> Draft:
    return draft(path.read_text("utf-8"), today=TODAY, taken=())


def named(name: str) -> Path:
    return next(path for path in pasted() if path.stem == name)


def notes(found: Draft) -> str:
    parts = {"Found": found.found, "Missing": found.missing, "Spanish wants": found.spanish}
    return "\n".join(
        line for name, told in parts.items() if told for line in (f"{name}:", *told, "")
    )


@pytest.mark.parametrize("path", pasted(), ids=lambda path: path.stem)
def test_the_draft_of_an_alert(path: Path, request: pytest.FixtureRequest) -> None:
    found = drafted(path)
    goldens = {path.with_suffix(".md"): found.source, path.with_suffix(".notes.txt"): notes(found)}
    if request.config.getoption("--update-transcripts"):
        for golden, text in goldens.items():
            golden.write_text(text, "utf-8")
        return
    for golden, text in goldens.items():
        assert text == golden.read_text("utf-8"), golden.name


def test_every_alert_is_complete_or_says_what_it_wants() -> None:
    assert {path.stem for path in pasted()} == {*COMPLETE, *WANTING}


@pytest.mark.parametrize("name", COMPLETE)
def test_the_parser_takes_the_draft_as_it_stands(name: str) -> None:
    action = parse(drafted(named(name)).source, prompt_names=PROMPT_NAMES)
    assert action.slug
    assert action.targets
    texts = [action.title, action.organization, *action.script.values(), *action.share.values()]
    for text in texts:
        assert measure(fold(text)).encoding == "GSM-7", measure(text).because


@pytest.mark.parametrize(("name", "codes"), WANTING.items())
def test_what_is_missing_is_told_by_parser_and_draft_alike(name: str, codes: set[str]) -> None:
    found = drafted(named(name))
    with pytest.raises(ActionFileError) as error:
        parse(found.source, prompt_names=PROMPT_NAMES)
    assert {each.code for each in error.value.mistakes} == codes
    assert found.missing
    assert all("write" in sentence or "read it" in sentence for sentence in found.missing)


def test_the_seed_is_the_one_that_the_project_began_with() -> None:
    if not SEED.exists():
        pytest.skip("the project's shared folder is not beside this checkout")
    assert named("seed").read_text("utf-8") == SEED.read_text("utf-8")


@pytest.mark.parametrize("name", ["seed", "seed_wordpress", "seed_google_docs", "seed_mail"])
def test_the_seed_is_the_same_letter_however_it_is_pasted(name: str) -> None:
    action = parse(drafted(named(name)).source)
    plain = parse(drafted(named("seed")).source)
    for same in ("title", "keywords", "targets", "topic", "letter", "ask", "script", "share"):
        assert getattr(action, same) == getattr(plain, same), same
    assert action.day_of_action == date(2027, 4, 1)
    assert [phrase.words for phrase in action.letter.phrases] == ["as a person of faith"]


def test_the_seed_wants_nothing_where_the_line_knows_its_group() -> None:
    text = named("seed").read_text("utf-8")
    found = draft(
        text, today=TODAY, taken=(), organization="Neighbors Together", contact="help@example.org"
    )
    assert found.missing == ()
    action = parse(found.source, prompt_names=PROMPT_NAMES)
    assert (action.organization, action.contact) == ("Neighbors Together", "help@example.org")


def test_the_seed_in_the_transcripts_is_its_draft(request: pytest.FixtureRequest) -> None:
    """`fixtures/transcripts/seed_draft.txt` plays what is pasted, not what somebody mended."""
    found = drafted(named("seed")).source
    played = FIXTURES / "transcripts" / "actions" / f"{parse(found).slug}.md"
    if request.config.getoption("--update-transcripts"):
        played.write_text(found, "utf-8")
    assert played.read_text("utf-8") == found


@pytest.mark.parametrize(
    "junk",
    ["Send Email", "cookie", "About Us", "Skip to content", "Facebook", "Unsubscribe", "Posted"],
)
@pytest.mark.parametrize("path", pasted(), ids=lambda path: path.stem)
def test_nothing_of_the_page_around_it_is_in_the_draft(path: Path, junk: str) -> None:
    assert junk.lower() not in drafted(path).source.lower()
