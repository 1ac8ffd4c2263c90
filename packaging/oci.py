#!/usr/bin/env python3
"""An OCI image archive from a directory, without a daemon.

OCI Image Format Specification 1.1: an image layout (image-layout.md) in a tar file, which `podman load`,
`skopeo copy oci-archive:…` and `docker load` (25 and later) read. One layer, no shell, nobody but `landport` in it.
The same directory and the same moment give the same octets.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import stat
import tarfile
from datetime import datetime, timezone
from pathlib import Path

# What Kubernetes' `runAsNonRoot` can check is a number. The one that distroless images use too.
USER = 65532


def entry(name, moment, mode, kind=tarfile.REGTYPE, size=0, owner=0, link=""):
    made = tarfile.TarInfo(name)
    made.type, made.mode, made.size, made.mtime, made.linkname = kind, mode, size, moment, link
    made.uid = made.gid = owner
    return made


def layer(root, moment):
    """A tar file of everything in a directory, in order, as root's. Only what the image writes is its user's."""
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(root.rglob("*")):
            name = str(path.relative_to(root))
            owner = USER if name == "var/lib/landport" else 0
            mode = stat.S_IMODE(path.lstat().st_mode)
            if path.is_symlink():
                archive.addfile(entry(name, moment, 0o777, tarfile.SYMTYPE, link=os.readlink(path)))
            elif path.is_dir():
                archive.addfile(entry(name, moment, mode, tarfile.DIRTYPE, owner=owner))
            else:
                content = path.read_bytes()
                archive.addfile(entry(name, moment, mode, size=len(content)), io.BytesIO(content))
    return octets.getvalue()


def main():
    said = argparse.ArgumentParser()
    said.add_argument("root", type=Path)
    said.add_argument("archive", type=Path)
    for name in ("version", "commit", "architecture"):
        said.add_argument("--" + name, required=True)
    said.add_argument("--moment", type=int, required=True)
    of = said.parse_args()
    created = datetime.fromtimestamp(of.moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    blobs = {}

    def blob(kind, octets):
        digest = hashlib.sha256(octets).hexdigest()
        blobs[digest] = octets
        return {"mediaType": "application/vnd.oci.image." + kind, "digest": "sha256:" + digest, "size": len(octets)}

    plain = layer(of.root, of.moment)
    packed = blob("layer.v1.tar+gzip", gzip.compress(plain, 9, mtime=0))
    about = {
        "org.opencontainers.image.title": "landport",
        "org.opencontainers.image.description": "The cross-border login gateway",
        "org.opencontainers.image.licenses": "EUPL-1.2",
        "org.opencontainers.image.version": of.version,
        "org.opencontainers.image.revision": of.commit,
        "org.opencontainers.image.created": created,
    }
    config = {
        "created": created,
        "architecture": of.architecture,
        "os": "linux",
        "config": {
            "User": f"{USER}:{USER}",
            "Entrypoint": ["/usr/bin/landport"],
            "Cmd": ["serve", "--config", "/etc/landport/landport.toml"],
            "Env": ["PATH=/usr/bin", "MALLOC_ARENA_MAX=2"],
            "WorkingDir": "/",
            "StopSignal": "SIGTERM",
            "ExposedPorts": {"8443/tcp": {}},
            "Volumes": {"/var/lib/landport": {}},
            "Labels": about,
        },
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(plain).hexdigest()]},
        "history": [{"created": created, "created_by": "scripts/package"}],
    }

    def written(value):
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": blob("config.v1+json", written(config)),
        "layers": [packed],
        "annotations": about,
    }
    named = blob("manifest.v1+json", written(manifest))
    named["annotations"] = {"org.opencontainers.image.ref.name": "landport:" + of.version}
    named["platform"] = {"architecture": of.architecture, "os": "linux"}
    index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [named]}
    files = {"oci-layout": written({"imageLayoutVersion": "1.0.0"}), "index.json": written(index)}
    files.update({"blobs/sha256/" + digest: octets for digest, octets in blobs.items()})
    with tarfile.open(of.archive, "w", format=tarfile.USTAR_FORMAT) as archive:
        for directory in ("blobs", "blobs/sha256"):
            archive.addfile(entry(directory, of.moment, 0o755, tarfile.DIRTYPE))
        for name, octets in sorted(files.items()):
            archive.addfile(entry(name, of.moment, 0o644, size=len(octets)), io.BytesIO(octets))


main()
