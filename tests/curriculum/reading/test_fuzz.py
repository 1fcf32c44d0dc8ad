"""Whatever is in the files, only content errors come out, soon, and without much memory."""

import resource
import time
from itertools import count
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from curriculum.content.documents import decode
from curriculum.content.errors import ContentError
from curriculum.content.explain import read_sheet
from curriculum.content.reading import read_catalog
from curriculum.content.schemas import ConceptsFile, PhaseFile, ResourcesFile, RetiredFile, RoadmapFile
from curriculum.content.yaml_source import parse
from tests.curriculum.reading.example import AT, FILES, write
from tests.curriculum.reading.mutations import mutated, one_mutated
from tests.curriculum.reading.test_hostile_markdown import RENDERER, Harm

SECONDS = 1
MEMORY = 256 * 1024 * 1024

MODELS: dict[str, type[BaseModel]] = {
    "concepts.yaml": ConceptsFile,
    "resources.yaml": ResourcesFile,
    "retired.yaml": RetiredFile,
    "roadmap.yaml": RoadmapFile,
}

places = count()


def check(folder: Path, files: dict[str, str | bytes]) -> float:
    """Read the files, and return the processor's seconds that it took."""
    content = write(folder, files)
    started = time.process_time()
    reading = read_catalog(content, at=AT)
    seconds = time.process_time() - started
    assert (reading.catalog is None) == bool(reading.errors)
    for error in reading.errors:
        assert isinstance(error, ContentError)
        assert error.line > 0
        assert error.column > 0
        assert str(error).encode()
    if reading.catalog:
        for roadmap in reading.catalog.roadmaps:
            for html in (roadmap.summary, *(phase.prose for phase in roadmap.phases)):
                assert Harm(html).found == []
    return seconds


@pytest.mark.parametrize("seed", range(100))
def test_files_gone_wrong_give_content_errors(tmp_path, seed):
    assert check(tmp_path, mutated(Random(seed))) < SECONDS


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(sorted(FILES)), content=st.one_of(st.binary(max_size=2_000), st.text(max_size=2_000))
)
def test_noise_gives_content_errors(tmp_path, path, content):
    noise = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")

    assert check(tmp_path / str(next(places)), FILES | {path: noise}) < SECONDS


@pytest.mark.parametrize(
    "line",
    [
        "- {{id: a{number}, title: T, needs: [b{number}]}}\n",
        "- {{id: a{number}, title: T, about: [b{number}]}}\n",
        "- {{id: a{number}, title: T, resources: [b{number}]}}\n",
        "- {{id: a{number}, title: T, was: [b{number}/c]}}\n",
    ],
)
def test_thousands_of_names_that_nobody_knows_are_told_soon(tmp_path, line):
    """To guess what was meant by one takes a look at all."""
    topics = "".join(line.format(number=number) for number in range(5_000))
    files = FILES | {"roadmaps/web/phases/basics.yaml": f"id: basics\ntitle: Basics\ntopics:\n{topics}"}

    assert check(tmp_path, files) < SECONDS


@pytest.mark.full
def test_a_hundred_thousand_inputs_stay_within_a_second_and_256_mib(tmp_path):
    """One process reads them all, and may never hold more than the limit over what it began with.

    An input is a file gone wrong; every fiftieth is a whole folder.
    """
    before, slowest = _peak(), 0.0
    for seed in range(100_000):
        random = Random(seed)
        started = time.process_time()
        if seed % 50:
            _read_one(*one_mutated(random))
            seconds = time.process_time() - started
        else:
            seconds = check(tmp_path / str(seed), mutated(random))
            rmtree(tmp_path / str(seed))
        assert seconds < SECONDS, seed
        slowest = max(slowest, seconds)
    print(f"\n100,000 inputs, the slowest {slowest * 1000:.0f} ms, {(_peak() - before) >> 20} MiB more")  # noqa: T201

    assert _peak() - before < MEMORY


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _read_one(path: str, content: bytes) -> None:
    """Do with one file what the reading does with it."""
    text, error = decode(path, content)
    if text is None:
        assert isinstance(error, ContentError)
    elif path.endswith(".md"):
        assert Harm(RENDERER.prose(path, text)[0]).found == []
    else:
        source, errors = parse(path, text)
        assert source is not None or errors
        if source is not None:
            read_sheet(MODELS.get(path.rsplit("/", 1)[-1], PhaseFile), source)
