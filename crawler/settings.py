"""Every Scrapy setting, and the only reader of environment variables.

Settings that Källa adds start with KALLA_ and stand in docs/settings.md.
"""

import os

from archive.http1.coding import ACCEPTED_CODINGS
from archive.http1.statuses import PASSING

BOT_NAME = "kalla"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"
ADDONS = {"crawler.derived_settings.DerivedSettings": 0}  # USER_AGENT and DOWNLOAD_SLOTS

# The collection (docs/settings.md)
KALLA_COLLECTION = os.environ.get("KALLA_COLLECTION", "collection")
KALLA_CATALOG = os.environ.get("KALLA_CATALOG")
KALLA_CONTACT = os.environ.get("KALLA_CONTACT", "")
KALLA_MEMENTO = os.environ.get("KALLA_MEMENTO", "https://web.archive.org")
KALLA_PRIVATE_ADDRESSES = False
KALLA_EXTRACTION_SECONDS = 20
KALLA_REFETCHES_PER_HOST = 500
KALLA_CLOCK_OFFSET = 0  # seconds; for tests that live through a month

ROBOTSTXT_USER_AGENT = "Kalla"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,sv;q=0.8,en;q=0.5",
    "Accept-Encoding": ACCEPTED_CODINGS,
}

# Politeness: one request at a time a host; each outlet's own delay from its file
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 4  # of one page: it gives one, and Scrapy starts so many tasks for each page
SCHEDULER_PRIORITY_QUEUE = "crawler.capture.host_queue.HostQueue"
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.25
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_FAIL_ON_DATALOSS = False  # what came of a cut page is kept, and shown
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
RETRY_TIMES = 2
RETRY_HTTP_CODES = sorted(PASSING)
REDIRECT_MAX_TIMES = 10

# Capture: our handler keeps the bytes and decodes them itself; no other scheme is ever fetched
DOWNLOAD_HANDLERS = {
    "http": "crawler.capture.handler.CapturingDownloadHandler",
    "https": "crawler.capture.handler.CapturingDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
COMPRESSION_ENABLED = False
HTTPERROR_ALLOW_ALL = True  # a 404 is evidence
HTTPCACHE_ENABLED = False  # a cached page is not a capture
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.capture.allowed_hosts.AllowedHostsMiddleware": 50,
    "crawler.capture.robots.RobotsMiddleware": 100,
    "crawler.capture.holding.HoldingMiddleware": 560,  # sees an answer before those that ask again
    "crawler.capture.redirects.LocationMiddleware": 555,
}
ITEM_PIPELINES = {"crawler.pipelines.DerivePipeline": 300}
EXTENSIONS = {"crawler.capture.recording.RecordingExtension": 0, "crawler.progress.Progress": 500}

# Nothing that sets cookies in request records, follows a page's own wishes, or opens a port that runs code
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOGSTATS_INTERVAL = 60.0
