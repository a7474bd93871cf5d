"""What a status says of the article that was asked for, in the sets that all who judge an answer share."""

from __future__ import annotations

GONE = frozenset({404, 410})
# 451 may hold for our country only, so it is shown and never read as a removal.
KEPT_OUT = frozenset({401, 403, 407, 451})
# The host asks to be left alone for a while; vietnam.vn says 403 for a quarter of an hour after a burst.
BUSY = frozenset({403, 429, 503})
# Says nothing of the article: the server was busy, broken or shut the door for a while; a 407 is the proxy's.
PASSING = BUSY | frozenset({407, 408, 425, 500, 502, 504})
