from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from archive.pairing.align import links
from archive.pairing.anchors import anchors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Gains


def equal_gains(ours: Sequence[str], theirs: Sequence[str]) -> Gains:
    return {((0,), (0,)): np.ones((len(ours), len(theirs)))}


@pytest.mark.parametrize(("paragraphs", "read"), [(120, 0), (121, 242)])
def test_anchors_of_whole_paragraphs_are_read_only_where_texts_are_cut(paragraphs: int, read: int) -> None:
    rendering = [f"Rad {number} av {paragraphs} rader." for number in range(paragraphs)]
    original = [f"Dòng {number} trong {paragraphs} dòng." for number in range(paragraphs)]
    before = anchors.cache_info().misses
    assert len(links(rendering, original, "sv", equal_gains)) == paragraphs
    assert anchors.cache_info().misses - before == read
