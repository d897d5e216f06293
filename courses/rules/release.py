"""What makes a release: hashing, gates and sizes."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any


def canonical(body: Any) -> bytes:
    """The one way a document is written as bytes: sorted keys, no spaces, UTF-8."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(body: Any) -> str:
    """The SHA-256 of a document's canonical bytes, in hex."""
    return hashlib.sha256(canonical(body)).hexdigest()


def asset_uuids(body: Any) -> list[str]:
    """Every asset a document names, in order of first appearance."""
    found: dict[str, None] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "uuid" in node and "digest" in node and "kind" in node:
                found[node["uuid"]] = None
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(body)
    return list(found)


def steps_of(document: dict[str, Any]) -> list[str]:
    """Ids of what a trainee does in a lesson, in order: each step, question, check and activity, and the end ("read")."""
    steps: list[str] = []
    for block in document["body"]:
        if block["kind"] == "steps":
            steps += [step["id"] for step in block["steps"]]
        elif block["kind"] == "video":
            steps += [moment["id"] for moment in block.get("moments", []) if moment["choices"]]
        elif block["kind"] in ("quick_question", "activity") or block["kind"].startswith("check_"):
            steps.append(block["id"])
    return [*steps, "read"]


File = dict[str, Any]


def lane_files(assets: Iterable[dict[str, Any]]) -> dict[str, list[File]]:
    """The files of a lesson by lane, for a device that takes it along: ``text`` alone, with ``sound``, with a film of ``240`` …

    Each is named by its asset and name, with digest and bytes. Each size takes its cheaper film (AV1 where there is one), a film
    without a size its next smaller one; pictures and documents are in every lane, in their lightest form.
    """
    assets = list(assets)
    films = [asset for asset in assets if asset["kind"] in ("video", "audio")]
    stills = [_lightest(asset, light=False) for asset in assets if asset not in films]
    sizes = sorted({file["height"] for asset in films for file in asset["files"] if file["kind"] == "video"})
    lanes = {"text": stills}
    if films:
        lanes["sound"] = [*stills, *(_lightest(asset, light=True) for asset in films)]
    return lanes | {str(size): [*stills, *(_film(asset, size) for asset in films)] for size in sizes}


def lanes_of(text: int, assets: Iterable[dict[str, Any]]) -> dict[str, int]:
    """What a lesson costs in bytes by lane: its text and the files of ``lane_files``."""
    return {lane: text + sum(file["bytes"] for file in files) for lane, files in lane_files(assets).items()}


def _film(asset: dict[str, Any], size: int) -> File:
    pictures = [file for file in asset["files"] if file["kind"] == "video"]
    fitting = [file["height"] for file in pictures if file["height"] <= size] or [file["height"] for file in pictures]
    if not fitting:
        return _lightest(asset, light=True)
    return _named(asset, min((file for file in pictures if file["height"] == max(fitting)), key=_bytes))


def _lightest(asset: dict[str, Any], *, light: bool) -> File:
    wanted = ("audio", "video") if light else ("video", "audio")
    for kind in (*wanted, "image"):
        if files := [file for file in asset["files"] if file["kind"] == kind]:
            return _named(asset, min(files, key=_bytes))
    return _named(asset, {"name": "original.pdf", "digest": asset["digest"], "bytes": asset["bytes"]})


def _named(asset: dict[str, Any], file: File) -> File:
    return {"asset": asset["uuid"], "name": file["name"], "digest": file["digest"], "bytes": int(file["bytes"])}


def _bytes(file: File) -> int:
    return int(file["bytes"])


def bytes_to_learn(asset: dict[str, Any], *, light: bool) -> int:
    """What one asset of a manifest costs a trainee, in bytes: the smallest picture lane, or with ``light`` the sound alone.

    Other files (pictures, documents) cost their smallest version either way.
    """
    return _bytes(_lightest(asset, light=light))
