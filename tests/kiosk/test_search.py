"""How what is typed is matched and ranked; what people of the sample hall type is in test_everyday_queries."""

from dataclasses import replace

import pytest

from hall.places import Directory, MatterToday, SearchKeys, Text
from kiosk.search import SearchIndex
from kiosk.search_entries import Found, Kind, OwnPage
from kiosk.search_query import StopWords
from tests.fakes.small_hall import make_directory

STOP_WORDS = StopWords(["我要", "的", "怎么办"], ["i", "want to", "the", "my"], common=["登记", "licence"])


@pytest.fixture
def directory() -> Directory:
    return replace(make_directory(), department_keys={"social": SearchKeys(readings=("she bao ju",))})


def find(directory: Directory, typed: str, *, limit: int = 5, prefers_english: bool = False) -> list[str]:
    index = SearchIndex(directory)
    found = index.find(STOP_WORDS.read(typed), limit=limit, prefers_english=prefers_english)
    return [each.found_id for each in found]


def with_english(directory: Directory, **words: tuple[str, ...]) -> Directory:
    return replace(directory, matters=tuple(_with_english(today, words) for today in directory.matters))


def _with_english(today: MatterToday, words: dict[str, tuple[str, ...]]) -> MatterToday:
    matter_id = today.matter.matter_id
    return replace(today, matter=replace(today.matter, also_en=words.get(matter_id, ())))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("h", "marry"),
        ("hydj", "marry"),
        ("HUNYIN", "marry"),
        ("hun yin", "marry"),
        ("hunydj", "marry"),
        ("婚姻", "marry"),
        ("婚y", "marry"),
        ("社保", "insure"),
        ("yyzz", "licence"),
        ("business", "licence"),
        ("lic", "licence"),
        ("fell lic", "timber"),
        ("zhizhao", "licence"),
    ],
)
def test_characters_initials_full_pinyin_and_english_words_find_a_matter(
    directory: Directory, query: str, first: str
) -> None:
    assert find(directory, query)[0] == first


@pytest.mark.parametrize(
    "query",
    ["hunyindenji", "hunyingdengji", "funyindengji", "hunyindegnji", "hunyindengjii", "hunyndengji", "hunyinbengji"],
)
def test_one_slip_or_a_sound_that_is_not_told_apart_still_finds(directory: Directory, query: str) -> None:
    assert find(directory, query)[0] == "marry"


@pytest.mark.parametrize("query", ["marrage", "marriaga", "mariage registration", "marraige", "Marriages"])
def test_english_forgives_a_slip_and_knows_other_forms_of_a_word(directory: Directory, query: str) -> None:
    assert find(directory, query, prefers_english=True)[0] == "marry"


def test_words_that_tell_nothing_are_passed_over(directory: Directory) -> None:
    assert find(directory, "我要婚姻登记怎么办")[0] == "marry"
    assert find(directory, "I want to fell the timber", prefers_english=True)[0] == "timber"


def test_who_types_only_words_that_tell_nothing_is_taken_at_their_word(directory: Directory) -> None:
    named = with_english(directory, marry=("I want",))

    assert find(named, "i want", prefers_english=True) == ["marry"]


def test_of_several_words_the_most_that_fit_are_found_and_never_nothing(directory: Directory) -> None:
    named = with_english(directory, insure=("pension stopped",), subsidy=("pension for the old",))

    assert find(named, "my pension was cut off", prefers_english=True)[:2] == ["insure", "subsidy"]
    assert find(named, "pension stopped", prefers_english=True)[0] == "insure"


def test_a_sentence_without_spaces_is_found_by_the_pairs_it_shares(directory: Directory) -> None:
    assert find(directory, "在这里登记结婚姻缘")[0] == "marry"
    assert find(directory, "dengjihunyin")[0] == "marry"


def test_what_shares_only_words_that_many_have_is_not_found(directory: Directory) -> None:
    assert find(directory, "船舶登记") == []
    assert find(directory, "登记") != []
    assert find(directory, "fishing licence", prefers_english=True) == []


def test_a_single_character_of_a_word_is_not_enough(directory: Directory) -> None:
    assert find(directory, "婚纱") == []
    assert find(directory, "纱 婚")[0] == "marry"


def test_half_of_the_syllables_are_not_enough(directory: Directory) -> None:
    assert find(directory, "hunyinpipa") == []


def test_nothing_looser_is_added_to_what_is_called_just_so(directory: Directory) -> None:
    named = with_english(directory, insure=("timbre",), timber=("timber",))

    assert find(named, "timber", prefers_english=True) == ["timber"]
    assert find(named, "timbor", prefers_english=True) == ["timber"]


