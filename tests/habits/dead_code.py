"""Looks for dead code with vulture, told which names KV and data files use: `python -m tests.habits.dead_code`."""

import re
import subprocess
import sys
import tempfile
from keyword import iskeyword
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("hall", "server", "kiosk", "display", "printer", "demo")
IGNORED_NAMES = "on_*,__pydantic_config__,upgrade,downgrade,down_revision,branch_labels,depends_on"
IGNORED_DECORATORS = "@router.*,@app.*,@pages.*,@api.*,@*.get,@*.post,@*.delete,@*.exception_handler,@property"


def main() -> int:
    """Run vulture at 60 % over the programs; its exit code is ours."""
    names = sorted(set(re.findall(r"[A-Za-z_]\w*", "".join(_kv_texts()))) | set(_data_words()))
    reviewed = (Path(__file__).parent / "dead_code_allowed.txt").read_text(encoding="utf-8").splitlines()
    allowed = [line.split("#")[0].strip() for line in reviewed]
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as used:
        used.writelines(f"_.{name}\n" for name in [*names, *allowed] if name and not iskeyword(name))
        used.flush()
        command = [sys.executable, "-m", "vulture", *PACKAGES, used.name, "--min-confidence", "60"]
        command += ["--ignore-names", IGNORED_NAMES, "--ignore-decorators", IGNORED_DECORATORS]
        return subprocess.call(command, cwd=ROOT)


def _kv_texts() -> list[str]:
    keywords = {"import", "if", "else", "not", "and", "or", "in", "for", "is", "None", "True", "False", "lambda"}
    texts = [file.read_text(encoding="utf-8") for package in PACKAGES for file in (ROOT / package).rglob("*.kv")]
    return [re.sub(rf"\b({'|'.join(keywords)})\b", " ", text) for text in texts]


def _data_words() -> list[str]:
    """Return the words of data files and pages, and the enum members whose values they may be."""
    files = [*(ROOT / "assets").rglob("*.toml"), *(ROOT / "server" / "web").rglob("*.html")]
    files += (ROOT / "server" / "web" / "static").rglob("*.js")
    words = {word for file in files for word in re.findall(r"[a-z_]{3,}", file.read_text(encoding="utf-8"))}
    return [*words, *(word.upper() for word in words)]


if __name__ == "__main__":
    sys.exit(main())
