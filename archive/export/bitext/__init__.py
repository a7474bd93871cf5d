"""Parallel text for those who build corpora: segments of confirmed pairs, in the formats they use."""
