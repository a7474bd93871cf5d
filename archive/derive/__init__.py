"""From capture to text to pair: the one path, taken by the crawl and by `kalla derive` alike.

What is derived is a function of the records and of this program's version, so it can be made again at any
time and comes out the same.
"""
