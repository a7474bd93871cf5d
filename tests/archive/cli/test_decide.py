"""Where a decision leaves a pair without its original, the command that would fetch it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import reading
from archive.catalog.renderings import all_rendering_ids
from archive.collection import Collection

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Kalla

CITED = "https://nhandan.vn/cau-go-moi-post800001.html"
OTHER_PAPER = "https://baolang.example/cau-go-moi-12345.html"


@pytest.fixture
def root(tmp_path: Path, run: Kalla) -> tuple[str, str]:
    """A collection of one rendering, whose original is not archived."""
    source = tmp_path / "one.txt"
    source.write_text(f"Bron är 48 m lång.\nKälla: {CITED}\n", encoding="utf-8")
    root = ("--collection", str(tmp_path / "collection"))
    assert run("import", str(source), *root).exit_code == 0
    return root


def rendering_in(tmp_path: Path) -> str:
    with reading(Collection(root=tmp_path / "collection").existing_catalog()) as conn:
        (rendering_id,) = all_rendering_ids(conn)
    return rendering_id


@pytest.mark.parametrize(
    ("command", "url", "told"),
    [
        ("confirm", CITED, "its original is not archived yet: scrapy crawl originals\n"),
        ("confirm", OTHER_PAPER, "its original is not archived yet: scrapy crawl originals -a outlets=all\n"),
        ("reject", CITED, ""),
    ],
)
def test_crawl_that_would_fetch_the_original_is_named(
    command: str, url: str, told: str, root: tuple[str, str], run: Kalla, tmp_path: Path
) -> None:
    rendering_id = rendering_in(tmp_path)
    done = run(command, rendering_id, url, *root)
    assert done.stdout == f"{rendering_id} is unfetched now\n{told}"
    said = "confirmed" if command == "confirm" else "rejected"
    assert f"{said} by a person on" in run("pairs", *root).stdout
