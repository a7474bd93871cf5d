"""What can go wrong, and what the caller should do about it.

KallaError
├── WrongUsage          the call cannot be carried out as it stands: say it differently (exit code 2)
├── UnreadableInput     one file brought in by a person cannot be read: name it, go on with the others
├── BrokenRecord        a WARC record is damaged: name file and offset, go on or stop as the command says
├── RecordingFailed     the archive cannot be written: stop the crawl, nothing more may be handed on
└── CatalogMismatch     the catalog was made by another schema: run `kalla rebuild`
"""


class KallaError(Exception):
    """Root of Källa's own errors; its text is a sentence fit for a terminal."""


class WrongUsage(KallaError):
    """The call names something that does not exist or contradicts itself."""


class UnreadableInput(KallaError):
    """A file to import is missing, empty, binary, too big or not what its name says."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class BrokenRecord(KallaError):
    """A WARC file is damaged at a known place.

    `offset` counts bytes of the file as it lies on disk, from its start to the damaged record's.
    """

    def __init__(self, file: str, offset: int, reason: str) -> None:
        super().__init__(f"{file} at byte {offset}: {reason}")
        self.file = file
        self.offset = offset
        self.reason = reason


class RecordingFailed(KallaError):
    """A record or its row could not be written: the crawl must stop, since what comes next would be lost."""


class CatalogMismatch(KallaError):
    """The catalog's schema version is not this program's."""
