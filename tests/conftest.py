"""What holds for all tests."""

from hypothesis import settings

# A busy machine is not a failure; no test measures time.
settings.register_profile("kalla", deadline=None, max_examples=60)
settings.load_profile("kalla")
