#!/usr/bin/env python3
"""What is in the program: a CycloneDX 1.5 bill of materials from `cargo tree`, `cargo metadata` and Cargo.lock.

Crates that are linked in are `required`; those that only ran while it was built are `excluded` (CycloneDX:
"component does not ship"). What is written in C inside of a crate stands beside it, and so do the libraries of the
system that the image has. Nothing in it depends on the machine or the hour.
"""

import argparse
import json
import re
import subprocess
import tomllib
import uuid
from datetime import datetime, timezone
from pathlib import Path

# C inside of a crate, whose advisories are its own: `openssl-src` 300.5.0+3.5.0 holds OpenSSL 3.5.0.
BUNDLED = {"openssl-src": ("openssl", lambda version: version.split("+")[-1])}


def tree(target, edges):
    """The crates along these edges, as cargo chooses them for this program alone: `cargo metadata` would add what only
    tests and other members of the workspace ask for."""
    command = ["cargo", "tree", "--locked", "--package=landport", "--target=" + target, "--prefix=none",
               "--format={p}", "--edges=" + edges]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = (line.split() for line in said.splitlines() if line.strip())
    return {(name, version.removeprefix("v")) for name, version, *_ in lines}


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def licence(text):
    # Before SPDX expressions crates wrote `MIT/Apache-2.0` for "either".
    return [{"expression": re.sub(r"\s*/\s*", " OR ", text)}] if text else []


def of_crate(package, checksums, scope):
    component = {
        "type": "library",
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "scope": scope,
        "purl": purl(package),
    }
    if package["description"]:
        component["description"] = " ".join(package["description"].split())
    if licences := licence(package["license"]):
        component["licenses"] = licences
    if checksum := checksums.get((package["name"], package["version"])):
        component["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package["repository"]:
        component["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return component


def main():
    said = argparse.ArgumentParser()
    said.add_argument("out", type=Path)
    said.add_argument("--commit", required=True)
    said.add_argument("--target", required=True)
    said.add_argument("--moment", type=int, required=True)
    said.add_argument("--debian", action="append", default=[], help="NAME=VERSION of a library in the image")
    of = said.parse_args()
    command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform", of.target]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    (root,) = (id for id, package in packages.items() if package["name"] == "landport" and id in nodes)
    linked, all_of_it = tree(of.target, "normal,no-proc-macro"), tree(of.target, "normal,build")
    by_name = {(package["name"], package["version"]): id for id, package in packages.items()}
    linked, all_of_it = ({by_name[crate] for crate in crates} for crates in (linked, all_of_it))
    lock = tomllib.loads(Path("Cargo.lock").read_text())
    checksums = {(p["name"], p["version"]): p.get("checksum") for p in lock["package"]}

    components, dependencies = [], []
    for id in sorted(all_of_it, key=lambda id: purl(packages[id])):
        package = packages[id]
        needs = {d["pkg"] for d in nodes[id]["deps"]} & all_of_it
        needs = sorted(purl(packages[need]) for need in needs)
        if bundled := BUNDLED.get(package["name"]):
            name, version = bundled[0], bundled[1](package["version"])
            inside = f"pkg:generic/{name}@{version}"
            # It is compiled by the build and linked in.
            components.append({"type": "library", "bom-ref": inside, "name": name, "version": version,
                               "scope": "required", "purl": inside,
                               "cpe": f"cpe:2.3:a:openssl:openssl:{version}:*:*:*:*:*:*:*"})
            needs.append(inside)
            dependencies.append({"ref": inside})
        dependencies.append({"ref": purl(package), "dependsOn": needs})
        if id != root:
            components.append(of_crate(package, checksums, "required" if id in linked else "excluded"))
    for library in of.debian:
        name, version = library.split("=", 1)
        ref = f"pkg:deb/debian/{name}@{version}"
        components.append({"type": "library", "bom-ref": ref, "name": name, "version": version,
                           "scope": "required", "purl": ref, "description": "In the image only"})
    program = of_crate(packages[root], checksums, "required")
    program["type"] = "application"
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(of.moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": program,
            "properties": [{"name": "landport:commit", "value": of.commit}],
        },
        "components": components,
        "dependencies": dependencies,
    }
    # The same content has the same number.
    content = json.dumps(bom, sort_keys=True)
    bom["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, content))
    of.out.write_text(json.dumps(bom, indent=1, ensure_ascii=False) + "\n")


main()
