#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks our nationals to services of other countries: software that shares no line with ours asks
our Proxy-Service, judges its answers, is the e-ID behind it, or must be refused.

    drive_second_road.py <the landport binary> <folder with node_modules>

Starts everything on free ports of loopback. Each walk prepares its peers first; then one gateway
runs for all of them.
"""

import pathlib
import sys
import time

import walk_honest
import walk_hostile
import walk_oidc_provider
import walk_receivers
from second_road import SecondRoad

WALKS = [walk_honest, walk_hostile, walk_oidc_provider, walk_receivers]


def main():
    landport, modules = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
    road = SecondRoad(landport, modules)
    try:
        road.prepare()
        for walk in WALKS:
            walk.prepare(road)
        road.open_up()
        for walk in WALKS:
            started = time.monotonic()
            walk.walk(road)
            print(f"     {walk.__name__}: {time.monotonic() - started:.1f} s")
        road.keeps_nobody([road.pid, "Uavhengig", "Независимая", "Nordmann", "Østgård",
                           "Eira-Hætta", "1984-03-17", "1990-05-14"])
        print("ok   no value of a person stands in the gateway's store, audit files or log")
    except BaseException:
        road.tell()
        raise


if __name__ == "__main__":
    main()
