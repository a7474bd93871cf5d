"""The WARC files: the record itself, of which everything else in a collection is an index."""
