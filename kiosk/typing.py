"""What stands in the search field: Chinese that is chosen, and letters that are still being typed. Pure."""

import re
from dataclasses import dataclass, replace
from string import ascii_lowercase

from kiosk.pinyin_input import Candidate

_LAST_LETTERS = re.compile("[a-z ]*$")
_LAST_HAN = re.compile("[\u4e00-\u9fff]*$")

LONGEST = 40
"""As much as the field shows in one line."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The text of the field; what is typed, taken back and chosen makes another one."""

    text: str = ""

    @property
    def letters(self) -> str:
        """The letters at the end that no candidate has been chosen for."""
        return self.text[len(self.text.rstrip(ascii_lowercase)) :]

    @property
    def pinyin(self) -> str:
        """The letters after the last Chinese, without the spaces that some put between syllables."""
        return self.text[len(self._head) :].replace(" ", "")

    @property
    def chinese(self) -> str:
        """The Chinese right before those letters."""
        return _LAST_HAN.search(self._head).group()  # type: ignore[union-attr]  # it may be empty, and so always fits

    @property
    def _head(self) -> str:
        """Everything before the pinyin."""
        return _LAST_LETTERS.sub("", self.text, count=1)

    def with_letter(self, letter: str) -> "Typed":
        """Add a letter, digit or space; what is full stays as it is, and no space stands first or twice."""
        if len(self.text) >= LONGEST or (letter == " " and (not self.text or self.text.endswith(" "))):
            return self
        return replace(self, text=self.text + letter)

    def without_last(self) -> "Typed":
        """Take back what was typed last."""
        return replace(self, text=self.text[:-1])

    def with_candidate(self, candidate: Candidate, *, is_word: bool) -> "Typed":
        """Put a candidate in the place of the first letters that it stands for; `is_word`: English, a space follows."""
        if is_word:
            head = self.text[: len(self.text) - len(self.letters)]
            return replace(self, text=(head + candidate.text + self.letters[candidate.letters :] + " ")[:LONGEST])
        return replace(self, text=(self._head + candidate.text + self.pinyin[candidate.letters :])[:LONGEST])
