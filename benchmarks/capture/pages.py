"""Pages of 60 to 100 KB in the likeness of a news site's, as the bytes a server sends: plain, or as gzip.

They are made from a fixed seed, so every run of the benchmark serves the same bytes.
"""

from __future__ import annotations

import gzip
import random

SERVED = ("gzip", "plain")
DIFFERENT = 64
SMALLEST, LARGEST = 60_000, 100_000
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ"
_HEAD = (
    "HTTP/1.1 200 OK\r\nServer: loopback\r\nDate: Sun, 01 Nov 2026 08:00:00 GMT\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n{coding}"
    'ETag: "{number:08x}"\r\nLast-Modified: Sun, 01 Nov 2026 07:00:00 GMT\r\nCache-Control: max-age=60\r\n'
    "Vary: Accept-Encoding\r\nX-Frame-Options: SAMEORIGIN\r\nConnection: keep-alive\r\n\r\n"
)


def responses() -> dict[str, list[bytes]]:
    """Whole responses to GET, by how they are served."""
    chance = random.Random(20261101)  # noqa: S311
    words = ["".join(chance.choices(_LETTERS, k=chance.randint(1, 6))) for _ in range(3000)]
    pages = [_page(chance, words) for _ in range(DIFFERENT)]
    return {
        "plain": [_response(page, "", number) for number, page in enumerate(pages)],
        "gzip": [
            _response(gzip.compress(page, 6), "Content-Encoding: gzip\r\n", number)
            for number, page in enumerate(pages)
        ],
    }


def _page(chance: random.Random, words: list[str]) -> bytes:
    size = chance.randint(SMALLEST, LARGEST)
    parts = ["<!DOCTYPE html>\n<html lang=vi><head><meta charset=utf-8><title>Trang</title></head><body>\n"]
    length = len(parts[0])
    while length < size:
        text = " ".join(chance.choices(words, k=60))
        part = f'<div class="box"><p class="text" data-id="{chance.getrandbits(32)}">{text}</p></div>\n'
        parts.append(part)
        length += len(part.encode())
    return ("".join(parts) + "</body></html>\n").encode()


def _response(body: bytes, coding: str, number: int) -> bytes:
    return _HEAD.format(length=len(body), coding=coding, number=number).encode() + body
