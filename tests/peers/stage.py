# SPDX-License-Identifier: EUPL-1.2
"""A gateway under test as an operator would run it, with the processes around it, on free ports of
loopback. Everything ends with the test.
"""

import atexit
import json
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time


def free_ports(count):
    """All at once, so that none is given twice; and from below those that the system gives to whoever calls
    out, or a connection of somebody else takes one before its server listens."""
    first, _ = map(int, pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    held = []
    while len(held) < count:
        try:
            held.append(socket.create_server(("127.0.0.1", random.randrange(20_000, first))))
        except OSError:
            continue
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


def reachable(port):
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def listening(port):
    return lambda: reachable(port)


class Stage:
    """One `landport serve`, and who else runs. A driver adds its sections to the configuration."""

    def __init__(self, landport, more_ports=0):
        self.landport = landport
        folder = tempfile.TemporaryDirectory(prefix="landport-peers-")
        atexit.register(folder.cleanup)
        self.dir = pathlib.Path(folder.name)
        self.children = []
        atexit.register(self.stop)
        ports = free_ports(3 + more_ports)
        self.gateway_port, self.operator_port, self.world_port, *self.ports = ports
        self.issuer = f"http://no.localhost:{self.gateway_port}"
        self.home = self.dir / "gateway"

    # ---- processes --------------------------------------------------------------------------

    def run(self, *command):
        done = subprocess.run([self.landport, *command], capture_output=True, text=True)
        assert done.returncode == 0, f"landport {command}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self, name, command, ready):
        log = open(self.dir / f"{name}.log", "ab")
        child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self.children.append(child)
        for _ in range(600):
            assert child.poll() is None, f"{name} ended: {(self.dir / f'{name}.log').read_text()}"
            if ready():
                return child
            time.sleep(0.1)
        raise AssertionError(f"{name} is not ready: {(self.dir / f'{name}.log').read_text()}")

    @staticmethod
    def comes_to_rest(child):
        """Waits until a process has next to nothing to do for a second. Linux, proc(5)."""
        def ticks():
            fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])

        for _ in range(120):
            before = ticks()
            time.sleep(1)
            if ticks() - before <= 2:
                return
        raise AssertionError("the process does not come to rest")

    def stop(self):
        for child in reversed(self.children):
            child.terminate()
        for child in reversed(self.children):
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()

    def tell(self):
        """The last lines of everybody, for whoever has to find out what went wrong."""
        for child in self.children:
            if child.poll() is not None:
                print(f"ended with {child.returncode}: {child.args}", file=sys.stderr)
        for log in [*self.dir.glob("*.log"), *self.dir.glob("gateway/data/audit/*")]:
            if log.is_file() and (lines := log.read_text(errors="replace").splitlines()[-40:]):
                print(f"---- {log.name}", *(line[:800] for line in lines), sep="\n",
                      file=sys.stderr)

    # ---- the gateway ------------------------------------------------------------------------

    def prepare(self):
        """Keys of every role, and what the world's services and e-IDs need to be known as."""
        self.run("init", str(self.home), "--host", "no.localhost")
        both = (self.home / "keys" / "metadata-signing-p256.pem").read_text()
        certificate = re.search(
            "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", both, re.S)
        self.anchor = self.dir / "gateway-metadata.pem"
        self.anchor.write_text(certificate[0])
        self.run("world", "--port", str(self.world_port), "--gateway", self.issuer,
                 "--data", str(self.home), "--write-snippet")
        # The world's own countries and connectors are not part of these tests.
        self.world_sections = re.split(
            r"(?m)^(?:# .*\n)?\[\[peer\]\]", (self.home / "world.toml").read_text())[0]

    def start_gateway(self, config=None):
        file = self.home / "test.toml"
        if config is not None:
            file.touch(mode=0o600)
            file.write_text(self.configuration() + config)
            self.run("check", "--config", str(file))
        self.gateway = self.start(
            "gateway", [self.landport, "serve", "--config", str(file)],
            listening(self.gateway_port))

    def restart_gateway(self, stop):
        """Ends the gateway by `stop` and starts it on the same data; everybody else runs on."""
        stop(self.gateway)
        self.gateway.wait(20)
        self.children.remove(self.gateway)
        self.start_gateway()

    def start_world(self):
        self.world = self.start("world", [
            self.landport, "world", "--port", str(self.world_port), "--gateway", self.issuer,
            "--anchor", str(self.anchor), "--data", str(self.home)], listening(self.world_port))

    def service(self, name):
        """The address of one of the world's services."""
        return f"http://{name}.localhost:{self.world_port}"

    def configuration(self):
        return f"""
profile = "demo"
country = "NO"
issuer = "{self.issuer}"
data = "data"
[public]
address = "127.0.0.1:{self.gateway_port}"
[operator]
address = "127.0.0.1:{self.operator_port}"
[connector]
provider_name = "Peer test"
support_contact = "support@no.localhost"
technical_contact = "node@no.localhost"
[connector.organisation]
name = "Peer test"
url = "{self.issuer}"
[keys]
pairwise = "keys/pairwise.key"
pairwise_backup_recorded = "2026-01-01"
audit = "keys/audit.key"
identifier = ["keys/identifier.key"]
identifier_backup_recorded = "2026-01-01"
[keys.saml_signing]
current = ["keys/saml-signing-p256.pem", "keys/saml-signing-rsa3072.pem"]
[keys.saml_encryption]
current = ["keys/saml-encryption-p256.pem", "keys/saml-encryption-rsa3072.pem"]
[keys.metadata_signing]
current = ["keys/metadata-signing-p256.pem"]
[keys.oidc_signing]
current = ["keys/oidc-rs256.pem", "keys/oidc-es256.pem"]
{self.world_sections}
"""

    # ---- the audit trail --------------------------------------------------------------------

    def events(self):
        """Every audit event, in the order of each file."""
        for file in sorted(self.home.glob("data/audit/*.jsonl")):
            for line in file.read_text().splitlines():
                yield json.loads(line)

    def audited(self, page):
        """The audit event that the reference on a page leads to."""
        for event in self.events():
            if event.get("reference") and event["reference"] in page.source:
                return event
        raise AssertionError(f"no audit event for this page: {page.text}")

    def keeps_nobody(self, values):
        """No value of a person stands in the store, the audit files or the log."""
        values = [value.encode() for value in values]
        files = [file for file in self.home.glob("data/**/*") if file.is_file()]
        assert len(files) > 2, files
        for file in [*files, self.dir / "gateway.log"]:
            found = [value for value in values if value in file.read_bytes()]
            assert not found, f"{file.name} holds {found}"
