#!/usr/bin/env python3
"""The packages: made twice alike, installed, started as the unit says, asked, stopped and removed.

    tests/packages/run.py PROGRAM

What needs root, or mounts that this machine does not allow, is skipped by name. Nothing of this machine changes: the
Debian package is installed into an overlay that ends with its process, the image is unpacked beside it.
"""

import hashlib
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "peers"))
from stage import free_ports  # noqa: E402

UNIT = "usr/lib/systemd/system/landport.service"


def run(*command, **more):
    said = subprocess.run(command, capture_output=True, text=True, **more)
    assert said.returncode == 0, f"{command}: {said.stdout}{said.stderr}"
    return said.stdout


def made(program, out, **environment):
    """The packages of a program that is built already, in an environment that must not matter."""
    previous = os.umask(0o077)
    try:
        run(ROOT / "scripts/package", "--binary", program, out, cwd="/", env={**os.environ, **environment})
    finally:
        os.umask(previous)
    return out


def the(out, pattern):
    (one,) = out.glob(pattern)
    return one


def alike(program, work):
    one = made(program, work / "one", TZ="Pacific/Auckland", LC_ALL="C.UTF-8")
    time.sleep(1.1)
    two = made(program, work / "two", TZ="UTC")
    sums = (one / "SHA256SUMS").read_text()
    assert sums == (two / "SHA256SUMS").read_text(), "not the same octets twice"
    assert len(sums.splitlines()) == 3, sums
    run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=one)
    # The control: another hour is another package.
    other = made(program, work / "other", SOURCE_DATE_EPOCH="1")
    assert (other / "SHA256SUMS").read_text() != sums
    return one


def bill(program, out):
    bom = json.loads(the(out, "*.cdx.json").read_text())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.5")
    refs = [component["bom-ref"] for component in bom["components"]]
    assert len(refs) == len(set(refs))
    known = {*refs, bom["metadata"]["component"]["bom-ref"]}
    for dependency in bom["dependencies"]:
        assert {dependency["ref"], *dependency.get("dependsOn", [])} <= known, dependency
    names = {component["name"] for component in bom["components"]}
    assert {"openssl", "aws-lc-sys", "libc6"} <= names and not {"insta", "proptest"} & names, names
    # The program itself names the crates whose sources its panics point to.
    crates = {component["purl"].removeprefix("pkg:cargo/") for component in bom["components"]
              if component["scope"] == "required"}
    pointed = re.findall(rb"/src/[^/\0]+/([a-z0-9_-]+?)-([0-9]+\.[0-9]+\.[0-9][^/\0]*)/src/", program.read_bytes())
    pointed = {f"{name.decode()}@{version.decode()}" for name, version in pointed}
    assert len(pointed) > 20 and pointed <= crates, pointed - crates
    for component in bom["components"]:
        ours = (component.get("licenses") or [{}])[0].get("expression") == "EUPL-1.2"
        if component["purl"].startswith("pkg:cargo/") and not ours:
            assert component.get("hashes") and component.get("licenses"), component


def documents(out, work):
    """Whoever has the package alone has what docs/operations.md leads to, and no manual page is silent about exit codes."""
    tree = work / "documents"
    run("dpkg-deb", "--extract", the(out, "*.deb"), tree)
    about = tree / "usr/share/doc/landport/docs"
    for name in ("operations", "audit", "reliability", "support", "clients"):
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (about / f"{name}.md").read_text())
        missing = [link for link in links if not (about / link).exists()]
        assert links and not missing, (name, missing)
    for name in ("backup", "audit-verify", "keys-promote"):
        page = run("gzip", "-dc", tree / f"usr/share/man/man1/landport-{name}.1.gz")
        assert "Exit code: 0 " in page, page


def configured(directory, data):
    """A configuration of `init` on free ports of loopback, behind a proxy; the operator's port."""
    public, operator = free_ports(2)
    file = directory / "landport.toml"
    text = file.read_text().replace("0.0.0.0:8443", f"127.0.0.1:{public}")
    text = text.replace("127.0.0.1:9100", f"127.0.0.1:{operator}").replace('certificates = "tls/certificate.pem"\n', "")
    file.write_text(text.replace('\nkey = "tls/key.pem"', '\nbehind_proxy = ["127.0.0.1"]'))
    assert f'data = "{data}"' in text, text[:900]
    return operator


