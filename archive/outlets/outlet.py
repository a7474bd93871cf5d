"""The facts about a news site, as data: no outlet has code of its own, and no other module names one.

Selectors are CSS; patterns are regular expressions that must match a whole path or a whole line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.vietnam import ZONE

if TYPE_CHECKING:
    from datetime import date

AGENCY_CREDITS = (
    r"\(?(?:Theo|Nguồn:?|Tin:?)\s*(?:TTXVN|VNA|TTXVN/Vietnam\+|VietnamPlus|VOV|TTXVN/.{1,30})\)?\.?",
    r"\(?TTXVN(?:/Vietnam\+)?\)?\.?",
    r"(?=.{0,80}$)(?:[\w.]+(?:[ -][\w.]+){0,3} )?\((?i:theo) [^()]{2,40}\)\.?",  # TH (theo TTXVN)
)
SITE_LINES = (
    r"(?:>+|»|→|\*)\s*(?:Xem thêm|Đọc thêm|Xem tiếp|Mời (?:quý )?(?:độc giả|bạn đọc|bạn)).*",
    r"(?:Xem thêm|Đọc thêm|Tin liên quan|Bài liên quan|TIN LIÊN QUAN|XEM THÊM)\s*:.*",
    r"(?:Tin liên quan|Bài liên quan|TIN LIÊN QUAN|XEM THÊM)",
    r"Mời (?:quý )?(?:độc giả|bạn đọc|bạn) (?:xem|đọc|theo dõi)(?: (?:thêm|tiếp))?\s*:.*",
    r"(?i:quảng cáo)",
    r"(?i:từ khóa|từ khoá)\s*:.*",
    r"(?i:chia sẻ)(?:\s*[|:]?\s*(?:Facebook|Zalo|Twitter|X|Messenger|Telegram|LinkedIn|Email))+",
)
# What stands in the place of an article: a sentence on it or its page, not one on the world's affairs.
GONE = (
    r"(?=.{0,160}$).*(?:không (?:còn )?tồn tại|không tìm thấy|đã bị (?:xóa|xoá|gỡ)|đã được gỡ)"
    r"(?: bỏ)?(?: hoặc .{1,60})?[.!…]?(?: Vui lòng .{1,120})?",
    r"(?=.{0,200}$)(?:404\W*)?(?:(?:Rất tiếc|Xin lỗi)\W+)?"
    r"(?:bài viết|bài báo|nội dung|trang|đường dẫn|liên kết)(?: \w+){0,8}? (?:đang được cập nhật"
    r"|không (?:còn |được |có )?(?:tồn tại|tìm thấy|khả dụng|hợp lệ|truy cập|trên hệ thống)"
    r"|đã (?:bị|được) (?:xóa|xoá|gỡ|chuyển)).*",
    r"(?=.{0,200}$)(?:404\W*)?(?:page )?not found\W*",
    r"(?=.{0,200}$)(?:404\W*)?không tìm thấy (?:trang|bài viết|nội dung|đường dẫn).*",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the parts of an article stand in the pages of one period.

    `container` holds the body; the first match is meant that does not stand in `elsewhere`. `title`, `lead`,
    `published` and `author` may stand outside it; `caption` and `byline` are looked for inside it alone, and
    `drop` names boxes there that are not the article's. What is left out stands nowhere. `furniture` are the
    site's lines, `bylines` lines that sign, `notices` what stands in the place of an article that is gone.
    `until` is the first day of the next layout; None for the one in use.
    """

    container: str
    title: str
    lead: str
    published: str = ""
    author: str
    caption: str = "figcaption"
    byline: str = ""
    drop: str = ""
    elsewhere: str = ""
    bylines: tuple[str, ...] = AGENCY_CREDITS
    furniture: tuple[str, ...] = SITE_LINES
    notices: tuple[str, ...] = GONE
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One paper: its addresses, its manners, its markup.

    `host` is canonical; the `aliases` show the same pages under the same paths, so their URLs are rewritten
    to it. The `successors` took the paper over: they are fetched, but a URL there stays as it is, since
    nobody promises that both hosts count alike. `foreign_hosts` and `foreign_paths` are editions in other
    languages, with ids of their own. Each of `article_paths` has a group `id`. `delay` is in seconds, between
    two requests to one host. `site_names` stand in bylines where a person is expected. `sitemaps`, `feeds`
    and `day_archive` (a strftime format) are paths that list articles by date.
    `layouts` run from the oldest to the one in use.
    """

    name: str
    title: str
    host: str
    article_paths: tuple[str, ...]
    delay: float
    site_names: tuple[str, ...]
    layouts: tuple[Layout, ...]
    aliases: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    foreign_hosts: tuple[str, ...] = ()
    foreign_paths: tuple[str, ...] = ()
    zone: str = ZONE
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    day_archive: str | None = None

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that may be fetched for this outlet, exactly as spelled here."""
        return frozenset((self.host, *self.aliases, *self.successors))

    def layouts_from(self, day: date) -> tuple[Layout, ...]:
        """All layouts, that of a page captured on that day first."""
        current = next(layout for layout in self.layouts if layout.until is None or day < layout.until)
        return (current, *(layout for layout in self.layouts if layout is not current))


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregator:
    """The site that publishes the renderings.

    The same slug names an article in every edition; the edition without a language segment is
    `unprefixed_language`. `rendering_path` has the groups `lang` (may be missing) and `slug`;
    `day_sitemap` is a strftime format.
    """

    name: str
    title: str
    host: str
    rendering_path: str
    languages: tuple[str, ...]
    unprefixed_language: str
    delay: float
    sitemap_index: str
    day_sitemap: str
    body: str
    author: str
    aliases: tuple[str, ...] = ()

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that may be fetched for the renderings."""
        return frozenset((self.host, *self.aliases))
