from hall.search_keys import make_search_keys


def read(word: str) -> str:
    return make_search_keys([word]).readings[0]


def test_every_character_has_its_syllable() -> None:
    assert read("养老金") == "yang lao jin"


def test_the_usual_reading_in_a_word_comes_first() -> None:
    assert read("银行").split()[1].startswith("hang/")
    assert read("行政").split()[0].startswith("xing/")


def test_a_character_with_several_readings_has_each_once() -> None:
    syllables = read("行政").split()[0].split("/")

    assert {"xing", "hang"} <= set(syllables)
    assert len(set(syllables)) == len(syllables)


def test_a_reading_that_no_word_has_any_more_is_left_out() -> None:
    assert read("拆迁") == "chai qian"
    assert read("纳税") == "na shui"


def test_every_word_has_its_reading_in_its_place() -> None:
    keys = make_search_keys(["结婚", "领证", "结婚"])

    assert len(keys.readings) == 3
    assert keys.readings[0] == keys.readings[2] != keys.readings[1]


def test_latin_letters_and_digits_are_kept_in_small_letters() -> None:
    assert read("KTV办证") == "k t v ban zheng"
    assert read("4050补贴").startswith("4 0 5 0 bu")


def test_punctuation_is_left_out() -> None:
    assert len(read("综合（企业）、“一窗”").split()) == 6
    assert read("……") == ""
