"""One act of the hall in each file: read, ask the rule, write, record the event."""
