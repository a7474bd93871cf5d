"""All outlets' sites, by host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites import baoquocte, nhandan, onecms, vietnamnet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sampleweb.sites.site import Site

OUTLET_SITES: Mapping[str, Site] = {
    site.host: site
    for site in (
        baoquocte.SITE,
        vietnamnet.SITE,
        nhandan.SITE,
        onecms.HAIDUONG,
        onecms.HAIPHONG,
        onecms.LACGIANG,
    )
}
