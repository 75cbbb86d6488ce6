"""Figures for whoever watches the server, in Prometheus' text format."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BATCH_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
SECONDS_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Metrics:
    """What the server counts and times."""

    def __init__(self) -> None:
        """Begin at nought, in a registry of its own."""
        self._by_request: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "yinhao_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self.request_s = Histogram(
            "yinhao_request_seconds",
            "Time to answer a request",
            ("route",),
            buckets=SECONDS_BUCKETS,
            registry=self._registry,
        )
        self.batch = Histogram(
            "yinhao_lane_batch_acts", "Acts in one commit", buckets=BATCH_BUCKETS, registry=self._registry
        )
        self.commit_s = Histogram(
            "yinhao_lane_commit_seconds", "Time of a commit", buckets=SECONDS_BUCKETS, registry=self._registry
        )
        self.events = Counter("yinhao_events", "Events recorded", ("kind",), registry=self._registry)
        self.lane_depth = Gauge("yinhao_lane_depth", "Acts waiting for the lane", registry=self._registry)
        self.streams = Gauge("yinhao_streams", "Open streams", ("kind",), registry=self._registry)

    def note_request(self, method: str, route: str, status: int, *, seconds: float) -> None:
        """Count and time one answer."""
        kept = self._by_request.get((method, route, status))
        if kept is None:
            kept = self.requests.labels(method, route, status), self.request_s.labels(route)
            self._by_request[method, route, status] = kept
        kept[0].inc()
        kept[1].observe(seconds)

    def text(self) -> bytes:
        """Return all figures."""
        return generate_latest(self._registry)
