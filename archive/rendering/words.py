"""The words of vietnam.vn's language editions that give a page its shape.

Only the Swedish words are attested on real pages; a word of another edition that turns out wrong is
corrected here, and nowhere else. Vietnamese comes last: its words are left over in every edition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language edition.

    `source` opens the line that names the original, `photo` a picture's credit, `comments` the counter below
    the article, `agency` a byline such as "enligt VNA". `chrome` heads the lists that follow the counter;
    `menu` words do so too, but are words that an article may use as a heading. `frequent` are short words
    by which the language is recognised.
    """

    lang: str
    source: tuple[str, ...]
    photo: tuple[str, ...]
    comments: tuple[str, ...]
    agency: tuple[str, ...] = ()
    chrome: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    frequent: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EDITIONS = (
    Edition(
        lang="sv",
        source=("Källa", "Källor"),
        photo=("Foto", "Bild"),
        comments=("Kommentar", "Kommentarer"),
        agency=("enligt",),
        chrome=("I samma ämne", "I samma kategori", "Av samma författare"),
        menu=("Hem", "Arv", "Figur", "Företag", "Aktuella händelser", "Politiskt system", "Lokal", "Produkt"),
        frequent=_words("och att är på för med som av till den det inte ett har från var"),
    ),
    Edition(
        lang="en",
        source=("Source",),
        photo=("Photo", "Image"),
        comments=("Comment", "Comments"),
        agency=("according to",),
        chrome=("Same tag", "Same category", "Same author", "In the same category", "By the same author"),
        menu=(
            *("Home", "Heritage", "Figure", "Enterprise", "Business", "News", "Political System", "Local"),
            "Product",
        ),
        frequent=_words("the and of to is for with that was are this have from by not on"),
    ),
    Edition(
        lang="de",
        source=("Quelle",),
        photo=("Foto", "Bild"),
        comments=("Kommentar", "Kommentare"),
        agency=("laut", "nach"),
        frequent=_words("und der die das ist nicht mit für von zu den auf ein eine dem wurde"),
    ),
    Edition(
        lang="fr",
        source=("Source",),
        photo=("Photo",),
        comments=("Commentaire", "Commentaires"),
        agency=("selon", "d'après"),
        frequent=_words("et le les des est une dans pour que qui sur avec au du pas la"),
    ),
    Edition(
        lang="es",
        source=("Fuente",),
        photo=("Foto",),
        comments=("Comentario", "Comentarios"),
        agency=("según",),
        frequent=_words("y el los las del una por con para que es su se como más la"),
    ),
    Edition(
        lang="it",
        source=("Fonte",),
        photo=("Foto",),
        comments=("Commento", "Commenti"),
        agency=("secondo",),
        frequent=_words("e il gli della di che è per una con del non sono dei alla nel"),
    ),
    Edition(
        lang="pt",
        source=("Fonte",),
        photo=("Foto",),
        comments=("Comentário", "Comentários"),
        agency=("segundo",),
        frequent=_words("e o os da do que não uma para com em dos ao foi mais pelo"),
    ),
    Edition(
        lang="nl",
        source=("Bron",),
        photo=("Foto",),
        comments=("Reactie", "Reacties", "Opmerking", "Opmerkingen"),
        agency=("volgens",),
        frequent=_words("en het een van de is niet met voor op zijn dat aan te door werd"),
    ),
    Edition(
        lang="da",
        source=("Kilde",),
        photo=("Foto",),
        comments=("Kommentar", "Kommentarer"),
        agency=("ifølge",),
        frequent=_words("og at er på for med som af til det ikke et har fra blev den"),
    ),
    Edition(
        lang="no",
        source=("Kilde",),
        photo=("Foto", "Bilde"),
        comments=("Kommentar", "Kommentarer"),
        agency=("ifølge",),
        frequent=_words("og å er på for med som av til det ikke et har fra ble den"),
    ),
    Edition(
        lang="fi",
        source=("Lähde",),
        photo=("Kuva",),
        comments=("Kommentti", "Kommentit"),
        frequent=_words("ja on ei että oli se myös ovat kun sekä joka hän mutta kanssa"),
    ),
    Edition(
        lang="pl",
        source=("Źródło",),
        photo=("Zdjęcie", "Fot."),
        comments=("Komentarz", "Komentarze"),
        agency=("według",),
        frequent=_words("i w na się nie z do że jest to oraz dla przez od po jak"),
    ),
    Edition(
        lang="cs",
        source=("Zdroj",),
        photo=("Foto",),
        comments=("Komentář", "Komentáře"),
        agency=("podle",),
        frequent=_words("a v na se že je s z do pro by byl jako také jsou které"),
    ),
    Edition(
        lang="id",
        source=("Sumber",),
        photo=("Foto",),
        comments=("Komentar",),
        agency=("menurut",),
        frequent=_words("dan yang di untuk dengan pada dari ini dalam tidak adalah itu oleh"),
    ),
    Edition(
        lang="ru",
        source=("Источник",),
        photo=("Фото",),
        comments=("Комментарий", "Комментарии"),
        agency=("по данным",),
        frequent=_words("и в на не что с по для как из это от был к его"),
    ),
    Edition(lang="zh", source=("来源", "來源"), photo=("图片", "图", "照片"), comments=("评论", "評論")),
    Edition(lang="ja", source=("ソース", "出典"), photo=("写真",), comments=("コメント",)),
    Edition(lang="ko", source=("출처",), photo=("사진",), comments=("댓글",)),
    Edition(lang="th", source=("ที่มา",), photo=("ภาพ",), comments=("ความคิดเห็น",)),
    Edition(lang="ar", source=("المصدر",), photo=("الصورة",), comments=("تعليق", "تعليقات")),
    Edition(
        lang="vi",
        source=("Nguồn",),
        photo=("Ảnh",),
        comments=("Bình luận",),
        agency=("theo",),
        chrome=("Cùng chủ đề", "Cùng chuyên mục", "Cùng tác giả"),
        menu=(
            "Trang chủ",
            "Di sản",
            "Nhân vật",
            "Doanh nghiệp",
            "Thời sự",
            "Hệ thống Chính trị",
            "Địa phương",
            "Sản phẩm",
        ),
    ),
)
SWEDISH, VIETNAMESE = EDITIONS[0], EDITIONS[-1]
# Stands above every edition's pages, never translated.
SITE_NAME, SITE_MOTTO = "Vietnam.vn", "Nền tảng quảng bá Việt Nam"
# English in every edition: what an empty list of related stories says.
EMPTY_LIST = "No data"


def edition_named(lang: str) -> Edition:
    """The edition of a language; of an unknown one, an edition that has the Swedish words."""
    for edition in EDITIONS:
        if edition.lang == lang:
            return edition
    return replace(SWEDISH, lang=lang)
