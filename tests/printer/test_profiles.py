from pathlib import Path

import pytest

from hall.errors import BadSettings
from printer.errors import UnknownProfile
from printer.profiles import PROFILES_FILE, get_profile, load_profiles


def test_shipped_profiles_can_be_read_and_say_where_their_facts_come_from():
    profiles = load_profiles()

    assert {"generic-80", "generic-58", "epson-tm-t88", "xprinter-80"} <= profiles.keys()
    assert [p.name for p in profiles.values() if not p.source.startswith(("hardware", "manual", "assumed"))] == []
    assert [p.name for p in profiles.values() if p.width_dots / p.dpi * 25.4 > p.paper_mm] == []


def test_a_ticket_of_a_hundred_millimetres_takes_as_long_as_the_paper_moves():
    profile = get_profile("generic-80")

    assert profile.seconds_to_print(round(100 / 25.4 * 203)) == pytest.approx(1.0, abs=0.01)


def test_a_misspelt_profile_is_answered_with_the_nearest():
    with pytest.raises(UnknownProfile, match='did you mean "epson-tm-t88"'):
        get_profile("epson-tm-t8")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("dpi = 203", 'dpi = "fine"', r'\[generic-80\]: "dpi" should be int'),
        ("dpi = 203", "dpi = true", r'\[generic-80\]: "dpi" should be int'),
        ("dpi = 203\n", "", r'\[generic-80\]: "dpi" is missing'),
        ("dpi = 203", "dpi = 203\nspeed = 3", r'\[generic-80\]: unknown key "speed"'),
        ('confirms = "in_order"', 'confirms = "perhaps"', r"\[generic-80\]: 'perhaps' is not a valid Confirmation"),
        ("present_step_mm = 7\n", "", r'\[custom-vkp80\]: a presenter needs "present_step_mm"'),
        ("[generic-80]", "[generic-80", r"broken\.toml"),
    ],
)
def test_a_broken_profile_is_named_with_file_table_and_key(tmp_path: Path, old: str, new: str, complaint: str):
    broken = tmp_path / "broken.toml"
    broken.write_text(PROFILES_FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadSettings, match=complaint):
        load_profiles(broken)
