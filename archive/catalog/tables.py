"""The catalog's tables: what the WARCs hold, and what was derived from it.

Text columns are `Text`: SQLite ignores a length and PostgreSQL does not.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from archive.catalog.types import UtcDateTime, UtcMicroseconds
from archive.rendering.rules import RULES

# With the parser's version, since a rendering's id is a hash of its parsed text.
SCHEMA_VERSION = f"14, renderings {RULES}"

metadata = MetaData()

about = Table("about", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# What the WARCs hold.

capture = Table(
    "capture",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("captured_at", UtcDateTime, nullable=False),
    Column("status", Integer, nullable=False),
    Column("mime", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("warc", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("location", Text),
    Column("truncated", Text),
    Column("refers_to", Text),
    # With the order of what is latest in it, or SQLite looks an earlier capture up among all of its status.
    Index("capture_by_url", "url", "captured_at", "record_id"),
    # With what a listing is filtered by in it, so that it reads none of the rows that it leaves out, and with
    # what is summed over time.
    Index("capture_by_time", "captured_at", "record_id", "status", "type", "length"),
    Index("capture_by_place", "warc", "offset"),
)
# Without `postgresql_where`, which imports that dialect wherever the tables are: nulls only cost it space.
Index("capture_by_location", capture.c.location, sqlite_where=capture.c.location.is_not(None))

outcome = Table(
    "outcome",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("outcome_by_url", "url", "at"),
    Index("outcome_by_time", "at", "record_id"),
)

memento = Table(  # captures of a web archive's captures; `at` is the archive's time
    "memento",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("url", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("url", Text, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column("article_id", Text, nullable=False),
)


def _as_found() -> tuple[Column[Any], ...]:
    """What one record says of a rendering, and what all of them say together."""
    return (
        Column("source", Text, nullable=False),
        Column("lang", Text, nullable=False),
        Column("title", Text),
        Column("publisher", Text),
        Column("published_on", Date),
        Column("blocks", JSON, nullable=False),
        Column("images", JSON, nullable=False),
        Column("citation_line", Text),
        Column("citation_url", Text),
    )


rendering = Table(
    "rendering",
    metadata,
    Column("id", Text, primary_key=True),
    *_as_found(),
    Column("original_url", Text),  # the citation made canonical, if it may be fetched
    Column("refusal", Text),  # why it may not
    Index("rendering_by_original", "original_url"),
    # All that a listing is ordered and filtered by: the rows themselves hold the texts.
    Index("rendering_by_source", "source", "id", "title", "published_on", "original_url"),
)

rendering_record = Table(
    "rendering_record",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("rendering_id", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("digest", Text, nullable=False),
    *_as_found(),
    Column("page", Text),  # the source, where that is the aggregator's, as it is written canonically
    Index("rendering_record_by_source", "source"),
    Index("rendering_record_by_page", "page", "at"),
)

# What was derived.

article = Table(
    "article",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("extraction", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("title", Text),
    Column("published_at", UtcDateTime),
    Column("authors", JSON, nullable=False),
    Column("lang", Text),
    Column("blocks", JSON, nullable=False),
    Column("noarchive", Boolean, nullable=False),
)

pair = Table(
    "pair",
    metadata,
    Column("rendering_id", Text, primary_key=True),
    Column("record_id", Text),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("beads", JSON, nullable=False),
    Index("pair_by_record", "record_id"),
    Index("pair_by_score", "score", "rendering_id", "verdict"),
    Index("pair_by_verdict", "verdict", "score", "rendering_id"),
)

written_name = Table(  # of confirmed pairs
    "written_name",
    metadata,
    Column("rendering_id", Text, primary_key=True),
    Column("spelling", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("letters", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Index("written_name_by_name", "name", "letters"),
)

check = Table(
    "check",
    metadata,
    Column("url", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("conditional", Boolean, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("after", UtcDateTime),  # what happened, happened between these two
    Column("before", UtcDateTime),
    Column("record_id", Text),
    Column("compared_with", Text),
    Column("evidence", JSON, nullable=False),
    Column("landed_on", Text),
    Column("good_record_id", Text),
    Index("check_by_state", "state", "at"),
)

standing = Table(  # how a watched URL stands after its checks, and what the schedule says of that
    "standing",
    metadata,
    Column("url", Text, primary_key=True),
    Column("next_due", UtcMicroseconds, nullable=False, index=True),
    Column("last_at", UtcMicroseconds, nullable=False),
    Column("last_state", Text, nullable=False),
    Column("retry_at", UtcDateTime),
    Column("changed_at", UtcDateTime),
    Column("failures", Integer, nullable=False),
    Column("sights", Integer, nullable=False),
    Column("suspected_at", UtcDateTime),
    Column("is_gone", Boolean, nullable=False),
    Column("looked_at", UtcDateTime),
    Column("audited_at", UtcDateTime),
    Column("conditional_since", Integer, nullable=False),
    Column("published_at", UtcDateTime),  # what the article says
)

# Where evidence stands, for finding the original of a rendering whose link is lost: an outline an address.

outline = Table(
    "outline",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("url", Text, nullable=False, unique=True),
    Column("record_id", Text, nullable=False),
    Column("captured_at", UtcDateTime, nullable=False),
    Column("breadth", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),  # last, so that nothing else is read past it
)

term = Table(
    "term",
    metadata,
    Column("term", BigInteger, primary_key=True, autoincrement=False),
    Column("outlines", Integer, nullable=False),
)

posting = Table(
    "posting",
    metadata,
    Column("term", BigInteger, primary_key=True, autoincrement=False),
    Column("outline", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

unoutlined = Table("unoutlined", metadata, Column("record_id", Text, primary_key=True))

# What a person said, what a search for a lost link came to, and how far the aggregator's days were listed.

decision = Table(
    "decision",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("rendering_id", Text, nullable=False, index=True),
    Column("rendering_record", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("url", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
)

search = Table(
    "search",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("rendering_id", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("abstained", Text),
    Column("rendering_record", Text, nullable=False, index=True),
)

listed = Table(
    "listed",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

learned = Table(
    "learned",
    metadata,
    Column("record_id", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),
)

# What only a running crawl needs, and `rebuild` leaves empty.

lease = Table(
    "lease",
    metadata,
    Column("url", Text, primary_key=True),
    Column("worker", Text, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)
