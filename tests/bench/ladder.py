"""The converter beside the two commands one could write by hand: everything at once (the limit), and one run for each rendition.

Prints processor seconds, bytes and VMAF of each rung (phone model, by the ffmpeg of ``imageio-ffmpeg``), how the cost grows with
length, and the most memory a program took. ``python -m tests.bench.ladder`` runs it alone; minutes of two cores.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import imageio_ffmpeg

from media.pipeline import encode
from media.pipeline.make import Outcome, make
from media.pipeline.probe import probe
from media.rules import ladder

OUTCOME = Path(__file__).resolve().parents[2] / "var/bench/ladder.json"
DEMUXER = "mov,mp4,m4a,3gp,3g2,mj2"
ROUNDS = 2
MOST = 1.05  # times the limit
MINUTES = (1, 5, 20)
SECONDS = 60  # of the film whose rungs are compared
_FF = ["ffmpeg", "-y", "-nostdin", "-hide_banner", "-loglevel", "error"]


@dataclass
class Cost:
    """Seconds of processor time and of the clock."""

    cpu: float
    wall: float


def source(path: Path, *, seconds: int, size: str) -> Path:
    """A film in three parts as lessons are: a zoom through fine detail, flat drawings, and a moving picture with grain."""
    part = seconds / 3
    zoom = f"mandelbrot=size={size}:rate=25:maxiter=60,format=yuv420p,trim=duration={part},setpts=PTS-STARTPTS[a]"
    flat = f"testsrc2=size={size}:rate=25:duration={part},format=yuv420p[b]"
    grain = f"gradients=size={size}:rate=25:duration={part}:speed=0.05,noise=alls=2:allf=t,format=yuv420p[c]"
    graph = f"{zoom};{flat};{grain};[a][b][c]concat=n=3:v=1:a=0[v]"
    sound = ["-f", "lavfi", "-i", f"aevalsrc='0.2*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*3*t))':d={seconds}"]
    coding = ["-map", "[v]", "-map", "0:a", "-c:v", "libx264", "-preset", "veryfast", "-crf", "22", "-c:a", "aac", "-shortest"]
    subprocess.run([*_FF, *sound, "-filter_complex", graph, *coding, str(path)], check=True)
    return path


def spent(work: Any) -> Cost:
    """What a piece of work costs, its child processes included."""
    before, begun = _cpu(), time.monotonic()
    work()
    return Cost(_cpu() - before, time.monotonic() - begun)


def _cpu() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def ours(film: Path, folder: Path) -> Outcome:
    """The whole converter, as the worker calls it."""
    folder.mkdir(exist_ok=True)
    return make(film, name=film.name, folder=folder, progress=lambda percent: None)


def by_hand(film: Path, folder: Path) -> None:
    """One command with the same files: the ladder, both sounds, the samples, poster, seek sheet and stills."""
    folder.mkdir(exist_ok=True)
    plan = ladder.plan(probe(film, demuxer=DEMUXER, folder=folder))
    words = encode.command(film, plan, demuxer=DEMUXER, folder=folder)
    small, middle = plan.videos[3], plan.videos[1]
    extra = [
        ["-map", "0:v", "-ss", "6", "-frames:v", "1", "-vf", "scale=640:-2", str(folder / "poster.webp")],
        ["-map", "0:v", "-vf", f"fps=1/4,scale=160:{small.height * 160 // small.width // 2 * 2},tile=10x10", "-frames:v", "1",
         str(folder / "sprite.webp")],
        ["-map", "0:v", "-vf", f"fps=1/12,scale={middle.width}:{middle.height}", str(folder / "still-%03d.webp")],
    ]  # fmt: skip
    subprocess.run([*words, *(word for part in extra for word in part)], check=True, capture_output=True)


def one_by_one(film: Path, folder: Path) -> None:
    """A run of its own for each rendition."""
    folder.mkdir(exist_ok=True)
    plan = ladder.plan(probe(film, demuxer=DEMUXER, folder=folder))
    for rendition in plan.videos:
        alone = ladder.Plan(plan.picture, plan.sound, plan.fps, (rendition,), plan.seconds)
        words = encode.command(film, alone, demuxer=DEMUXER, folder=folder)
        subprocess.run(words, check=True, capture_output=True)


def vmaf(film: Path, rendition: Path, *, width: int, height: int) -> float:
    """How good a rendition looks on a phone, from 0 to 100, every sixth picture."""
    report = rendition.with_suffix(".json")
    model = "model=version=vmaf_v0.6.1\\\\:enable_transform=true"
    measure = f"libvmaf={model}:n_subsample=6:n_threads=2:log_fmt=json:log_path={report}"
    graph = f"[0:v]scale={width}:{height}:flags=bicubic,setpts=PTS-STARTPTS[d];[1:v]setpts=PTS-STARTPTS[r];[d][r]{measure}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", str(rendition), "-i", str(film), "-lavfi", graph]
    subprocess.run([*command, "-f", "null", "-"], check=True, capture_output=True)
    return float(json.loads(report.read_text())["pooled_metrics"]["vmaf"]["mean"])


def measure() -> dict[str, Any]:
    """Everything; the lesser of the rounds counts, for what else the machine does only adds."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        film = source(work / "film.mp4", seconds=SECONDS, size="1280x720")
        found: dict[str, list[Cost]] = {"ours": [], "by hand": [], "one by one": []}
        outcomes: list[Outcome] = []
        for number in range(ROUNDS):
            found["ours"].append(spent(lambda n=number: outcomes.append(ours(film, work / f"ours-{n}"))))
            found["by hand"].append(spent(lambda n=number: by_hand(film, work / f"hand-{n}")))
            _tell(f"round {number + 1}: ours {found['ours'][-1].cpu:.0f} s, by hand {found['by hand'][-1].cpu:.0f} s")
        found["one by one"].append(spent(lambda: one_by_one(film, work / "single")))
        _tell(f"one by one {found['one by one'][-1].cpu:.0f} s")
        outcome = outcomes[-1]
        rungs = [
            {
                "name": made.path.name,
                "kbit": round(made.path.stat().st_size * 8 / 1000 / SECONDS),
                "vmaf": round(vmaf(film, made.path, width=1280, height=720), 1) if made.kind == "video" else None,
            }
            for made in outcome.files
            if made.playlist
        ]
        line = {minutes: _length(work, minutes) for minutes in MINUTES}
    best = {name: min(costs, key=lambda cost: cost.cpu) for name, costs in found.items()}
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {
        "on": date.today().isoformat(),
        "cpu": {name: round(cost.cpu, 1) for name, cost in best.items()},
        "wall": {name: round(cost.wall, 1) for name, cost in best.items()},
        "times_the_limit": round(best["ours"].cpu / best["by hand"].cpu, 3),
        "times_one_by_one": round(best["ours"].cpu / best["one by one"].cpu, 3),
        "rungs": rungs,
        "cpu_a_minute": {str(minutes): round(cpu / minutes, 2) for minutes, cpu in line.items()},
        "most_memory_mb": round(most),
    }


