"""The sample web: vietnam.vn and the outlets it cites, played on loopback with invented stories.

It is never used unless asked for, and nothing in the crawler knows of it.
"""