def ready(operator, process):
    for _ in range(600):
        assert process.poll() is None, process.returncode
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{operator}/health/ready", timeout=5) as answer:
                assert answer.status == 200
                return answer.read().decode()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("never ready")


def child_of(process):
    """The program inside of `unshare`, which forks once."""
    for _ in range(100):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.05)
    raise AssertionError("it never began")


def image(program, out, work):
    """The image as a runtime would start it: its own root, read-only, nobody's rights, first of its processes."""
    with tarfile.open(the(out, "*.oci.tar")) as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
    assert json.loads(files["oci-layout"]) == {"imageLayoutVersion": "1.0.0"}

    def blob(named):
        octets = files["blobs/" + named["digest"].replace(":", "/")]
        assert hashlib.sha256(octets).hexdigest() == named["digest"].split(":")[1] and len(octets) == named["size"]
        return octets

    (named,) = json.loads(files["index.json"])["manifests"]
    manifest = json.loads(blob(named))
    config, (layer,) = json.loads(blob(manifest["config"])), map(blob, manifest["layers"])
    root = work / "image"
    with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
        for member in archive:
            assert not member.mode & 0o7022 and member.name.split("/")[0] != "..", member
            assert member.uid == (65532 if member.name == "var/lib/landport" else 0), member
        # Debian 12's Python knows no filters, newer ones want one.
        trusted = {"filter": "fully_trusted"} if hasattr(tarfile, "fully_trusted_filter") else {}
        archive.extractall(root, numeric_owner=True, **trusted)
    assert not list(root.rglob("*sh")), "a shell"
    settings = config["config"]
    assert settings["User"] == "65532:65532" and settings["StopSignal"] == "SIGTERM"
    probe = "mount -t tmpfs none /mnt && mount -o remount,ro /mnt"
    if os.geteuid() != 0 or not shutil.which("unshare"):
        print("Skipped, for want of root: starting the image.")
        return
    if subprocess.run(["unshare", "--mount", "--pid", "--fork", "sh", "-c", probe], capture_output=True).returncode != 0:
        print("Skipped, for want of mounts: starting the image.")
        return
    prepared = work / "configuration"
    run(program, "init", prepared, "--data", "/var/lib/landport")
    operator = configured(prepared, "/var/lib/landport")
    for path in [prepared, *prepared.rglob("*")]:
        os.chown(path, 65532, 65532)
    os.chown(root / "var/lib/landport", 65532, 65532)
    line = ('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && mount --bind "$1" "$0/etc/landport" && '
            'mount -t tmpfs -o uid=65532,gid=65532,mode=700 data "$0/var/lib/landport" && '
            'root=$0 && shift && exec chroot --userspec=65532:65532 --groups= "$root" "$@"')
    command = [*settings["Entrypoint"], *settings["Cmd"]]
    process = subprocess.Popen(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", line, root, prepared, *command],
        env=dict(part.split("=", 1) for part in settings["Env"]) | {"PATH": os.environ["PATH"]},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        ready(operator, process)
        first = child_of(process)
        status = Path(f"/proc/{first}/status").read_text()
        assert re.search(r"^NSpid:.*\t1$", status, re.M), status
        assert re.search(r"^Uid:\t65532\t", status, re.M) and re.search(r"^CapEff:\t0+$", status, re.M), status
        os.kill(first, signal.SIGTERM)
        assert process.wait(timeout=40) == 0, process.stderr.read()
    finally:
        process.kill()
    print("image: started read-only as its own first process, ready, ended by SIGTERM")


def debian(out):
    if os.geteuid() != 0 or not shutil.which("unshare"):
        print("Skipped, for want of root: installing the Debian package.")
        return
    probe = ("mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w /mnt/m && "
             "mount -t overlay none -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/m")
    if subprocess.run(["unshare", "--mount", "sh", "-c", probe], capture_output=True).returncode != 0:
        print("Skipped, for want of overlay mounts: installing the Debian package.")
        return
    inside = ["unshare", "--mount", "--pid", "--fork", "--kill-child", sys.executable, __file__, "--inside"]
    subprocess.run([*inside, the(out, "*.deb")], check=True)


def inside(package):
    """In mounts and processes of our own: installs it, starts it as the unit says, removes it."""
    octets = Path(package).read_bytes()
    run("mount", "-t", "tmpfs", "none", "/mnt")
    for name in ("u", "w", "m"):
        os.mkdir("/mnt/" + name)
    run("mount", "-t", "overlay", "none", "-o", "lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w", "/mnt/m")
    run("mount", "-t", "proc", "none", "/mnt/m/proc")
    run("mount", "--rbind", "/dev", "/mnt/m/dev")
    os.chroot("/mnt/m")
    os.chdir("/")
    os.environ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    file = Path("/tmp/landport.deb")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(octets)
    run("dpkg", "--install", file)
    version = run("landport", "--version")
    assert re.fullmatch(r"landport \S+ \(commit .+, profile \w+, OpenSSL 3\..+\)\n", version), version
    page = run("gzip", "-dc", "/usr/share/man/man1/landport.1.gz")
    assert ".TH landport 1" in page and "landport\\-serve(1)" in page, page
    assert Path("/usr/share/man/man1/landport-serve.1.gz").exists()
    run("bash", "-n", "/usr/share/bash-completion/completions/landport")
    unit = Path("/" + UNIT).read_text()
    for must in ("NoNewPrivileges=yes", "ProtectSystem=strict", "LimitCORE=0", "LimitNOFILE=", "Type=notify",
                 "WatchdogSec="):
        assert f"\n{must}" in unit, must
    if shutil.which("systemd-analyze"):
        # 0 is closed, 10 is open; a service without any of these lines has 9.6.
        said = run("systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", "/" + UNIT)
        print("unit:", said.splitlines()[-1].lstrip("→ "))
    user = ["setpriv", "--reuid=landport", "--regid=landport", "--clear-groups", "--no-new-privs"]
    for directory in ("/etc/landport", "/var/lib/landport"):
        found = run("stat", "--format=%a %U %G", directory).strip()
        assert found == "700 landport landport", found
    run(*user, "landport", "init", "/etc/landport", "--data", "/var/lib/landport")
    operator = configured(Path("/etc/landport"), "/var/lib/landport")
    run(*user, "landport", "check", "--config", "/etc/landport/landport.toml")
    # ProtectSystem=strict: one directory is for writing, the rest is not.
    run("mount", "--bind", "/var/lib/landport", "/var/lib/landport")
    run("mount", "-o", "remount,bind,ro", "/")
    (line,) = re.findall(r"^ExecStart=(.+)$", unit, re.M)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0landport-test")
        manager.settimeout(30)
        environment = {"NOTIFY_SOCKET": "@landport-test", "WATCHDOG_USEC": "1000000", "PATH": os.environ["PATH"]}
        process = subprocess.Popen(["prlimit", "--core=0", *user, *line.split()],
                                   env=environment, stdout=subprocess.DEVNULL)
        assert manager.recv(4096) == b"READY=1"
        print("ready:", ready(operator, process).split("\n")[0])
        assert manager.recv(4096) == b"WATCHDOG=1"
        process.send_signal(signal.SIGTERM)
        while not (heard := manager.recv(4096)).startswith(b"STOPPING=1"):
            assert heard == b"WATCHDOG=1", heard
        assert process.wait(timeout=40) == 0
    run("mount", "-o", "remount,bind,rw", "/")
    assert list(Path("/var/lib/landport/audit").iterdir())
    run("dpkg", "--purge", "landport")
    assert not shutil.which("landport") and not Path("/" + UNIT).exists()
    # Keys and trail outlive the package.
    assert Path("/etc/landport/keys/pairwise.key").exists() and list(Path("/var/lib/landport/audit").iterdir())
    print("Debian package: installed, started as the unit says, ready, stopped, purged; keys and trail kept")


def main():
    if sys.argv[1] == "--inside":
        inside(sys.argv[2])
        return
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        out = alike(program, work)
        bill(program, out)
        documents(out, work)
        image(program, out, work)
        debian(out)
        for file in sorted(out.iterdir()):
            print(f"{file.stat().st_size:>10} {file.name}")


main()