def _length(work: Path, minutes: int) -> float:
    """Processor seconds for a small film of some minutes: small, so that twenty minutes are borne."""
    film = source(work / f"{minutes}.mp4", seconds=minutes * 60, size="426x240")
    cost = spent(lambda: ours(film, work / f"line-{minutes}")).cpu
    _tell(f"{minutes} minutes of film: {cost:.0f} s")
    return cost


def _tell(line: str) -> None:
    """How far it is: the whole takes long."""
    sys.stderr.write(f"{line}\n")


def run() -> None:
    """Measure, print, write ``var/bench/ladder.json``."""
    found = measure()
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(found, indent=1))
    out = [f"{SECONDS} seconds of film, 1280x720", f"{'':<18}{'CPU s':>8}{'clock s':>9}"]
    out += [f"{name:<18}{found['cpu'][name]:>8}{found['wall'][name]:>9}" for name in found["cpu"]]
    out += [f"ours: {found['times_the_limit']} x the limit (at most {MOST}), {found['times_one_by_one']} x one run a rung"]
    out += [f"{'':<18}{'kbit/s':>8}{'VMAF':>9}"]
    out += [f"{rung['name']:<18}{rung['kbit']:>8}{rung['vmaf'] or '':>9}" for rung in found["rungs"]]
    out += [f"CPU s a minute by length in minutes: {found['cpu_a_minute']}; most memory {found['most_memory_mb']} MB"]
    sys.stdout.write("\n".join([*out, f"Written to {OUTCOME}", ""]))
    assert found["times_the_limit"] <= MOST, "the converter costs more than it must"


if __name__ == "__main__":
    run()
