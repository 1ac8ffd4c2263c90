#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The recipes of /docs/integrate, as they stand there, log a person in and out at our OpenID Provider:
Apache with mod_auth_openidc, Spring Security, zitadel/oidc. (openid-client and authlib: drive_newcomer.py.)
What is not on this machine is named at the end.

    drive_libraries.py <the landport binary> <folder for what is built>
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

from browser import Browser
from stage import Stage, free_ports, listening

HERE = pathlib.Path(__file__).resolve().parent
RECIPES = HERE.parents[1] / "crates" / "gateway" / "recipes"
ACR = "idporten-loa-substantial"
APACHE = next((path for path in ["/usr/sbin/apache2"] if os.access(path, os.X_OK)), None)
MODULES = pathlib.Path("/usr/lib/apache2/modules")


def built(folder, sources, command):
    """Once, and anew when a source changed."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    mark = folder / "built"
    if not mark.exists() or mark.read_text() != digest.hexdigest():
        command()
        mark.write_text(digest.hexdigest())


class Libraries(Stage):
    def __init__(self, landport, tools):
        super().__init__(landport)
        self.tools = pathlib.Path(tools)
        self.skipped = []
        names = ["apache", "spring", "zitadel"]
        self.service_ports = dict(zip(names, free_ports(len(names))))

    def origin(self, name):
        return f"http://localhost:{self.service_ports[name]}"

    def start_all(self):
        self.prepare()
        sections = ""
        for name in self.service_ports:
            sections += f"""
