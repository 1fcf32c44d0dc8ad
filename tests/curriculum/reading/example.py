"""A small content folder that is right; each test breaks one thing in it."""

from datetime import UTC, datetime
from pathlib import Path

from curriculum.content.reading import Reading, read_catalog

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)  # 20 November everywhere

CONCEPTS = """\
concepts:
  - {id: sql, title: SQL, summary: Asking a database.}
  - id: caching
    title: Caching
retired:
  - {id: xml, on: 2026-01-02, why: Nobody asks., replaced_by: sql}
"""

RESOURCES = """\
resources:
  - id: handbook
    kind: book
    title: The handbook
    url: https://example.org/handbook
  - {id: forum, kind: community, title: The forum}
"""

RETIRED = """\
- id: old-web
  on: 2026-01-02
  why: It grew too old.
  replaced_by: web
"""

WEB = """\
id: web
slug: the-web
title: The web
tagline: From a request to a page.
duration: {unit: months, from: 2, to: 4}
facts: [{label: Pages, value: 40}]
layers:
  - {id: ground, title: Ground}
  - {id: upper, title: Upper, prose: upper.md}
phases: [basics, data]
outcomes: [Say what `GET` does.]
routine:
  - {id: daily, title: Read a page}
skill_map:
  - when: months 1-2
    items: [{title: HTTP, topics: [http]}]
resources: [handbook]
related: [{title: A site, url: https://example.org/}]
next: [queues]
retired:
  - id: soap
    on: 2026-01-02
    why: Nobody asks for it.
    replaced_by: rest
"""

BASICS = """\
id: basics
title: Basics
number: 1
layer: ground
level: beginner
effort: {unit: weeks, from: 1, to: 2}
topics:
  - id: http
    title: HTTP
    summary: What a *request* is.
    resources: [handbook]
  - id: rest
    title: REST
    needs: [http]
    was: [rpc]
    credit: all
milestones:
  - id: first-page
    title: A first page
    brief: Serve a page.
"""

DATA = """\
id: data
title: Data
layer: upper
optional: true
when: {unit: weeks, from: 2, to: 4, note: ongoing}
topics:
  - id: sql
    title: SQL
    concept: sql
    about: [caching]
    needs: [http]
  - choose: 1
    id: orm
    title: Pick one
    from:
      - {id: alchemy, title: SQLAlchemy, needs: [sql]}
      - {id: prisma, title: Prisma, needs: [sql]}
resources:
  - {kind: course, title: A course, url: https://example.org/course, note: The first half.}
"""

QUEUES = """\
id: queues
title: Queues
phases: [start]
"""

BASICS_PROSE = """\
Some prose.

See [the site](https://example.org/).

## How it is done

1. Begin.
2. Go on with `code`, *soft* and **loud**.

    - Inside.

> [!TIP] Look here
> First.
>
> Second.

> [!PATTERN] One
> Its words.

> [!PATTERN] Two
> Its words.

| Name | Price |
|------|------:|
| `a`  | 1     |

```sql
SELECT 1;
```
"""

START = """\
id: start
title: Start
topics:
  - {id: sql, title: SQL, concept: sql, was: [web/tables]}
"""

FILES = {
    "concepts.yaml": CONCEPTS,
    "resources.yaml": RESOURCES,
    "retired.yaml": RETIRED,
    "roadmaps/web/roadmap.yaml": WEB,
    "roadmaps/web/summary.md": "About the *web*.\n",
    "roadmaps/web/upper.md": "# The upper half\n\nWhat keeps.\n",
    "roadmaps/web/phases/basics.yaml": BASICS,
    "roadmaps/web/phases/basics.md": BASICS_PROSE,
    "roadmaps/web/phases/data.yaml": DATA,
    "roadmaps/queues/roadmap.yaml": QUEUES,
    "roadmaps/queues/phases/start.yaml": START,
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files under `folder`/content and return that."""
    content = folder / "content"
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content


def edited(path: str, old: str, new: str) -> dict[str, str | bytes]:
    """Return the example's files with one passage replaced."""
    assert FILES[path].count(old) == 1, f"{old!r} must stand once in {path}"
    return FILES | {path: FILES[path].replace(old, new)}


def read(folder: Path, files: dict[str, str | bytes]) -> Reading:
    return read_catalog(write(folder, files), at=AT)
