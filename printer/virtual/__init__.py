"""A thermal printer in software: it interprets the final bytes, draws the paper, answers, and fails on demand."""
