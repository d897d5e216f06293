"""`manage.py janus_config FOLDER`: writes a private Janus configuration and prints how to use it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from classrooms.conferencing import janus_config


class Command(BaseCommand):
    """Prints one JSON object: {"outcome": "ready", "url", "interface", "start": [...]} or {"outcome": "off", "reason"}.

    Always exits 0: without an interface the platform runs with voice off, and says so.
    """

    help = "Writes the configuration of a private Janus for live classes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, on which ports, through which interface."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--port", type=int, default=8188, help="port of the API on 127.0.0.1")
        parser.add_argument("--rtp-ports", default="20000-20999", help="UDP ports for voice and picture")
        parser.add_argument("--interface", default="", help="network interface; otherwise the first that is not a loopback")
        parser.add_argument("--public-address", default="", help="address seen from outside, behind address translation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Choose the interface, write the folder, say the address."""
        interface = options["interface"] or janus_config.find_interface() or janus_config.make_interface()
        if interface is None:
            reason = "no network interface besides the loopback, and no right to make one: voice is off"
            self.stdout.write(json.dumps({"outcome": "off", "reason": reason}))
            return
        written = janus_config.write_folder(
            options["folder"],
            interface=interface,
            port=options["port"],
            rtp_ports=options["rtp_ports"],
            public_address=options["public_address"],
        )
        answer = {
            "outcome": "ready",
            "url": written.url,
            "interface": written.interface,
            "start": ["janus", "-F", str(written.folder)],
        }
        self.stdout.write(json.dumps(answer))
