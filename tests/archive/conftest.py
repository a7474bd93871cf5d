"""A catalog of a test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import open_catalog, writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A new catalog."""
    engine = open_catalog(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture
def conn(engine: Engine) -> Iterator[Connection]:
    """A transaction in the new catalog."""
    with writing(engine) as conn:
        yield conn
