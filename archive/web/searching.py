"""Search over the texts of originals and renderings."""
