"""The worker process: delivers the outbox until it is told to stop."""

import logging
import os
import signal
import socket
import threading
import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from lms.outbox.actions import begin_day, work_once
from lms.outbox.models import Delivery

logger = logging.getLogger(__name__)
PAUSE_SECONDS, CALENDAR_SECONDS = 0.5, 60


class Command(BaseCommand):
    """``manage.py work [--lane quick]``: one thread a lane. SIGTERM and Ctrl-C finish the delivery at hand."""

    help = "Deliver events: transcode uploads, issue certificates, send messages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lane", action="append", choices=Delivery.Lane.values)

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker = f"{socket.gethostname()[:16]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        lanes = options["lane"] or Delivery.Lane.values
        threads = [threading.Thread(target=run_lane, args=(lane, worker, stop), daemon=True) for lane in lanes]
        for thread in threads:
            thread.start()
        keep_calendar(stop)
        # A transcode may take minutes: its lease runs out by itself, so the process leaves without waiting for it.
        for thread in threads:
            thread.join(timeout=2)


def keep_calendar(stop: threading.Event) -> None:
    """Say when a day begins, until ``stop`` is set. A database that does not answer is asked again."""
    while True:
        close_old_connections()
        try:
            begin_day(today=timezone.localdate())
        except DatabaseError:
            logger.exception("The day could not be begun")
        if stop.wait(CALENDAR_SECONDS):
            return


def run_lane(lane: str, worker: str, stop: threading.Event) -> None:
    """Deliver events of one lane until ``stop`` is set. A database that is busy or away is asked again: the lane outlives it."""
    while not stop.is_set():
        close_old_connections()
        try:
            found = work_once(lane=lane, worker=f"{worker}-{lane}"[:40])
        except DatabaseError:
            logger.exception("The %s lane could not reach its deliveries", lane)
            found = False
        if not found:
            stop.wait(PAUSE_SECONDS)
    connection.close()
