"""Making a cluster, and the command that serves it."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from roadmap_site.local.dying import die_with_parent
from roadmap_site.local.places import LocalError, Place

NAME = "cairn"  # of the database and of its owner

ROOM_FOR_A_CLUSTER = 200 << 20  # bytes: it begins with 50 MB, and migrations and content follow
ROOM_TO_START = 32 << 20

SETTINGS = {
    "listen_addresses": "",  # the socket's folder is the only door
    "unix_socket_permissions": "0700",
    "cluster_name": NAME,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # Few processes and little memory: one person's laptop.
    "shared_buffers": "48MB",
    "max_connections": "100",
    "io_method": "sync",
    "autovacuum_max_workers": "1",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "jit": "off",
    # No replica: less to write, and room on disk for little. fsync stays on.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
}


NEW = (
    "--auth=trust",  # for whoever may enter the socket's folder
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--wal-segsize=4",
    "--no-instructions",
)


def server_command(programs: Path, place: Place) -> list[str]:
    settings = {**SETTINGS, "unix_socket_directories": _quoted(place.sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(programs / "postgres"), "-D", str(place.data), *options]


def _quoted(folder: Path) -> str:
    """An element of a list of folders, in which a comma separates."""
    return '"{}"'.format(str(folder).replace('"', '""'))


def create_cluster(programs: Path, place: Place) -> None:
    """All or nothing: a cluster half made is thrown away by the next attempt."""
    check_room(place.root, ROOM_FOR_A_CLUSTER)
    new = place.root / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    maker = _maker(place.uid)
    if maker is not None:
        os.chown(new, maker, -1)
    _run(maker, [programs / "initdb", "-D", new, "-U", NAME, *NEW])
    _run(maker, [programs / "postgres", "--single", "-D", new, "postgres"], f"CREATE DATABASE {NAME}")
    if place.uid is not None:
        for folder, _, files in os.walk(new):
            for path in (folder, *(os.path.join(folder, file) for file in files)):  # noqa: PTH118
                os.chown(path, place.uid, -1, follow_symlinks=False)
    new.rename(place.data)


def check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise LocalError(
            f"The disk is full: {folder} needs {needed >> 20} MB for the database, and has {free >> 20} MB."
        )


def _maker(uid: int | None) -> int | None:
    """As root: the user that makes the cluster. initdb insists on one with an entry in the list of users."""
    if uid is None:
        return None
    listed = {entry.pw_uid: entry.pw_name for entry in pwd.getpwall() if entry.pw_uid != 0}
    if not listed:
        raise LocalError("PostgreSQL cannot be set up as root where /etc/passwd lists no other user.")
    if uid in listed:
        return uid
    return next((other for other, name in listed.items() if name == "nobody"), min(listed))


def _run(uid: int | None, command: list[str | Path], stdin: str = "") -> None:
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        input=stdin,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"LC_ALL": "C", "TZ": "UTC"},
        check=False,
        preexec_fn=die_with_parent(),
        user=uid,
        group=uid,
        extra_groups=[] if uid else None,
    )
    if done.returncode:
        raise LocalError(f"The database could not be made: {reason(done.stdout)}")


def reason(output: str) -> str:
    """The line that says what was wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line or "FATAL:" in line or "PANIC:" in line]
    return (telling or lines or ["no reason was given"])[0]
