"""What verdicts and states mean, in words for a reader; the browser and the report say the same."""

from archive.change.staleness import Verdict as Following
from archive.model import State, Verdict

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
FOLLOWED: dict[Following, str] = {
    "followed": "The rendering changed where the original did.",
    "stale": "The rendering still says what the original said before.",
    "untranslated": "The rendering never had this passage.",
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
