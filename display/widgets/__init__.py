"""The parts of a display's screens."""
