"""The originals of one outlet: baoquocte."""

from crawler.spiders.originals import OriginalsSpider


class BaoquocteSpider(OriginalsSpider):
    name = "baoquocte"
    outlet = "baoquocte"
