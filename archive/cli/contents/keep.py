"""The words of the commands that keep a collection whole and up to date."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.command import command
from archive.cli.options import any_files, as_json, in_collection


@command("archive.cli.verify:verify", "Check that the archive is what it claims to be")
@any_files
@click.option("--salvage", metavar="OUT", type=click.Path(path_type=Path), help="Write what is whole to OUT.")
@as_json
@in_collection
def verify() -> None:
    """Check the collection, or WARC and WACZ files from anywhere.

    Records and gzip members, both digests of each, revisits and what they refer to, every row of the catalog
    that a record fills, and the manifest's chain of hashes; of a package its list, index and signature. Each
    finding names file, offset and record, and says what to do. Nothing is changed; a crawl may be running.
    What cannot be proved stands in docs/archive-format.md. Exit code 1 for any fault.

    \b
    Examples:
      kalla verify
      kalla verify foreign.warc.gz
      kalla verify --salvage whole.warc.gz damaged.warc.gz
    """


@command("archive.cli.derive:derive", "Extract texts and pair them, where that is not done yet")
@in_collection
def derive() -> None:
    """Extract the text of every capture that has none of the current extractor, and pair all renderings.

    \b
    Example:
      kalla derive
    """


@command("archive.cli.learn:learn", "Learn from the confirmed pairs, and pair all anew")
@in_collection
def learn() -> None:
    """Learn lengths, page furniture and a lexicon from the confirmed pairs, and pair all anew.

    It pays from about twenty pairs. What is learned is kept in the archive, so that `kalla rebuild` makes the
    same pairs; each pair is scored by a lexicon that was learned without it.

    \b
    Example:
      kalla learn && kalla pairs
    """


@command("archive.cli.rebuild:rebuild", "Make the catalog again from the WARC files alone")
@in_collection
def rebuild() -> None:
    """Throw the catalog away and make it again from the WARC files alone.

    The WARC files are only read. Where one is damaged, the place is named, the whole records around it are
    indexed, and the exit code is 1; `kalla verify` tells more.

    \b
    Example:
      kalla rebuild --collection ./collection
    """
