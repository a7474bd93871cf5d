"""What verdicts, states and checks mean, in words for a reader: terminal, browser and report say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from archive.catalog.checks import LoggedCheck
    from archive.change.staleness import Staleness
    from archive.model import Rendering, State, Verdict

VERDICTS: dict[Verdict, str] = {
    "confirmed": "Names, numbers and paragraphs agree: this is the original.",
    "doubtful": "Some things agree, some do not: a person should look.",
    "mismatch": "The source line leads to another article.",
    "unresolved": "The source line has no link.",
    "unfetched": "The original was not fetched, or had no text.",
}
STATES: dict[State, str] = {
    "first": "Seen for the first time.",
    "unchanged": "The text is the same.",
    "markup_only": "The page changed, its text did not.",
    "edited": "The text changed.",
    "suspect": "Something else stood in its place; it is looked at again before it is called removed.",
    "removed": "The article is gone.",
    "restored": "The article is back.",
    "blocked": "The server or robots.txt kept us out: nothing is known.",
    "error": "No answer that counts: nothing is known.",
}
FOLLOWED: dict[Staleness, str] = {
    "followed": "The rendering changed where the original did.",
    "stale": "The rendering still says what the original said before.",
    "untranslated": "The rendering never had this passage.",
}
# What the evidence of a check says to a person; `{}` is the value.
EVIDENCE = {
    "status": "it answered {}",
    "outcome": "no answer: {}",
    "redirected_to": "led to {}",
    "why": "{}",
    "extraction": "the page has no article ({})",
    "similarity": "another text stands there (similarity {})",
    "wall": "it asks who reads",
    "not_modified": "304: unchanged, the server says",
    "truncated": "it broke off ({})",
    "sights": "not there {} times",
    "over_hours": "over {} hours",
    "alternates": "a text that came back {} times: two versions take turns",
}
PROVED = (
    "The response record holds the bytes that this program received, as they crossed the wire; "
    "its block digest was computed while they came in.",
    "Each closed WARC file stands in a manifest with its SHA-256, and each line of it carries the hash of "
    "the line before.",
    "The texts and the comparison are computed from those bytes alone and come out the same when made again.",
)
NOT_PROVED = (
    "That the server meant to send this to everyone, or sends it to anyone else.",
    "When the article was published: the dates on the page are the page's own claim.",
    "That the clock of the machine that fetched it was right.",
    "That a translation was made from exactly this version of the original.",
    "Who made the archive, unless the package was signed.",
)
POLICY = (
    "Archived pages are for private research: name the source and the date of the capture, and do not "
    "republish. A page that asks not to be archived (noarchive) is marked wherever it is shown."
)


def check_in_words(logged: LoggedCheck, published_at: datetime | None = None) -> str:
    """What a check rests on, in a line. Nobody saw edits before a first sight, so its lateness is told."""
    check, evidence = logged.check, logged.check.evidence
    said = [words.format(evidence[key]) for key, words in EVIDENCE.items() if key in evidence]
    changed = evidence.get("changed")
    if isinstance(changed, list) and check.state == "edited":
        back = ", back to an earlier version" if evidence.get("seen_before") else ""
        said.insert(0, f"{' and '.join(map(str, changed))} changed{back}")
    if check.state == "first" and published_at and published_at <= check.at:
        days = (check.at - published_at).days
        said.insert(0, f"{days} day{'s' * (days != 1)} after its publication")
    if logged.landed_on and "redirected_to" not in evidence:
        said.append(f"now at {logged.landed_on}")
    if check.between:
        said.append(_bracket(check.state, *check.between))
    if check.retry_at:
        said.append(f"asked to wait until {_minute(check.retry_at)}")
    return "; ".join(said)


def heading_of(rendering: Rendering) -> str:
    """What a rendering is called: by its title, or by its first words, since text files often have none."""
    return rendering.title or next((block.text for block in rendering.blocks), rendering.source)


def _bracket(state: State, after: datetime, before: datetime) -> str:
    earlier, later = _minute(after), _minute(before)
    if earlier == later:
        earlier, later = f"{after:%Y-%m-%d %H:%M:%S}", f"{before:%H:%M:%S}"
    if state == "removed":
        return f"present {earlier}, absent {later}"
    if state == "restored":
        return f"absent {earlier}, present {later}"
    return f"between {earlier} and {later}"


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
