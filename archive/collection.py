"""A collection on disk: the folder of WARC files, their manifest, and the catalog that indexes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.engine import is_there, open_catalog
from archive.errors import WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

DEFAULT_FOLDER = "collection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Where a collection lies. `catalog_url` is any SQLAlchemy URL, of SQLite beside the WARCs by default."""

    root: Path
    catalog_url: str | None = None

    @property
    def warcs(self) -> Path:
        return self.root / "warcs"

    @property
    def full_text(self) -> Path:
        """The words of all texts; it may be deleted at any time."""
        return self.root / "search.sqlite"

    @property
    def sqlalchemy_url(self) -> str:
        return self.catalog_url or f"sqlite:///{self.root / 'catalog.sqlite'}"

    def catalog(self) -> Engine:
        """The catalog, made if there is none. Raises CatalogMismatch."""
        self.root.mkdir(parents=True, exist_ok=True)
        return open_catalog(self.sqlalchemy_url)

    def existing_catalog(self) -> Engine:
        """The catalog of a collection that must be there already. Raises WrongUsage, CatalogMismatch."""
        self._must_be_there()
        return self.catalog()

    def catalog_if_any(self) -> Engine | None:
        """The same, and None where the files are there without a catalog: none is made."""
        self._must_be_there()
        return open_catalog(self.sqlalchemy_url) if is_there(self.sqlalchemy_url) else None

    def _must_be_there(self) -> None:
        is_one = self.warcs.is_dir() or (self.root / "catalog.sqlite").is_file() or self.catalog_url
        if not is_one:
            raise WrongUsage(
                f"there is no collection at {self.root}: make one with `kalla import PATH…`, "
                "or name another with --collection DIR"
            )
