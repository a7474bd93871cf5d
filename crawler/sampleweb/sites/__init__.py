"""The hosts that the sample web plays, each with its own markup and its own habits."""
