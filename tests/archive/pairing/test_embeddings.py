from __future__ import annotations

import zlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pytest

from archive.errors import WrongUsage
from archive.pairing.beads import Sides, story_links
from archive.pairing.embeddings import loaded
from archive.pairing.folders import align_folders

if TYPE_CHECKING:
    from pathlib import Path

MEANINGS = {"bron": "cầu", "ris": "gạo", "skolan": "trường", "floden": "sông", "läkaren": "bác sĩ"}


class HashedTrigrams:
    """Letters by threes, hashed into 256 places, once a text's words are put into one language."""

    def encode(self, sentences: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        rows = np.zeros((len(sentences), 256), dtype=np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            text = sentence
            for word, meaning in MEANINGS.items():
                text = text.replace(meaning, word)
            for start in range(len(text) - 2):
                row[zlib.crc32(text[start : start + 3].encode()) % 256] += 1
        return rows


RENDERING = ["bron bron bron", "ris ris ris", "skolan skolan", "floden floden", "läkaren läkaren"]
ORIGINAL = ["cầu cầu cầu", "trường trường", "sông sông", "gạo gạo gạo", "bác sĩ bác sĩ"]


def test_encoder_tells_apart_what_nothing_else_does() -> None:
    sides = Sides(rendering=RENDERING, original=ORIGINAL, lang="sv")
    found = [(link.rendering, link.original) for link in story_links(sides, encoder=HashedTrigrams())]
    assert found == [((0,), (0,)), ((2,), (1,)), ((3,), (2,)), ((4,), (4,))]
    assert found != [(link.rendering, link.original) for link in story_links(sides)]


@pytest.mark.parametrize("sizes", [(0, 3), (1, 1), (3, 0)])
def test_encoder_bears_documents_of_any_size(sizes: tuple[int, int]) -> None:
    sides = Sides(rendering=RENDERING[: sizes[0]], original=ORIGINAL[: sizes[1]], lang="sv")
    assert len(story_links(sides, encoder=HashedTrigrams())) == min(sizes)


def test_folders_are_aligned_with_an_encoder(tmp_path: Path) -> None:
    for name, lines in (("sv", RENDERING), ("vi", ORIGINAL)):
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    [document] = align_folders(tmp_path / "sv", tmp_path / "vi", encoder=HashedTrigrams())
    assert ((1,), ()) in [(bead.rendering, bead.original) for bead in document.beads]


@pytest.mark.skipif(bool(find_spec("sentence_transformers")), reason="the extra is installed")
def test_missing_extra_is_named() -> None:
    with pytest.raises(WrongUsage, match=r"kalla\[embeddings\]"):
        loaded("any model")


@pytest.mark.skipif(not find_spec("sentence_transformers"), reason="the extra is not installed")
def test_folder_without_a_model_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WrongUsage, match="cannot be loaded"):
        loaded(str(tmp_path))
