"""How Chinese is cut into words, which of them say the same, and what letters are read as."""

import pytest

from kiosk.search_query import StopWords
from kiosk.search_sense import Cutter, EqualWords, Sense, Spelling

COMMON = [
    ("打", "da"),
    ("工", "gong"),
    ("工商", "gong shang"),
    ("档案", "dang an"),
    ("打工", "da gong"),
    ("商", "shang"),
]
COMMON += [("公司", "gong si"), ("火车", "huo che"), ("货车", "huo che"), ("注销", "zhu xiao")]
LETTERS = {"公司": "gongsi", "企业": "qiye", "的": "de"}


def make_sense() -> Sense:
    return Sense(
        common=COMMON,
        stops=StopWords(["的"], [], common=["登记"]),
        equals=EqualWords("公司,企业"),
        equals_en=EqualWords("died,passed away"),
        spell=lambda words: LETTERS[words],
    )


def make_spelling(**of_hall: str) -> Spelling:
    sense = make_sense()
    return Spelling(sense, sense.make_cutters()[1], of_hall=of_hall)


def test_words_are_cut_as_the_commonest_allow() -> None:
    fine, _ = make_sense().make_cutters()

    assert fine.cut("打工商档案") == ("打", "工商", "档案")
    assert fine.cut("打工") == ("打工",)


def test_own_words_stay_whole_and_letters_in_a_row_are_one() -> None:
    cutter = Cutter(["公", "司"], own=["公司"])

    assert cutter.cut("公司KTV店") == ("公司", "KTV", "店")
    assert cutter.cut("") == ()


def test_each_word_of_a_group_stands_for_the_first() -> None:
    equals = EqualWords("公司, 企业; 丢,遗失;")

    assert [equals.first_of(word) for word in ("企业", "公司", "遗失", "户口")] == ["公司", "公司", "丢", "户口"]
    assert len(equals.groups) == 2


def test_several_words_are_written_as_the_one_that_says_the_same() -> None:
    equals = EqualWords("died,passed away,dead")

    assert equals.rewrite("My mother Passed away") == "my mother died"
    assert equals.rewrite("bypassed away") == "bypassed away"


def test_letters_are_read_as_the_words_of_the_hall_then_as_common_ones() -> None:
    spelling = make_spelling(注销="zhuxiao", 工伤="gongshang")

    read = spelling.list_readings("gongsizhuxiao")[0]
    assert [each.words for each in read] == [{"公司"}, {"注销"}]
    ((injury,),) = spelling.list_readings("gongshang")
    assert injury.words == {"工伤"}


def test_a_word_of_the_hall_is_unsure_where_a_much_commoner_one_sounds_so() -> None:
    common = [("火车", "huo che"), *((chr(0x4E00 + each), "x") for each in range(500)), ("货车", "huo che")]
    sense = make_sense()
    rare = Sense(common=common, stops=sense.stops, equals=sense.equals, equals_en=sense.equals_en, spell=sense.spell)

    ((truck,),) = Spelling(rare, rare.make_cutters()[1], of_hall={"货车": "huoche"}).list_readings("huoche")

    assert (truck.words, truck.is_sure) == ({"货车"}, False)


@pytest.mark.parametrize("letters", ["xqzk", "gongsix", "dagongq"])
def test_letters_that_spell_nothing_are_not_read(letters: str) -> None:
    assert make_spelling().list_readings(letters) == []


def test_single_characters_alone_are_not_read() -> None:
    assert make_spelling().list_readings("shanggong") == []


def test_letters_whose_last_word_may_go_on_have_the_words_before_it() -> None:
    begun = make_spelling().list_begun("gongsizhu")

    assert [[word.words for word in words] for words, _ in begun.readings] == [[frozenset({"公司"})]]
    assert not begun.is_over
