"""A page reads alike in every encoding, whatever its labels say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.encoding import decoded

TEXT = '<meta charset="{}"><p>Hội chợ sách bên sông, mở cửa từ sáng thứ Bảy: đông như Tết.</p>'


def windows_1258(text: str) -> bytes:
    """Vietnamese as that code page has it: letters with their quality marks composed, tones after them."""
    encoded = b""
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        quality = unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter
        encoded += quality.encode("cp1258") + tone.encode("cp1258")
    return encoded


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "no-such-code", "windows-1258", "utf-16"])
def test_a_wrong_label_does_not_spoil_utf8(label: str) -> None:
    page = TEXT.format(label)
    assert decoded(page.encode(), f"text/html; charset={label}") == page


@pytest.mark.parametrize("label", ["windows-1258", "utf-8", ""])
def test_windows_1258_is_read_with_a_right_a_wrong_and_no_label(label: str) -> None:
    page = TEXT.format(label)
    assert unicodedata.normalize("NFC", decoded(windows_1258(page), "text/html; charset=UTF-8")) == page


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_wide_encodings_are_told_by_their_bytes(code: str) -> None:
    page = TEXT.format("utf-8")
    assert decoded(page.encode(code)) == page


def test_a_page_cut_off_inside_a_letter_stays_utf8() -> None:
    page = TEXT.format("utf-8")
    assert decoded(page.encode()[:-20] + "ộ".encode()[:2]).startswith(page[:-40])


def test_a_page_in_latin_1_is_read_as_browsers_do() -> None:
    assert decoded('<meta charset="iso-8859-1">För “Källa”'.encode("cp1252")).endswith("För “Källa”")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_give_text_without_control_characters(body: bytes, content_type: str) -> None:
    text = decoded(body, content_type)
    assert not any(ord(character) < 32 and character not in "\t\n\r" for character in text)
