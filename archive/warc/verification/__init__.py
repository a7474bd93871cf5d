"""Proof that an archive is whole: each module is one kind of check, and none stops at the first fault."""
