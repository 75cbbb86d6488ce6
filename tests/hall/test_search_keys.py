from hall.search_keys import make_search_keys


def test_words_are_found_by_initials_and_by_full_pinyin() -> None:
    keys = make_search_keys(["社会保险登记"])

    assert keys.initials[0] == "shbxdj"
    assert keys.pinyin[0] == "shehuibaoxiandengji"


def test_the_usual_reading_of_a_word_comes_first() -> None:
    assert make_search_keys(["银行"]).pinyin[0] == "yinhang"
    assert make_search_keys(["行政"]).pinyin[0] == "xingzheng"


def test_a_character_with_several_readings_is_found_by_each() -> None:
    keys = make_search_keys(["行政"])

    assert {"xz", "hz"} <= set(keys.initials)
    assert {"xingzheng", "hangzheng"} <= set(keys.pinyin)


def test_every_word_adds_its_keys_and_equal_ones_stand_once() -> None:
    keys = make_search_keys(["结婚", "领证", "结婚"])

    assert {"jh", "lz"} <= set(keys.initials)
    assert len(set(keys.initials)) == len(keys.initials)


def test_latin_letters_and_digits_are_kept_in_small_letters() -> None:
    keys = make_search_keys(["KTV办证", "4050补贴"])

    assert {"ktvbz", "4050bt"} <= set(keys.initials)
    assert "ktvbanzheng" in keys.pinyin


def test_punctuation_is_left_out() -> None:
    assert make_search_keys(["综合（企业）、“一窗”"]).initials[0] == "zhqyyc"
    assert make_search_keys(["……"]).initials == ()


def test_the_number_of_keys_grows_with_the_word_and_does_not_multiply() -> None:
    assert len(make_search_keys(["长大会行重还得都乐"]).pinyin) < 30
