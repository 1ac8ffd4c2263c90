#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A newcomer follows the README: the demo, the commands of "Your own service, in five minutes" as they
stand there, and a person who logs in; then the same service in Python, and both with a key.

    drive_newcomer.py <python with authlib> <the landport binary> <folder with node_modules>
"""

import json
import pathlib
import re
import subprocess
import sys
import time

from browser import Browser
from stage import Stage, free_ports, reachable

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def commands():
    """The lines of the README's block."""
    section = README.read_text().split("### Your own service, in five minutes")[1]
    lines = re.search(r"```sh\n(.*?)```", section, re.S)[1].splitlines()
    assert len(lines) == 4, lines
    return lines


class Newcomer(Stage):
    def __init__(self, python, landport, modules):
        super().__init__(landport)
        self.python, self.modules = python, modules
        self.port, self.key_port = free_ports(2)

    def follow(self):
        """Line by line; what is fetched elsewhere is here already, and 3000 and 8080 may be taken."""
        add, enter, install, run = commands()
        assert install == "npm install openid-client" and enter == "cd my-service", commands()
        add = add.replace("cargo run --release --", self.landport).replace(":3000/", f":{self.port}/")
        subprocess.run(f"{add} --port {self.gateway_port}", shell=True, check=True, cwd=self.dir,
                       stdout=subprocess.DEVNULL)
        self.home = self.dir / "my-service"
        (self.home / "node_modules").symlink_to(self.modules)
        self.serve("node", run, self.port)

    def serve(self, name, command, port):
        with open(self.dir / f"{name}.log", "ab") as log:
            child = subprocess.Popen(["bash", "-c", f"exec {command}"], cwd=self.home, stdout=log, stderr=log)
        self.children.append(child)
        for _ in range(100):
            if reachable(port):
                return child
            assert child.poll() is None, (self.dir / f"{name}.log").read_text()
            time.sleep(0.1)
        raise AssertionError(f"{name} does not listen")

    def end(self, child):
        child.terminate()
        child.wait(10)
        self.children.remove(child)

    def log_out(self, browser, port):
        page = browser.open(f"http://localhost:{port}/logout")
        assert page.url.startswith(f"{self.issuer}/logout") and page.status == 200, page.url
        assert "You are logged out" in page.text, page.text

    def log_in(self, port, by_hint=False):
        browser = Browser()
        page = browser.open(f"http://localhost:{port}/")
        for _ in range(8):
            if page.url.startswith(f"http://localhost:{port}/"):
                self.log_out(browser, port)
                return json.loads(page.source)
            if page.refresh:
                page = browser.open(page.refresh)
                continue
            form = page.forms[0]
            choices = {name for form in page.forms for name in form["choices"]}
            buttons = {name for form in page.forms for name, _ in form["buttons"]}
            if "country" in buttons:
                assert not by_hint, page.url
                form = page.form_with("country")
                page = browser.submit(form, country="SE")
            elif "person" in choices:
                assert not by_hint, page.url
                page = browser.submit(page.form_with("person"), person="plain", action="next")
            elif "/match?" in page.url:
                page = browser.submit(page.form_with("shown"), action="next")
            else:
                page = browser.submit(form)
        raise AssertionError(f"{page.url}: {page.text[:500]}")


def main():
    python, landport, modules = sys.argv[1:4]
    new = Newcomer(python, *(str(pathlib.Path(path).resolve()) for path in (landport, modules)))
    try:
        new.start("demo", [landport, "demo", "--port", str(new.gateway_port)],
                  lambda: "All countries are ready" in (new.dir / "demo.log").read_text())
        new.follow()
        first = new.log_in(new.port)
        assert first["id_token"]["eidas_citizen_country_code"] == "SE", first
        assert first["userinfo"]["sub"] == first["id_token"]["sub"], first
        print("ok   the README's steps end in a service that knows its person (openid-client)")

        new.end(new.children[-1])
        with open(new.home / ".env", "a") as file:
            file.write("LOGIN_HINT='persona:SE-plain'\n")
        start = f"set -a; . ./.env; set +a; exec {new.python} app.py"
        new.serve("python", f"bash -c '{start}'", new.port)
        again = new.log_in(new.port, by_hint=True)
        assert again["id_token"]["sub"] == first["id_token"]["sub"], again
        print("ok   the same service in Python knows the same person, whom login_hint chose (authlib)")

        new.run("demo", "--port", str(new.gateway_port), "--client", f"http://localhost:{new.key_port}/back",
                "--client-auth", "key", "--into", str(new.dir / "with-key"))
        new.home = new.dir / "with-key"
        assert "CLIENT_SECRET" not in (new.home / ".env").read_text()
        (new.home / "node_modules").symlink_to(modules)
        for name, command in [("node-key", "node --env-file=.env app.mjs"), ("python-key", f"bash -c '{start}'")]:
            child = new.serve(name, command, new.key_port)
            got = new.log_in(new.key_port)
            assert got["id_token"]["aud"] in (f"localhost-{new.key_port}-back", [f"localhost-{new.key_port}-back"]), got
            new.end(child)
            print(f"ok   with a key ({name})")
    except BaseException:
        new.tell()
        raise


if __name__ == "__main__":
    main()