def test_a_slip_in_a_whole_word_goes_before_one_in_a_beginning(directory: Directory) -> None:
    named = with_english(directory, insure=("pension",), subsidy=("personnel",))

    assert find(named, "penson", prefers_english=True) == ["insure"]
    assert find(named, "persom", prefers_english=True) == ["subsidy"]


def test_a_short_slip_keeps_the_first_letter_and_readers_of_english_slip_in_english(directory: Directory) -> None:
    assert find(directory, "lunyin") == []
    assert find(directory, "hunyni")[0] == "marry"
    assert find(directory, "hunyni", prefers_english=True) == []


def test_nothing_typed_finds_nothing(directory: Directory) -> None:
    assert find(directory, "  ") == []


def test_what_fits_nothing_finds_nothing(directory: Directory) -> None:
    assert find(directory, "qqq") == []


def test_the_first_letter_already_finds(directory: Directory) -> None:
    assert find(directory, "s")[:2] == ["insure", "social"]


def test_a_department_is_found_beside_its_matters(directory: Directory) -> None:
    found = SearchIndex(directory).find(STOP_WORDS.read("sb"), limit=5)

    assert Found(kind=Kind.DEPARTMENT, found_id="social") in found


def test_the_own_name_goes_before_an_everyday_word(directory: Directory) -> None:
    found = with_english(directory, insure=("timber insurance",))

    assert find(found, "timber", prefers_english=True) == ["timber", "insure"]


def test_whole_goes_before_start_before_word_before_what_only_begins_so(directory: Directory) -> None:
    named = with_english(
        directory,
        subsidy=("old tree",),
        timber=("tree",),
        licence=("treehouse of commerce",),
        marry=("tree of life",),
    )

    assert find(named, "tree", prefers_english=True) == ["timber", "marry", "subsidy", "licence"]


def test_what_is_asked_for_most_goes_first_among_equals(directory: Directory) -> None:
    named = with_english(directory, subsidy=("help",), well=("help",), licence=("help",))
    asked_for = replace(named, hall=replace(named.hall, featured=("well",)))

    assert find(named, "help", prefers_english=True)[0] == "licence"
    assert find(asked_for, "help", prefers_english=True)[0] == "well"


def test_readers_of_english_get_english_fits_first(directory: Directory) -> None:
    matters = tuple(
        replace(today, matter=replace(today.matter, name=Text(zh=today.matter.name.zh, en="Help for widows")))
        if today.matter.matter_id == "subsidy"
        else today
        for today in directory.matters
    )
    named = replace(directory, matters=matters)

    assert find(named, "h")[0] == "marry"
    assert find(named, "h", prefers_english=True)[0] == "subsidy"


def test_a_rarer_reading_finds_when_the_usual_one_finds_little(directory: Directory) -> None:
    assert find(directory, "shekuai")[0] == "insure"


def test_what_was_not_found_by_its_name_says_by_which_words(directory: Directory) -> None:
    named = with_english(directory, marry=("wedding papers",), insure=("my pension has stopped",))

    def list_why(typed: str) -> list[tuple[str, str]]:
        asked = STOP_WORDS.read(typed)
        found = SearchIndex(named).find(asked, limit=1, prefers_english=typed.isascii())
        return [(each.found_id, each.why) for each in found]

    assert list_why("marriage") == [("marry", "")]
    assert list_why("婚姻") == [("marry", "")]
    assert list_why("wedding") == [("marry", "wedding papers")]
    assert list_why("why has the pension money stopped") == [("insure", "my pension has stopped")]


def test_a_word_that_is_part_of_the_name_is_not_told_besides(directory: Directory) -> None:
    named = with_english(directory, timber=("timber",))
    asked = STOP_WORDS.read("timber")

    (found,) = SearchIndex(named).find(asked, limit=1, prefers_english=True)

    assert (found.found_id, found.why) == ("timber", "")


def test_a_page_of_the_kiosk_is_found_as_matters_are(directory: Directory) -> None:
    page = OwnPage(
        page_id="number",
        chinese=[("我的号", "wo de hao"), ("过号", "guo hao")],
        english=["My number", "missed my call"],
    )
    index = SearchIndex(directory, pages=[page])

    for typed in ("过号", "guohao", "gh", "missed my call"):
        (found, *_) = index.find(STOP_WORDS.read(typed), limit=3, prefers_english=" " in typed)
        assert (found.kind, found.found_id) == (Kind.PAGE, "number")


def test_no_more_than_asked_for(directory: Directory) -> None:
    assert len(find(directory, "l", limit=1)) == 1
