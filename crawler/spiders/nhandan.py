"""The originals of one outlet: nhandan."""

from crawler.spiders.originals import OriginalsSpider


class NhandanSpider(OriginalsSpider):
    name = "nhandan"
    outlet = "nhandan"
