"""Habits of the code that no ordinary tool checks."""
