"""Which renditions are made of a video, and how. Pure: a probe goes in, a plan comes out."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from media.rules import limits, probing
from media.rules.probing import Picture, Probe

#: Seconds between key frames. Shorter costs bytes (2 s: +12 %), longer makes seeking and switching coarse.
KEY_SECONDS: Final = 4
FASTEST: Final = Fraction(30)


@dataclass(frozen=True)
class Rung:
    """One size of the ladder. `side` is the shorter side in pixels, so 480 means the same upright and lying."""

    side: int
    codec: str  # "h264" or "av1"
    crf: int
    preset: str
    ceiling_kbit: int  # peak rate: a noisy picture costs no more than this


#: Constant quality with a ceiling: quiet slides stay small, a shaking camera cannot run away.
LADDER: Final = (
    Rung(720, "h264", 26, "veryfast", 1800),
    Rung(480, "h264", 27, "veryfast", 900),
    Rung(360, "h264", 29, "medium", 550),
    Rung(240, "h264", 30, "medium", 280),
)
#: Only for sources too small for two rungs above it: below 240 lines a gauge cannot be read.
SMALLEST: Final = Rung(144, "h264", 30, "medium", 140)
#: A third fewer bytes for phones that decode it.
AV1_RUNGS: Final = (Rung(360, "av1", 46, "10", 450), Rung(240, "av1", 48, "10", 240))


@dataclass(frozen=True)
class SoundRendition:
    """The sound alone."""

    name: str
    codec: str
    kbit: int


#: What goes with the pictures and everything plays, and a third of its bytes for browsers that decode Opus.
SOUND: Final = SoundRendition("sound.mp4", "aac", 40)
SOUNDS: Final = (SOUND, SoundRendition("opus-sound.mp4", "opus", 24))


@dataclass(frozen=True)
class VideoRendition:
    name: str
    width: int
    height: int
    rung: Rung


@dataclass(frozen=True)
class Plan:
    """One ffmpeg run: every size of the picture, and the sound alone."""

    picture: Picture | None
    sound: int | None
    fps: Fraction
    videos: tuple[VideoRendition, ...]
    seconds: float = float(limits.SECONDS)  # after which encoding stops
    hold: float = 0.0  # seconds for which the last picture stays, because the sound goes on

    @property
    def sounds(self) -> tuple[SoundRendition, ...]:
        """The sound alone, in each coding; none where there is no sound."""
        return SOUNDS if self.sound is not None else ()

    @property
    def key_frames_every(self) -> int:
        """Frames from one key frame to the next: the same in every rendition, so a player can switch at each."""
        return max(1, round(self.fps * KEY_SECONDS))


def plan(probe: Probe, *, with_av1: bool = True) -> Plan:
    """Decide the renditions for a probed file. No rendition is larger than its source."""
    if probe.picture is None:
        return Plan(None, probe.sound, FASTEST, (), probing.longest(probe.seconds))
    picture = probe.picture
    rungs = rungs_for(min(picture.width, picture.height), with_av1=with_av1)
    videos = tuple(_rendition(picture, rung) for rung in rungs)
    return Plan(picture, probe.sound, steady_fps(picture.fps), videos, probing.longest(probe.seconds), _hold(probe))


def _hold(probe: Probe) -> float:
    """How long the last picture stays when the picture ends before the sound."""
    if probe.sound is None or probe.picture is None or probe.picture.seconds is None or probe.seconds is None:
        return 0.0
    missing = probe.seconds - probe.picture.seconds
    return round(missing, 3) if missing > 0.5 else 0.0


def rungs_for(side: int, *, with_av1: bool) -> list[Rung]:
    """The rungs for a source whose shorter side is `side` pixels: largest first, at least two unless it is tiny."""
    rungs = [rung for rung in LADDER if rung.side <= side]
    if len(rungs) < 2:
        own = _even(side)
        if not rungs or rungs[0].side < own:
            rungs.insert(0, Rung(own, "h264", 28, "medium", 450))
        if len(rungs) < 2 and rungs[0].side > SMALLEST.side:
            rungs.append(SMALLEST)
    return rungs + [rung for rung in AV1_RUNGS if with_av1 and rung.side <= side]


def steady_fps(fps: Fraction) -> Fraction:
    """A constant rate near the source's and at most 30: phones film at a wandering rate, and key frames must align."""
    while fps > FASTEST * Fraction(21, 20):
        fps /= 2
    if fps < 1:
        return Fraction(1)
    common = (Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30))
    nearest = min(common, key=lambda rate: abs(rate - fps))
    if abs(nearest - fps) <= Fraction(1, 5):
        return nearest
    return Fraction(round(fps)) if fps < 20 else Fraction(30) if fps > 27 else Fraction(25)


def _rendition(picture: Picture, rung: Rung) -> VideoRendition:
    scale = Fraction(rung.side, min(picture.width, picture.height))
    width, height = _even(picture.width * scale, picture.width), _even(picture.height * scale, picture.height)
    prefix = "av1-" if rung.codec == "av1" else ""
    return VideoRendition(name=f"{prefix}{rung.side}.mp4", width=width, height=height, rung=rung)


def _even(length: Fraction | int, most: int | None = None) -> int:
    """The nearest even number (4:2:0 pictures need it), never above `most` and at least 2."""
    even = 2 * round(Fraction(length) / 2)
    if (most is not None and even > most) or (most is None and even > length):
        even -= 2
    return max(2, even)
