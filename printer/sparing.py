"""What a slip can do without when it would be too many bytes: long English sentences, whose Chinese stays; pure."""

from printer.blocks import Block, Line

SENTENCE_LETTERS = 30
"""English from this length on is a sentence, whose Chinese stands before it, and not a name."""


def without_longest_sentence(blocks: tuple[Block, ...]) -> tuple[Block, ...] | None:
    """Return a slip without its longest English sentence, None where there is none any more."""
    english = [block for block in blocks if isinstance(block, Line) and block.language == "en" and not block.is_kept]
    longest = max(english, key=_count_letters, default=None)
    if longest is None or _count_letters(longest) < SENTENCE_LETTERS:
        return None
    return tuple(block for block in blocks if block is not longest)


def _count_letters(line: Line) -> int:
    return sum(len(run.text) for column in line.columns for run in column.runs)
