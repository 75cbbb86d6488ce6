"""Visitors who missed their call: most scan their slip again and come back through the phone's page."""

import random
from pathlib import Path

from demo.audit import read_lines
from demo.web_faces import WebFaces
from hall.client import HallClient
from printer.virtual.qr_reader import find_link

COMES_BACK = 0.7
"""The share of those who missed their call that comes back; the first always does."""


class ComingBack:
    """Knows whose call was missed by the pages that the slips lead to."""

    def __init__(self, client: HallClient, papers: Path, faces: WebFaces, *, seed: int) -> None:
        """Take a client (no credential is needed), the printer's folder, and the phone."""
        self._client, self._papers, self._faces = client, papers, faces
        self._random = random.Random(seed)
        self._urls: dict[str, str] = {}
        self._decided: set[str] = set()
        self.came_back = 0

    def look(self) -> None:
        """Have everyone whose number is overdue for the first time decide, and press the page's button or not."""
        for paper in read_lines(self._papers / "paper.jsonl"):
            url = self._url_on(str(paper["png"]))
            if not url or url in self._decided:
                continue
            if not self._client.get_visit(url.rsplit("/", 1)[-1]).may_come_back:
                continue
            self._decided.add(url)
            if self.came_back == 0 or self._random.random() < COMES_BACK:
                self._faces.come_back(url)
                self.came_back += 1

    def _url_on(self, picture: str) -> str:
        if picture not in self._urls:
            self._urls[picture] = find_link(self._papers / picture)
        return self._urls[picture]
