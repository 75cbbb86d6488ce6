import pytest

from kiosk.guidance import heard, heard_control
from tests.kiosk.words import EN, ZH


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("A012", "A 0 1 2。"),
        ("K2-001", "K 2 0 0 1。"),
        ("等候 [n]7[/n] 人 · 约 [n]12–18[/n] 分", "等候 7 人，约 12到18 分。"),
        ("前面等候 Ahead", "前面等候。"),
        ("完成（20）", "完成。"),
        ("您要办什么事？", "您要办什么事？"),
        ("What can we help you with today?", ""),
        ("“", ""),
    ],
)
def test_what_is_written_is_made_fit_to_be_heard(written: str, said: str):
    assert heard([written], ZH) == said


def test_english_leaves_the_chinese_beside_it_out():
    assert heard(["What can we help you with today?", "您要办什么事？", "7 waiting · 12–18 min"], EN) == (
        "What can we help you with today? 7 waiting, 12 to 18 min."
    )


def test_what_stands_there_twice_is_said_once():
    assert heard(["二楼", "二楼", "5 号窗口"], ZH) == "二楼。5 号窗口。"


def test_a_control_is_told_with_its_place():
    assert heard_control(["搜索"], ZH, place=1, count=12) == "搜索。第 1 项，共 12 项。"
