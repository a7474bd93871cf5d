"""The archive in the browser: pages rendered on the server, which work without any script.

Archived bytes never come from the origin of these pages; `archive/web/replay.py` has one of its own.
"""
