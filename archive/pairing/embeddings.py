"""Sentence embeddings as one more signal of the alignment, where the user names a model.

Nothing is imported or downloaded unless one is named. Cosines of unrelated texts differ from model to model,
so a cosine counts by how far it lies above what is common between the two texts' paragraphs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import numpy as np

from archive.errors import WrongUsage
from archive.pairing.groups import GROUPS, grouped_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.groups import Group, Table

_EVEN = 0.4  # of the way from a common cosine to 1, where two paragraphs are as likely strangers as not
_NATS = 8.0  # from there, for the whole way
_ENOUGH = 9  # cosines, for their median to be that of strangers


class Encoder(Protocol):
    """What embeds texts: sentence-transformers' models do."""

    def encode(self, sentences: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """A row of numbers for each text."""


def loaded(model: str) -> Encoder:
    """The sentence-transformers model of a local path or a name. Raises WrongUsage where the extra is not
    installed or the model not to be had."""
    try:
        library = import_module("sentence_transformers")
    except ModuleNotFoundError as missing:
        raise WrongUsage(
            "embeddings need sentence-transformers: pip install 'kalla[embeddings]'"
        ) from missing
    try:
        encoder: Encoder = library.SentenceTransformer(model)
    except (OSError, ValueError) as error:  # nothing there to be had; something there that is no model
        raise WrongUsage(f"{model}: cannot be loaded as a sentence-transformers model: {error}") from error
    return encoder


def similarity_tables(
    encoder: Encoder, ours: Sequence[str], theirs: Sequence[str]
) -> dict[tuple[Group, Group], Table]:
    """Log ratios of each of our groups against each of theirs, by where they begin."""
    here, there = _by_group(encoder, ours), _by_group(encoder, theirs)
    alone = here[0,] @ there[0,].T
    common = min(float(np.median(alone)), 0.9) if alone.size >= _ENOUGH else 0.0
    return {
        (a, b): _NATS * (np.clip((here[a] @ there[b].T - common) / (1 - common), -1.0, 1.0) - _EVEN)
        for a in GROUPS
        for b in GROUPS
    }


def _by_group(encoder: Encoder, texts: Sequence[str]) -> dict[Group, Table]:
    """Unit vectors of the groups that begin at each paragraph: the longer a paragraph, the more it says."""
    vectors = np.asarray(encoder.encode(list(texts)), dtype=np.float64)
    weighted = _unit(vectors) * np.array([max(len(text), 1) for text in texts])[:, None]
    return {group: _unit(grouped_rows(weighted, group)) for group in GROUPS}


def _unit(vectors: Table) -> Table:
    table: Table = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return table
