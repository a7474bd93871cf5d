"""Whatever a person types for an address is answered in words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Desk, Kalla


@pytest.fixture(scope="module")
def root(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the collection, since a call that failed may hold its catalog open."""
    return shutil.copytree(desk.collection.root, tmp_path_factory.mktemp("copy") / "collection")


@pytest.mark.parametrize("command", [("log",), ("diff",), ("report",), ("show",), ("due", "--explain")])
@pytest.mark.parametrize("url", ["http://[", "http://[@20260301", "https://www.vietnam.vn℀/sv/bron"])
def test_what_is_no_address_is_wrong_usage(
    command: tuple[str, ...], url: str, root: Path, run: Kalla
) -> None:
    result = run(*command, url, "--collection", str(root))
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert url.partition("@")[0] in result.stderr
