"""The version of all programs, as `pyproject.toml` has it."""

VERSION = "0.1.0"
