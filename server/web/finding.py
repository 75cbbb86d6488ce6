"""What staff may type to find a matter, a queue or a window on their pages. Pure; console/pick.js and the desk look."""

from collections.abc import Iterable, Mapping

from hall.language import Language
from hall.places import Directory, MatterToday, Queue, SearchKeys, Window

NO_KEYS = SearchKeys(readings=())


def find_words(words: Iterable[str], keys: SearchKeys) -> str:
    """Return the words by which somebody may look: as they are written, in pinyin and by its initials."""
    told = list(words)
    for reading in keys.readings:
        usual = [syllable.partition("/")[0] for syllable in reading.split()]
        told += ["".join(usual), "".join(syllable[:1] for syllable in usual)]
    return " ".join(told).lower()


def matter_to_find(today: MatterToday, language: Language) -> dict[str, object]:
    """Return a matter as a page looks for it."""
    matter = today.matter
    return {
        "id": matter.matter_id,
        "name": language.of(matter.name),
        "queue": today.handling.queue,
        "find": find_words((matter.name.zh, matter.name.en, *matter.also, *matter.also_en), today.keys),
    }


def queues_to_find(directory: Directory, language: Language) -> list[dict[str, object]]:
    """Return the hall's queues, each with the windows that serve it."""
    return [_queue(queue, directory, language) for queue in directory.queues]


def windows_to_find(directory: Directory, language: Language) -> list[dict[str, object]]:
    """Return the hall's windows, each with the queues that it serves."""
    queues = {queue.queue_id: queue for queue in directory.queues}
    return [_window(window, queues, directory, language) for window in directory.windows]


def window_name(window_id: str, language: Language) -> str:
    """Return what a window is called by its number."""
    return language.text("console.page.numbered", window=window_id)


def _window_names(window_ids: list[str], language: Language) -> str:
    if len(window_ids) < 2:
        return window_name(window_ids[0], language) if window_ids else ""
    windows = language.text("console.page.joint").join(window_ids)
    return language.text("console.page.numbered_many", windows=windows)


def _queue(queue: Queue, directory: Directory, language: Language) -> dict[str, object]:
    keys = directory.queue_keys.get(queue.queue_id, NO_KEYS)
    served_at = [window for window in directory.windows if queue.queue_id in window.queues]
    floors = {floor.floor_id: floor for floor in directory.floors}
    joint = language.text("console.page.joint")
    return {
        "id": queue.queue_id,
        "name": language.of(queue.name),
        "windows": _window_names([window.window_id for window in served_at], language),
        "floor": joint.join(dict.fromkeys(language.of(floors[window.floor].name) for window in served_at)),
        "find": find_words((queue.name.zh, queue.name.en), keys),
    }


def _window(window: Window, queues: Mapping[str, Queue], directory: Directory, language: Language) -> dict[str, object]:
    keys = directory.window_keys.get(window.window_id, NO_KEYS)
    served = [queues[queue_id].name for queue_id in window.queues]
    own = () if window.name is None else (window.name.zh, window.name.en)
    readings = tuple(
        reading for queue_id in window.queues for reading in directory.queue_keys.get(queue_id, NO_KEYS).readings
    )
    words = (*own, *(word for name in served for word in (name.zh, name.en)))
    name = window_name(window.window_id, language)
    return {
        "id": window.window_id,
        "name": name if window.name is None else f"{name} {language.of(window.name)}",
        "queues": language.text("console.page.joint").join(language.of(name) for name in served),
        "find": find_words(words, SearchKeys(readings=(*keys.readings, *readings))),
    }
