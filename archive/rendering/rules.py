"""The version of the rules by which renderings are read."""

# Raise with every change here that changes a block, a field or an id: catalogs are made again then.
RULES = 2
