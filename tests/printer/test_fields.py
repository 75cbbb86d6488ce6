from hypothesis import given
from hypothesis import strategies as st

from hall.language import load_languages
from hall.places import Text
from printer.fields import clean_text, list_fields, read_fields
from tests.printer.machines import ASSETS
from tests.printer.slips import make_slip

LANGUAGES = load_languages(ASSETS / "languages")


def test_every_listed_field_has_a_value_for_every_ticket():
    bare = make_slip(zone=None, wait=None, sketch=None)

    assert read_fields(bare, LANGUAGES).keys() == list_fields(LANGUAGES)
    assert read_fields(make_slip(), LANGUAGES).keys() == list_fields(LANGUAGES)


def test_what_a_slip_does_not_have_is_empty():
    values = read_fields(make_slip(wait=None, sketch=None), LANGUAGES)

    assert [values[name] for name in ("wait.zh", "wait.en", "sketch", "priority.zh", "reprint_count")] == [""] * 5


def test_where_nobody_can_say_how_many_are_ahead_no_figure_is_printed():
    values = read_fields(make_slip(people_ahead=None, not_yet=Text(zh="早", en="early")), LANGUAGES)

    assert (values["people_ahead"], values["not_yet.zh"], values["not_yet.en"]) == ("", "早", "early")
    assert read_fields(make_slip(people_ahead=0), LANGUAGES)["people_ahead"] == "0"


def test_a_visit_of_several_matters_says_where_it_goes_on():
    then = Text(zh="然后：二楼 10 号窗口 收费", en="Then: Floor 2, Window 10, Charges")
    values = read_fields(make_slip(then=then), LANGUAGES)

    assert (values["then.zh"], values["then.en"]) == (then.zh, then.en)
    assert read_fields(make_slip(), LANGUAGES)["then.zh"] == ""


def test_the_time_is_printed_as_it_stands_in_the_hall():
    assert read_fields(make_slip(), LANGUAGES)["issued_at"] == "2026-03-02 09:45"


def test_the_tickets_own_words_name_its_figures_in_both_languages():
    values = read_fields(make_slip(people_ahead=3, reprint_count=2), LANGUAGES)

    assert "3" in values["say.people.zh"]
    assert "2" in values["say.reprint.zh"]
    assert "2" in values["say.reprint.en"]


def test_line_ends_and_lone_surrogates_become_spaces():
    assert clean_text("a\nb\tc\x00d\ud800e\u2028f") == "a b c d e f"


@given(st.text(alphabet=st.characters()))
def test_no_text_keeps_a_character_that_cannot_be_drawn(text: str):
    clean = clean_text(text)

    assert len(clean) == len(text)
    clean.encode("utf-8")
    assert not any(character < " " for character in clean)


def test_a_name_cannot_smuggle_a_control_character_onto_paper():
    values = read_fields(make_slip(matter=Text(zh="登记\x1b@\x1dV\x00", en="x")), LANGUAGES)

    assert values["matter.zh"] == "登记 @ V "
