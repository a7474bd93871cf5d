"""What changed between two looks at an article, and what a look says of it.

Pure: texts in, verdicts out. Only evidence speaks: what was not seen is never called removed, and what
differs in its bytes alone is never called edited.
"""
