"""What people read of the rules is made from the rules."""

from pathlib import Path

import pytest

from hall.language import load_languages
from hall.rule_text import missed_call_text
from hall.rules import Rules

LANGUAGES = load_languages(Path(__file__).resolve().parents[2] / "assets" / "languages")


@pytest.mark.parametrize(("grace_s", "zh", "en"), [(60, "1 分钟", "1 minute more"), (90, "90 秒", "90 seconds more")])
def test_the_grace_is_told_as_people_say_it(grace_s: int, zh: str, en: str) -> None:
    rules = Rules(overdue_min_calls=2, overdue_grace_s=grace_s)

    assert zh in missed_call_text(rules, LANGUAGES["zh"])
    assert en in missed_call_text(rules, LANGUAGES["en"])


def test_the_number_of_calls_is_the_engines_own() -> None:
    assert "叫满 4 次" in missed_call_text(Rules(overdue_min_calls=4), LANGUAGES["zh"])
