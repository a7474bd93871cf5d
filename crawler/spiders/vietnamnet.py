"""The originals of one outlet: vietnamnet."""

from crawler.spiders.originals import OriginalsSpider


class VietnamnetSpider(OriginalsSpider):
    name = "vietnamnet"
    outlet = "vietnamnet"
