"""Lines of Chinese mixed with Latin break where a reader expects it."""

from hypothesis import given
from hypothesis import strategies as st

from hall.line_break import NO_END, NO_START, balance_lines, break_lines


def units(run: str) -> float:
    return sum(1.0 if ord(character) > 0x2E80 else 0.5 for character in run)


def test_chinese_breaks_between_any_two_characters() -> None:
    assert break_lines("社会保险登记", 4, units) == ["社会保险", "登记"]


def test_a_closing_mark_never_starts_a_line() -> None:
    assert break_lines("请到二楼，五号窗口", 4, units) == ["请到二", "楼，五号", "窗口"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert break_lines("三个字（四）", 4, units) == ["三个字", "（四）"]


def test_times_and_words_stay_whole() -> None:
    assert break_lines("上午 09:00 开门", 3, units) == ["上午", "09:00", "开门"]
    assert break_lines("What can we help", 4, units) == ["What can", "we help"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert break_lines("abcdefgh", 2, units) == ["abcd", "efgh"]


def test_no_single_character_stands_alone_on_the_last_line() -> None:
    assert break_lines("开放后按号叫您，急事请问导办台。", 14, units) == ["开放后按号叫您，急事请问", "导办台。"]
    assert break_lines("After that: Floor 2, Window 2.", 14, units) == ["After that: Floor 2,", "Window 2."]
    assert break_lines("到 5 号窗口，再到 6 号", 10, units) == ["到 5 号窗口，再", "到 6 号"]


def test_a_short_line_gives_nothing_to_the_last() -> None:
    assert break_lines("办完再来。", 4, units) == ["办完再", "来。"]


def test_own_newlines_are_kept() -> None:
    assert break_lines("一\n\n二", 4, units) == ["一", "", "二"]


@given(st.text(alphabet="社会ab 1，。（）:.", max_size=40), st.integers(min_value=2, max_value=12))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, units)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(units(line) <= width for line in lines)


def test_the_mark_sets_do_not_overlap() -> None:
    assert not NO_START & NO_END


def test_balanced_lines_are_as_many_and_nearly_even() -> None:
    text = "今天的号已经发完。请到导办台，工作人员会帮您安排。"

    lines = balance_lines(text, 23, len)

    assert len(lines) == len(break_lines(text, 23, len)) == 2
    assert lines == ["今天的号已经发完。请到导办台，", "工作人员会帮您安排。"]


def test_balanced_lines_end_at_a_pause_only_where_that_leaves_them_even() -> None:
    lines = balance_lines("好，请把您的身份证放在读卡区等绿灯亮起", 12, len)

    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2


def test_lines_that_were_broken_on_purpose_stay_so() -> None:
    assert balance_lines("请稍候\nOne moment, please", 18, len) == ["请稍候", "One moment, please"]


def test_a_single_line_has_nothing_to_balance() -> None:
    assert balance_lines("请稍候", 10, len) == ["请稍候"]


def test_no_word_is_cut_to_make_lines_even() -> None:
    assert balance_lines("Temporary relief", 12, len) == ["Temporary", "relief"]


def test_a_day_of_the_week_stays_whole() -> None:
    assert break_lines("25 日 星期三 开门", 4, units) == ["25 日", "星期三", "开门"]
