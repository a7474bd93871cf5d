"""HTTP/1.x messages as bytes: pure functions over what was received, tolerant of what servers send."""
