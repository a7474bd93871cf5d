"""The originals of one outlet: baohaiduong."""

from crawler.spiders.originals import OriginalsSpider


class BaohaiduongSpider(OriginalsSpider):
    name = "baohaiduong"
    outlet = "baohaiduong"
