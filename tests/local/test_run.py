"""`make run`, from its start to its end."""

import http.cookiejar
import re
import subprocess
import time
import urllib.parse
import urllib.request

import psutil
import pytest

from tests.local.copies import eventually, kill


@pytest.fixture(scope="module")
def first(fresh):
    """The first start, and how it ended."""
    with fresh.running() as run:
        yield run


def sign_in(port: int, email: str) -> str:
    """The address to which signing in leads."""
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    address = f"http://127.0.0.1:{port}/accounts/login/"
    page = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"login": email, "password": "cairn-demo", "csrfmiddlewaretoken": token}
    with browser.open(address, urllib.parse.urlencode(form).encode()) as response:
        return response.url


def test_it_says_where_it_is_and_how_to_sign_in(first):
    assert f"Cairn is ready at http://127.0.0.1:{first.copy.port}/" in first.said
    assert "cairn-demo" in "\n".join(first.said)


def test_it_says_what_it_does_meanwhile(first):
    assert {"Starting PostgreSQL", "  Migrating the database", "  Loading content/"} <= set(first.said)


def test_commands_join_its_database(first):
    server = first.named("postgres -D")

    assert first.copy.ask("User.objects.filter(email='learner@cairn.example').count()") == "1"
    assert first.named("postgres -D") == server


def test_commands_write_links_that_lead_to_it(first):
    said = subprocess.run(
        [first.copy.python, "manage.py", "diffsettings"],
        cwd=first.copy.folder,
        env=first.copy.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout

    assert f"SITE_URL = 'http://127.0.0.1:{first.copy.port}'" in said


def test_a_command_whose_output_nobody_reads_to_its_end_ends_quietly(first):
    lines = "; ".join(["print(User.objects.first())", *["print('x' * 9999)"] * 99])
    command = [first.copy.python, "manage.py", "shell", "-v0", "-c", lines]

    with subprocess.Popen(
        command,
        cwd=first.copy.folder,
        env=first.copy.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asked:
        asked.stdout.readline()
        asked.stdout.close()
        complaints = asked.stderr.read()

    assert (asked.returncode, complaints) == (141, b"")


@pytest.mark.parametrize("person", ["learner", "mentor", "admin"])
def test_the_demo_people_can_sign_in(first, person):
    assert "login" not in sign_in(first.copy.port, f"{person}@cairn.example")


def test_the_learner_has_got_somewhere(first):
    marks = first.copy.sql("SELECT DISTINCT state FROM learning_mark ORDER BY state")

    assert marks == [("done",), ("learning",), ("skipped",)]


def test_cookies_carry_the_port(first):
    with urllib.request.urlopen(f"http://127.0.0.1:{first.copy.port}/accounts/login/") as response:
        cookies = response.headers.get_all("Set-Cookie")

    assert cookies and all(str(first.copy.port) in cookie.partition("=")[0] for cookie in cookies)


def test_one_celery_process_runs_beside_it(first):
    assert first.named("celery worker") == first.named("celery")
    assert len(first.named("celery")) == 1


def test_nothing_listens_but_the_web_server(first):
    listening = [
        (connection.laddr.ip, connection.laddr.port)
        for process in first.copy.processes()
        for connection in process.net_connections("tcp")
        if connection.status == "LISTEN"
    ]

    assert set(listening) == {("127.0.0.1", first.copy.port)}


def test_long_addresses_get_pages(first):
    """Such as those that a long question or a long way back makes."""
    question = urllib.parse.urlencode({"q": "index " * 1300})

    with urllib.request.urlopen(f"http://127.0.0.1:{first.copy.port}/search/?{question}") as response:
        assert response.status == 200


def test_all_processes_together_are_small_and_idle(first):
    """Memory that is shared counts a share."""
    for path in ("/", "/accounts/login/"):
        first.get(path)
    processes = first.copy.processes()
    before = seconds_of_cpu(processes)
    time.sleep(2)

    assert seconds_of_cpu(processes) - before < 0.2
    assert sum(process.memory_full_info().pss for process in processes) < 330_000_000


def seconds_of_cpu(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def test_a_web_server_that_died_is_started_again(first):
    kill(*first.named("gunicorn"))

    assert eventually(first.answers)


def test_a_database_that_died_is_started_again(first):
    kill(*first.named("postgres -D"))

    assert eventually(first.answers)


def test_a_second_start_is_quick_and_ctrl_c_stops_everything(fresh, first):
    first.end()

    with fresh.running() as second:
        seconds_to_stop = second.interrupt()
        last = second.process.stdout.read()

    assert "  Migrating the database" not in second.said
    assert second.ready_after < 4
    assert seconds_to_stop < 3
    assert last.splitlines()[-1] == "Stopping"
    assert second.process.returncode == 0
    assert fresh.processes() == []


@pytest.mark.full
def test_kill_9_leaves_no_process_and_loses_nothing(fresh, first):
    first.end()
    with fresh.running() as run:
        fresh.sql("INSERT INTO django_session VALUES ('kept', '', '2100-01-01T00:00Z')")
        run.process.kill()

        assert eventually(lambda: not fresh.processes())

    assert fresh.ask("Session.objects.get(pk='kept')") == "kept"


@pytest.mark.full
def test_kill_9_of_everything_at_once_loses_nothing(fresh, first):
    first.end()
    with fresh.running():
        fresh.sql("INSERT INTO django_session VALUES ('safe', '', '2100-01-01T00:00Z')")
        kill(*fresh.processes())

        assert eventually(lambda: not fresh.processes())

    assert fresh.ask("Session.objects.get(pk='safe')") == "safe"
