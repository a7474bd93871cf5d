"""An invented story: its Vietnamese original, its Swedish rendering, and the truth that tests compare with.

A story never changes; the tellings it holds are the versions that its outlet puts out one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archive.model import Block, BlockType, Verdict

if TYPE_CHECKING:
    from datetime import date, datetime

Shape = Literal["page", "body"]
Link = Literal["text", "word", "bare"]
Fate = Literal["here", "404", "successor", "home", "nowhere"]
Route = Literal["href", "edition", "listing"]

HOSTS = {
    "baoquocte": "baoquocte.vn",
    "vietnamnet": "vietnamnet.vn",
    "nhandan": "nhandan.vn",
    "baohaiduong": "baohaiduong.vn",
    "baohaiphong": "baohaiphong.vn",
    "baolacgiang": "bao-lac-giang.example",  # a paper that no outlet file names
}
PUBLISHERS = {
    "baoquocte": "Báo Quốc Tế",
    "vietnamnet": "VietNamNet",
    "nhandan": "Báo Nhân Dân",
    "baohaiduong": "Báo Hải Dương",
    "baohaiphong": "Báo Hải Phòng",
    "baolacgiang": "Báo Lạc Giang",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block in both languages.

    `sv` is None where the translation dropped the block. With `joins` the Swedish text runs on in the
    paragraph before. A caption has an `image`, a file name; `alt` is the picture's alternative text.
    """

    type: BlockType
    vi: str
    sv: str | None
    joins: bool = False
    image: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One version of a story's text."""

    title_vi: str
    title_sv: str
    lead_vi: str
    lead_sv: str
    body: tuple[Passage, ...]
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an original stands: an outlet, the address it has there."""

    outlet: str
    slug: str
    article_id: str

    @property
    def host(self) -> str:
        return HOSTS[self.outlet]

    @property
    def path(self) -> str:
        mark = "post" if self.outlet == "nhandan" else ""
        return f"/{self.slug}-{mark}{self.article_id}.html"

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story with all that becomes of it.

    `place` is what the rendering cites. `mirror` is another outlet's copy of the same wire text. `fate` says
    what answers at `place`: `successor` redirects to the same path there, `home` to its front page; `nowhere`
    means that no outlet ever had it. `archived_at` are the times of a web archive's captures.

    `shape` is the form of the text file, None for a story that stands at vietnam.vn only. `link_sv` and
    `link_vi` say how the source line of either edition shows its link, `cited_as` is the link as it stands
    there. `verdict` is what the rendering's pair must come to from its text alone, `recovered_by` the route
    by which a lost link can be found.
    """

    name: str
    place: Place
    mirror: Place | None
    section: tuple[str, str]
    published_at: datetime
    author: str | None
    agency: str | None
    rendered_on: date
    shape: Shape | None
    link_sv: Link
    link_vi: Link
    cited_as: str
    fate: Fate
    archived_at: tuple[datetime, ...]
    verdict: Verdict
    recovered_by: Route | None
    tellings: tuple[Telling, ...]

    @property
    def publisher(self) -> str:
        return PUBLISHERS[self.place.outlet]

    @property
    def successor(self) -> Place | None:
        """Where the original's old address redirects to."""
        if self.fate != "successor":
            return None
        return Place(outlet="baohaiphong", slug=self.place.slug, article_id=self.place.article_id)

    @property
    def citation_url(self) -> str | None:
        """What a reader of the text file can know: None where only the word is left."""
        return self.cited_as if self.link_sv == "text" else None

    def original_title(self, telling: int = 0) -> str:
        return self.tellings[telling].title_vi

    def original_blocks(self, telling: int = 0) -> tuple[Block, ...]:
        """Lead, then the body in document order, then the bylines that stand in the body's container."""
        told = self.tellings[telling]
        body = (Block(type=passage.type, text=passage.vi) for passage in told.body)
        bylines = (Block(type="byline", text=text) for text in self._bylines())
        return (Block(type="lead", text=told.lead_vi), *body, *bylines)

    def _bylines(self) -> tuple[str, ...]:
        """Only nhandan.vn has the author in there; baoquocte.vn signs below the container altogether."""
        inside = {"baoquocte": (), "nhandan": (self.agency, self.author)}
        return tuple(text for text in inside.get(self.place.outlet, (self.agency,)) if text)

    def rendered_texts(self, telling: int = 0) -> tuple[str, ...]:
        """The Swedish article's paragraphs as its text file holds them, without title and lead."""
        texts: list[str] = []
        for passage in self.tellings[telling].body:
            if passage.sv is None or (self.shape == "body" and passage.type == "caption"):
                continue
            if passage.joins:
                texts[-1] += " " + passage.sv
            else:
                texts.append(passage.sv)
        return tuple(texts)
