"""Drafts and versions of actions on both databases: nothing is written over unseen."""

from datetime import UTC, datetime, timedelta

import pytest

from sms_line.actions.publishing import NotPublished, publish
from sms_line.bundle_paths import FIXTURES
from sms_line.store import action_drafts, action_endings, action_log, actions
from sms_line.store.action_drafts import ChangedMeanwhile
from sms_line.store.database import Database
from tests.whole_line import together

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
ANA, BEN = "ana@line.example", "ben@line.example"
DEMO = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
NOTES = {"missing": ("Write it.",), "found": (), "spanish": ()}


def begun(database: Database) -> int:
    with database.write() as tx:
        return action_drafts.begin(tx, "first", NOTES, ANA, NOW)


def test_a_draft_is_kept_with_what_was_found(database: Database) -> None:
    number = begun(database)
    with database.read() as tx:
        (draft,) = action_drafts.listed(tx)
    assert (draft.id, draft.source, draft.revision) == (number, "first", 1)
    assert draft.notes == {"missing": ["Write it."], "found": [], "spanish": []}


def test_of_two_who_saw_the_same_the_second_is_told(database: Database) -> None:
    number = begun(database)
    with database.write() as tx:
        saved = action_drafts.save(tx, number, "mine", seen=1, who=ANA, now=NOW)
    assert saved
    assert saved.revision == 2
    with pytest.raises(ChangedMeanwhile) as told, database.write() as tx:
        action_drafts.save(tx, number, "theirs", seen=1, who=BEN, now=NOW)
    assert (told.value.theirs.source, told.value.theirs.changed_by) == ("mine", ANA)


def test_the_same_words_are_no_change(database: Database) -> None:
    number = begun(database)
    with database.write() as tx:
        action_drafts.save(tx, number, "mine", seen=1, who=ANA, now=NOW)
        again = action_drafts.save(tx, number, "mine", seen=1, who=BEN, now=NOW)
    assert again
    assert (again.revision, again.changed_by) == (2, ANA)


def test_of_many_at_once_one_is_saved(database: Database) -> None:
    number = begun(database)

    def one(words: str) -> str:
        try:
            with database.write() as tx:
                action_drafts.save(tx, number, words, seen=1, who=BEN, now=NOW)
        except ChangedMeanwhile:
            return "told"
        return "saved"

    done = together(*(lambda words=words: one(words) for words in "abcd"))
    assert sorted(done) == ["saved", "told", "told", "told"]


def test_a_draft_that_somebody_changed_is_not_published_away(database: Database) -> None:
    number = begun(database)
    with database.write() as tx:
        seen = action_drafts.get(tx, number)
        assert seen
        action_drafts.save(tx, number, "theirs", seen=1, who=BEN, now=NOW)
    with pytest.raises(ChangedMeanwhile), database.write() as tx:
        action_drafts.published(tx, seen)


def test_begun_by_two_at_once_an_action_has_one_draft(database: Database) -> None:
    with database.write() as tx:
        actions.add(tx, "freethemall", DEMO, NOW)
        base = actions.newest_of(tx, "freethemall")
    assert base

    def begin() -> int:
        with database.write() as tx:
            return action_drafts.of_action(database, tx, base, ANA, NOW)

    assert len(set(together(begin, begin, begin))) == 1


def test_published_at_once_one_keyword_has_one_action(database: Database) -> None:
    def one(slug: str) -> str:
        try:
            with database.write() as tx:
                publish(tx, DEMO, slug=slug, who=ANA, now=NOW, base=("", 0))
        except NotPublished:
            return "refused"
        return "published"

    done = together(lambda: one("one"), lambda: one("two"), lambda: one("three"))
    assert sorted(done) == ["published", "refused", "refused"]
    with database.read() as tx:
        (only,) = actions.newest(tx)
        assert action_log.publications(tx, only.slug)[1].who == ANA


def test_ended_and_opened_again(database: Database) -> None:
    with database.write() as tx:
        assert action_endings.end(tx, "a", NOW)
        assert not action_endings.end(tx, "a", NOW + timedelta(hours=1)), "it was"
        assert action_endings.ended(tx) == {"a": NOW}
        assert action_endings.revision(tx) == 1
        assert action_endings.reopen(tx, "a", NOW)
        assert action_endings.ended(tx) == {}
        assert not action_endings.reopen(tx, "b", NOW)
