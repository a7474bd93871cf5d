"""The version of the rules by which renderings are read."""

# Raise with every change here that changes a block, a field or an id: catalogs are made again then.
RULES = 4
# What names these rules as the extractor of a text; the extractors of the outlets' texts begin otherwise.
OF_RENDERINGS = "rendering,"
EXTRACTOR = f"{OF_RENDERINGS} rules {RULES}"
