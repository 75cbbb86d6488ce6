import shutil
from array import array

import pytest

from hall.ui import synthesis
from hall.ui.synthesis import CannotSpeak, pinyin_of, read_number, synthesise


@pytest.mark.parametrize(
    ("digits", "said"),
    [("0", "零"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("105", "一百零五"), ("110", "一百一十"),
     ("1001", "一千零一"), ("012", "零一二"), ("12345", "一二三四五")],
)  # fmt: skip
def test_figures_are_read_as_people_read_them(digits: str, said: str):
    assert read_number(digits) == said


def test_characters_become_the_syllables_that_the_program_reads():
    assert pinyin_of("请到3楼，A窗口").split() == ["qing3", "dao4", "san1", "lou2", "，A", "chuang1", "kou3"]


def test_a_word_has_its_own_reading():
    assert "yin2 hang2" in pinyin_of("银行")


@pytest.mark.skipif(shutil.which(synthesis.PROGRAM) is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize(("text", "code"), [("请到三楼，十二号窗口。", "zh"), ("Please go to window twelve.", "en")])
def test_a_sentence_is_heard(text: str, code: str):
    sound = synthesise(text, code=code)

    assert 1.0 < sound.duration.total_seconds() < 8.0
    assert max(array("h", sound.samples)) > 5000


def test_without_the_program_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CannotSpeak, match="apt-get install espeak-ng"):
        synthesise("你好", code="zh")
