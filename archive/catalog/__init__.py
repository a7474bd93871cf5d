"""The catalog: an index of the WARC files, on any database SQLAlchemy speaks to.

Everything in it but the leases can be made again from the WARCs. Queries are named by what they return and
take a Connection.
"""
