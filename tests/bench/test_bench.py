import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from bench.catalogue import PAGE, write_catalogue
from curriculum.catalog import ChooseGroup
from curriculum.content.reading import read_catalog
from roadmap_site.local.places import PROJECT

FIGURES = {"rps", "p50_ms", "p95_ms", "cpu_ms", "queries", "bytes", "ratio", "of"}
TIMED = {"floor_get", "floor_post", "roadmap_page", "tick", "index_page", "phase_page", "topic_page"} | {
    "today",
    "search",
}


def test_the_made_up_catalogue_has_no_mistakes(tmp_path):
    write_catalogue(tmp_path, topics=400)

    reading = read_catalog(tmp_path, at=timezone.now())

    assert reading.errors == ()


@pytest.mark.full
def test_it_has_as_many_topics_as_asked_for(tmp_path):
    write_catalogue(tmp_path, topics=400)

    first, *others = read_catalog(tmp_path, at=timezone.now()).catalog.roadmaps

    assert topics_of(first) == PAGE
    assert topics_of(first) + sum(map(topics_of, others)) == 400


@pytest.mark.full
def test_a_seed_always_makes_the_same_catalogue(tmp_path):
    one, again, other = (tmp_path / name for name in ("one", "again", "other"))

    write_catalogue(one, topics=80, seed=1)
    write_catalogue(again, topics=80, seed=1)
    write_catalogue(other, topics=80, seed=2)

    assert texts(one) == texts(again) != texts(other)


@pytest.mark.full
def test_a_short_run_reports_every_figure(tmp_path):
    report = tmp_path / "report.json"

    subprocess.run(
        [
            sys.executable,
            "-m",
            "bench",
            "--seconds=0.3",
            "--topics=100",
            "--learners=2000",
            "--cohorts=100",
            f"--report={report}",
        ],
        cwd=PROJECT,
        check=True,
    )

    rows = json.loads(report.read_text())["rows"]
    assert rows.keys() >= TIMED | {"load_read", "load_cold", "load_unchanged"}
    assert all(rows[name].keys() == FIGURES for name in TIMED)
    assert rows["roadmap_page"]["of"] == "floor_get" and rows["tick"]["of"] == "floor_post"
    assert rows["plan_reminders"]["people"] == rows["claim_reminders"]["due"] == 1000
    assert rows["send_reminders"]["ratio"] > 0
    for name in ("cohort_overview_1000", "cohort_grid_1000", "cohort_phase_1000", "cohort_learner_1000"):
        assert rows[name]["queries_10"] == rows[name]["queries_5000"] > 0
    assert rows["cohort_csv_5000"]["first_ms"] < rows["cohort_csv_5000"]["all_ms"]
    assert rows["idle_memory"]["mb"] > 0 and rows["roadmap_page_weight"]["bytes"] > 0


def topics_of(roadmap) -> int:
    items = [item for phase in roadmap.phases for item in phase.items]
    return sum(len(item.topics) if isinstance(item, ChooseGroup) else 1 for item in items)


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
