"""The stories are enough for the job: every outlet, every kind of end, and a truth to compare with."""

from __future__ import annotations

from itertools import pairwise

from crawler.sampleweb.stories import all_stories, story_named


def test_all_outlets_and_all_verdicts_of_the_text_form_occur() -> None:
    with_text = [story for story in all_stories() if story.shape is not None]
    assert len(with_text) == 10
    assert {story.place.outlet for story in with_text} == {
        "baoquocte",
        "vietnamnet",
        "nhandan",
        "baohaiduong",
    }
    assert {story.verdict for story in with_text} == {"confirmed", "unfetched", "unresolved"}
    assert {story.shape for story in with_text} == {"page", "body"}


def test_a_lost_link_is_unresolved_and_the_others_are_known() -> None:
    for story in all_stories():
        assert (story.citation_url is None) == (story.verdict == "unresolved")
    assert {story.recovered_by for story in all_stories()} == {None, "href", "edition", "listing"}


def test_every_edit_changes_something_and_says_when() -> None:
    edited = [story for story in all_stories() if len(story.tellings) > 1]
    assert len(edited) >= 2
    for story in edited:
        for index, (before, after) in enumerate(pairwise(story.tellings)):
            assert after.modified_at is not None
            assert after.modified_at > (before.modified_at or story.published_at)
            changed = story.original_blocks(index) != story.original_blocks(index + 1)
            assert changed or story.original_title(index) != story.original_title(index + 1)


def test_an_edit_builds_on_the_one_before() -> None:
    pottery = story_named("pottery")
    assert pottery.original_title(2) == pottery.original_title(1) != pottery.original_title(0)


def test_addresses_are_unlike_one_another() -> None:
    places = [place for story in all_stories() for place in (story.place, story.mirror) if place]
    assert len({place.url for place in places}) == len(places)
    assert len({story.place.slug for story in all_stories()}) == len(all_stories())


def test_a_dropped_passage_has_no_swedish_and_a_joined_one_no_paragraph_of_its_own() -> None:
    rice, pottery = story_named("rice"), story_named("pottery")
    assert len(rice.rendered_texts()) == len(
        [p for p in rice.tellings[0].body if p.sv and p.type != "caption"]
    )
    assert len(pottery.rendered_texts()) == len(pottery.tellings[0].body) - 1
