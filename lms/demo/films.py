"""Lesson films for the demonstration: real recordings with Arabic speech and captions, made on the spot, no file shipped."""

import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lms.demo.film_scenes.card import DYES, FPS, HEIGHT, HOUSE, WIDTH, Card, frames
from lms.demo.film_scenes.choice import drawing_for

_RATE: Final = 22050
_WORDS_PER_MINUTE: Final = 135
_BEFORE, _AFTER, _LEAST = 0.35, 0.65, 3.0  # seconds of quiet around a line, and the least a card stays


@dataclass(frozen=True)
class Film:
    """A finished film. `captions` is a WebVTT text."""

    path: Path
    captions: str
    seconds: float


def make_lesson_film(*, title: str, lines: list[str], path: Path, trade: str = "", heading: str = "ورشة") -> Film:
    """Make a film that shows and speaks the title and each line in turn.

    `trade` (TLR, MOB, RAC) chooses colours and drawings; `heading` is the small line on top, as the course's name.
    Needs ffmpeg and espeak-ng. Takes about a tenth of the film's length.
    """
    spoken = [title, *lines]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        voices = [_speak(line, folder / f"line-{number}.wav") for number, line in enumerate(spoken)]
        lengths = [max(_LEAST, _BEFORE + _seconds(voice) + _AFTER) for voice in voices]
        track = _one_track(voices, lengths, folder / "track.wav")
        cards = _cards(title=title, lines=lines, lengths=lengths, trade=trade, heading=heading)
        _film(cards, lengths, trade=trade, track=track, path=path, folder=folder)
    return Film(path=path, captions=_captions(spoken, lengths), seconds=sum(lengths))


def _cards(*, title: str, lines: list[str], lengths: list[float], trade: str, heading: str) -> list[Card]:
    """The title card, then one for each line, each with its part of the seam."""
    whole, passed = sum(lengths), 0.0
    cards = []
    for number, (line, length) in enumerate(zip([title, *lines], lengths, strict=True)):
        share = (passed / whole, (passed + length) / whole)
        drawing = drawing_for(line, trade=trade, number=number)
        cards.append(Card(heading=title if number else heading, words=line, number=number, drawing=drawing, share=share))
        passed += length
    return cards


def _speak(line: str, path: Path) -> Path:
    """The line in Arabic speech. The text comes by standard input, so nothing in it can be taken for an option."""
    command = ["espeak-ng", "-v", "ar", "-s", str(_WORDS_PER_MINUTE), "-w", str(path), "--stdin"]
    subprocess.run(command, input=line.encode(), check=True, capture_output=True)  # noqa: S603
    return path


def _seconds(path: Path) -> float:
    with wave.open(str(path)) as voice:
        return voice.getnframes() / voice.getframerate()


def _one_track(voices: list[Path], lengths: list[float], path: Path) -> Path:
    """All lines one after the other, each with quiet around it, so that sound and cards keep together."""
    with wave.open(str(path), "wb") as track:
        track.setnchannels(1)
        track.setsampwidth(2)
        track.setframerate(_RATE)
        for voice, length in zip(voices, lengths, strict=True):
            with wave.open(str(voice)) as opened:
                said = opened.readframes(opened.getnframes())
            before = b"\0\0" * round(_BEFORE * _RATE)
            whole = round(round(length * FPS) / FPS * _RATE) * 2
            track.writeframes((before + said)[:whole].ljust(whole, b"\0"))
    return path


def _film(cards: list[Card], lengths: list[float], *, trade: str, track: Path, path: Path, folder: Path) -> None:
    """Draw the frames straight into ffmpeg."""
    pictures = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "pipe:0"]
    coding = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "24", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "64k"]
    command = ["ffmpeg", "-y", "-loglevel", "error", *pictures, "-i", str(track), *coding, "-movflags", "faststart"]
    with subprocess.Popen([*command, f"file:{path}"], stdin=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin is not None
        for card, length in zip(cards, lengths, strict=True):
            for frame in frames(card, DYES.get(trade, HOUSE), seconds=length, folder=folder):
                process.stdin.write(frame)
        process.stdin.close()
        if process.wait():
            raise RuntimeError(f"ffmpeg could not write {path}")


def _captions(spoken: list[str], lengths: list[float]) -> str:
    """A cue for each sentence, its time by its share of the line's letters."""
    cues, start = ["WEBVTT"], 0.0
    for line, length in zip(spoken, lengths, strict=True):
        sentences = [part.strip() for part in line.replace(". ", ".\n").replace("؟ ", "؟\n").split("\n") if part.strip()]
        at, letters = start, sum(map(len, sentences)) or 1
        for sentence in sentences:
            until = at + length * len(sentence) / letters
            cues.append(f"{_clock(at)} --> {_clock(until - 0.05)}\n{sentence}")
            at = until
        start += length
    return "\n\n".join(cues) + "\n"


def _clock(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{seconds % 60:06.3f}"
