"""The ready reasons that staff choose from: kept in the words of the record, read in the reader's. Pure."""

from collections.abc import Collection

from hall.language import Language


def reasons_under(
    prefix: str, language: Language, chinese: Language, *, but: Collection[str] = ()
) -> list[dict[str, str]]:
    """Return the reasons of a section of the texts, in their order: `value` is what the record keeps, Chinese.

    Whoever gave it, in whatever language, everybody reads it in theirs: pages find the `label` by the `value`.
    """
    names = [key.removeprefix(prefix) for key in language.texts if key.startswith(prefix)]
    return [
        {"value": chinese.text(prefix + name), "label": language.text(prefix + name)}
        for name in names
        if name not in but
    ]
