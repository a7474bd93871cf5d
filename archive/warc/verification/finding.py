"""What a check can find, and what to do about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Fault = Literal[
    "damaged",
    "unreadable",
    "empty",
    "no-type",
    "no-id",
    "same-id",
    "no-target",
    "block-digest",
    "payload-digest",
    "body-short",
    "body-long",
    "revisit-dangling",
    "revisit-digest",
    "revisit-earlier",
    "revisit-reference",
    "revisit-profile",
    "file-missing",
    "file-changed",
    "file-unlisted",
    "signature",
    "manifest-line",
    "manifest-chain",
    "row-without-record",
    "record-without-row",
    "row-differs",
    "unindexed",
    "no-catalog",
    "index-differs",
]
Note = Literal[
    "unseekable",
    "unknown-digest",
    "revisit-elsewhere",
    "unanswered",
    "unfinished",
    "being-written",
    "unsigned",
]
Oddity = Literal[
    "no-warcinfo",
    "two-versions",
    "uri-in-brackets",
    "no-block-digest",
    "no-payload-digest",
    "digest-as-sent",
    "coding-undone",
    "chunks-undone",
    "head-remade",
    "request-remade",
    "via-proxy",
    "304-response",
    "metadata-at-page",
    "no-request",
    "segmented",
    "empty-digest",
]
_CHANGED = (
    "either the catalog or the WARC file was changed: keep a copy of the catalog, which kalla rebuild throws "
    "away; compare the file with a backup or another copy, and the manifest with the copy of its last line; "
)

ADVICE: dict[Fault | Note | Oddity, str] = {
    "damaged": "fetch this file from a copy, or keep what is whole: kalla verify --salvage OUT FILE",
    "unreadable": "see what stands at this name, and who may read it; bring the file back from a copy",
    "empty": "bring the file back from a copy; if none ever held more, remove it",
    "no-type": "tell whoever wrote the file: the standard demands a type, and readers pass this record over",
    "no-target": "tell whoever wrote the file: no reader can say what address this record is of",
    "no-id": "tell whoever wrote the file: no catalog can name this record",
    "same-id": "a record was copied: compare the two, and both with a copy of the file",
    "block-digest": "the record is not what was written: fetch this file from a copy",
    "payload-digest": "the payload is not what was written, or its digest was computed in a way unknown here",
    "body-short": "do not read this body as whole: it was cut and is not marked so",
    "body-long": "do not trust the body's bytes: head and body are not of one message",
    "revisit-dangling": "its body is lost unless a copy of the archive holds the record it names",
    "revisit-digest": "do not show the original's body for it: they are not the same",
    "revisit-earlier": "one of the two dates is wrong: compare with a copy",
    "revisit-reference": "compare with a copy: replay goes by address and date, so it shows another page",
    "revisit-profile": "compare with a copy: readers take from the profile what the server answered",
    "file-missing": "bring the file back from a copy: the list says that it belongs here",
    "file-changed": "the file is not the one that was listed: fetch it from a copy",
    "file-unlisted": "nothing here vouches for it; if you trust it, keep it elsewhere and import it",
    "signature": "do not take it for the signer's; ask them for the package anew",
    "manifest-line": "compare the manifest with a copy",
    "manifest-chain": "the line before was changed or removed: compare the manifest with a copy",
    "row-without-record": f"{_CHANGED}where the record was never there, or is lost for good: kalla rebuild",
    "record-without-row": "if no row was taken out of the catalog, which a copy of it shows: kalla rebuild",
    "row-differs": f"{_CHANGED}where the file is the old one: kalla rebuild",
    "unindexed": "compare the record with a copy: what it states cannot be read",
    "no-catalog": "make it again from the WARC files: kalla rebuild",
    "index-differs": "ask for the package anew, or make an index of its files: kalla index",
    "unseekable": "several records share a gzip member; rewrite the file: kalla verify --salvage OUT FILE",
    "unknown-digest": "nothing to do: the digest's algorithm is not known here and was not checked",
    "revisit-elsewhere": "nothing to do: the record it names is in another file",
    "unanswered": "nothing to do, unless the record it names was removed",
    "unfinished": "nothing to do while a crawl runs; the next one closes the file",
    "being-written": "nothing to do; check again when the crawl has ended",
    "unsigned": "nothing to do, unless you were promised a signature: whoever changed it can list it anew",
    "segmented": "put the segments together before you judge their payload: they are not joined here",
    "empty-digest": "nothing to do, if the original holds: the tool hashed nothing and wrote that down",
    "no-warcinfo": "ask whoever gave you the file what wrote it, and note it down",
    "two-versions": "nothing to do: both are read",
    "uri-in-brackets": "nothing to do: it is read without them",
    "no-block-digest": "hash the file now, so that at least from today on a change is seen",
    "no-payload-digest": "nothing to do: the digest is computed when the file is read",
    "digest-as-sent": "nothing to do: both kinds are known here; other tools may call it wrong",
    "coding-undone": "do not take the bytes for what was sent; they are read as they stand",
    "chunks-undone": "do not take the bytes for what was sent; they are read as they stand",
    "head-remade": "do not cite the head as what the server sent",
    "request-remade": "do not cite the request as what was asked",
    "via-proxy": "know that servers may answer a proxy otherwise, uncompressed for one",
    "304-response": "look at another capture of the page; this one holds no body",
    "metadata-at-page": "nothing to do here: it is passed over; elsewhere check what replay shows",
    "no-request": "nothing to do: what was asked can only be guessed from the answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: where, what, and what to do. `offset` counts bytes on disk from the file's start."""

    file: str
    offset: int | None
    record_id: str | None
    code: Fault | Note | Oddity
    what: str

    @property
    def advice(self) -> str:
        return ADVICE[self.code]

    @property
    def is_fault(self) -> bool:
        """False of a note: something to know, in an archive that is well."""
        return self.code in get_args(Fault)