[[client]]
client_id = "{name}"
name = "{name}"
redirect_uris = ["{self.origin(name)}/callback"]
post_logout_redirect_uris = ["{self.origin(name)}/logged-out"]
acr_values = ["{ACR}"]
scopes = ["openid", "profile"]
{self.secret(name)}
"""
        self.start_gateway(sections)
        self.start_world()

    def secret(self, name):
        file = self.home / f"{name}.secret"
        file.touch(mode=0o600)
        file.write_text(f"{name}-secret-of-a-test-that-is-long-enough")
        return f'auth = "client_secret_basic"\nsecret_file = "{name}.secret"'

    def environment(self, name):
        port = str(self.service_ports[name])
        return {**os.environ, "ISSUER": self.issuer, "CLIENT_ID": name,
                "CLIENT_SECRET": f"{name}-secret-of-a-test-that-is-long-enough",
                "REDIRECT_URI": f"{self.origin(name)}/callback", "SERVER_PORT": port}

    def serve(self, name, command, **more):
        with open(self.dir / f"{name}.log", "ab") as log:
            child = subprocess.Popen(command, env={**self.environment(name), **more}, stdout=log, stderr=log,
                                     cwd=self.dir)
        self.children.append(child)
        self.wait(child, name)

    def wait(self, child, name):
        ready = listening(self.service_ports[name])
        for _ in range(600):
            assert child.poll() is None, (self.dir / f"{name}.log").read_text()[-1200:]
            if ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"{name} does not listen")

    # ---- who logs people in -----------------------------------------------------------------

    def apache(self):
        name = "apache"
        if not APACHE or not (MODULES / "mod_auth_openidc.so").exists():
            self.skipped.append("mod_auth_openidc (Debian's apache2, libapache2-mod-auth-openidc)")
            return
        home = self.dir / name
        (home / "site").mkdir(parents=True)
        (home / "site" / "index.html").write_text("<!doctype html><title>in</title>inside")
        (home / "site" / "logged-out").write_text("outside")
        recipe = (RECIPES / "apache.conf").read_text()
        modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "mime", "dir", "auth_openidc"]
        lines = [f"LoadModule {module}_module {MODULES}/mod_{module}.so" for module in modules]
        port = self.service_ports[name]
        file = home / "httpd.conf"
        file.write_text("\n".join([
            f"ServerRoot {home}", f"PidFile {home}/pid", f"Listen 127.0.0.1:{port}",
            f"ServerName localhost:{port}", f"ErrorLog {self.dir}/{name}.log", f"DocumentRoot {home}/site",
            f"DefaultRuntimeDir {home}", f"Mutex file:{home}", "TypesConfig /etc/mime.types",
            "User www-data", "Group www-data", "DirectoryIndex index.html", *lines, recipe]))
        for path in [self.dir, home]:
            path.chmod(0o755)
        self.serve(name, [APACHE, "-f", str(file), "-D", "FOREGROUND"])
        browser, page = self.log_in(self.origin(name) + "/")
        assert "inside" in page.source, page.source
        # Its own way: at the redirect URI, with where to go then.
        page = browser.open(f"{self.origin(name)}/callback?logout={self.origin(name)}/logged-out")
        assert page.url == f"{self.origin(name)}/logged-out" and "outside" in page.source, page.url
        self.is_out(browser, name)

    def spring(self):
        java = self.java()
        if not java or not shutil.which("mvn"):
            self.skipped.append("Spring Security (a JDK of 17 or later, and Maven)")
            return
        folder = self.tools / "spring"
        sources = [HERE / "spring" / "pom.xml", HERE / "spring" / "src/main/java/App.java",
                   RECIPES / "Security.java", RECIPES / "application.yml"]

        def build():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(HERE / "spring", folder)
            shutil.copy(RECIPES / "Security.java", folder / "src/main/java")
            (folder / "src/main/resources").mkdir()
            shutil.copy(RECIPES / "application.yml", folder / "src/main/resources")
            subprocess.run(["mvn", "-q", "-B", "-Dstyle.color=never", "package"], cwd=folder, check=True,
                           env={**os.environ, "JAVA_HOME": str(java)})

        built(folder, sources, build)
        hosts = self.dir / "hosts"
        hosts.write_text("127.0.0.1 no.localhost localhost bankid.localhost\n")
        self.serve("spring", [str(java / "bin/java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
                              f"-Djdk.net.hosts.file={hosts}", "-jar", str(folder / "target/service.jar")])
        browser, page = self.log_in(self.origin("spring") + "/")
        self.knows("spring", page)
        page = browser.open(self.origin("spring") + "/logout")
        page = browser.submit(page.forms[0])
        assert "You are logged out" in page.text, page.text[:500]
        self.is_out(browser, "spring")

    @staticmethod
    def java():
        """The oldest that will do: a service's own."""
        for home in sorted(pathlib.Path("/usr/lib/jvm").glob("*")):
            release = home / "release"
            if not release.exists() or not (home / "bin/javac").exists():
                continue
            version = next((line for line in release.read_text().splitlines() if line.startswith("JAVA_VERSION=")), "")
            if int(version.split('"')[1].split(".")[0]) >= 17:
                return home
        return None

    def zitadel(self):
        go = shutil.which("go") or next((path for path in ["/usr/local/go/bin/go"] if os.access(path, os.X_OK)), None)
        if not go or self.go_version(go) < (1, 26):
            self.skipped.append("zitadel/oidc (Go 1.26)")
            return
        folder = self.tools / "zitadel"
        sources = [HERE / "zitadel" / "go.mod", HERE / "zitadel" / "go.sum", RECIPES / "main.go"]

        def build():
            folder.mkdir(parents=True, exist_ok=True)
            for source in sources:
                shutil.copy(source, folder)
            subprocess.run([go, "build", "-mod=readonly", "-o", "service", "."], cwd=folder, check=True,
                           env={**os.environ, "GOTOOLCHAIN": "local"})

        built(folder, sources, build)
        self.serve("zitadel", [str(folder / "service")])
        browser, page = self.log_in(self.origin("zitadel") + "/")
        self.knows("zitadel", page)
        page = browser.open(self.origin("zitadel") + "/logout")
        assert "You are logged out" in page.text, page.text[:500]
        self.is_out(browser, "zitadel")

    @staticmethod
    def go_version(go):
        said = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True,
                              env={**os.environ, "GOTOOLCHAIN": "local"}).stdout.strip()
        numbers = re.match(r"go(\d+)\.(\d+)", said)
        return tuple(int(number) for number in numbers.groups()) if numbers else (0, 0)

    # ---- the person -------------------------------------------------------------------------

    def log_in(self, url):
        browser = Browser()
        page = browser.open(url)
        for _ in range(6):
            if page.refresh:
                page = browser.open(page.refresh)
            elif page.url.startswith("http://localhost:"):
                return browser, page
            elif any("eid" in form["choices"] for form in page.forms):
                page = browser.submit(page.form_with("eid"), eid="bankid", action="next")
            else:
                page = browser.submit(page.form_with("person"), person="plain", action="next")
        raise AssertionError(f"{page.url}: {page.text[:500]}")

    def knows(self, name, page):
        got = json.loads(page.source)
        assert got["userinfo"]["family_name"] == "Nordmann", got
        assert got["userinfo"]["sub"] == got["id_token"]["sub"], got
        assert name in got["id_token"]["aud"], got

    def is_out(self, browser, name):
        page = browser.open(f"{self.issuer}/session")
        assert "You are not logged in here" in page.text, page.text[:500]
        page = browser.open(self.origin(name) + "/")
        assert page.url.startswith(self.issuer), f"{name} let the person in again: {page.url}"
        print(f"ok   {name} logs in and out")


def main():
    landport, tools = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    libraries = Libraries(landport, tools)
    try:
        libraries.start_all()
        libraries.apache()
        libraries.zitadel()
        libraries.spring()
    except BaseException:
        libraries.tell()
        raise
    for name in dict.fromkeys(libraries.skipped):
        print(f"skipped, for want of it: {name}")


if __name__ == "__main__":
    main()
