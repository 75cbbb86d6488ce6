"""Yinhao's tests; `python -m tests` (or `./yinhao test`) runs them all."""
