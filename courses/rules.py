"""What makes a release: hashing, gates and sizes."""

import hashlib
import json
from typing import Any

# What Arabic writers interchange, folded to one letter; diacritics and the tatweel are dropped.
_FOLDED = str.maketrans("أإآٱةىؤئ", "ااااهيوي", "ًٌٍَُِّْـ")


def folded(text: str) -> str:
    """Text as it is searched: one spelling for what people write in several, lower case."""
    return text.translate(_FOLDED).casefold()


def matches(words: str, text: str) -> bool:
    """Whether every word is in the text; the Arabic article and a leading و do not matter."""
    haystack = folded(text)
    return all(word.removeprefix("و").removeprefix("ال") in haystack for word in folded(words).split())


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
    """Ids of what a trainee does in a lesson, in order: each step ticked, each quick question, and the end ("read")."""
    steps: list[str] = []
    for block in document["body"]:
        if block["kind"] == "steps":
            steps += [step["id"] for step in block["steps"]]
        elif block["kind"] == "quick_question":
            steps.append(block["id"])
    return [*steps, "read"]


def bytes_to_learn(asset: dict[str, Any], *, light: bool) -> int:
    """What one asset of a manifest costs a trainee, in bytes: the smallest picture lane, or with ``light`` the sound alone.

    Other files (pictures, documents) cost their smallest version either way.
    """
    sizes = {kind: [file["bytes"] for file in asset["files"] if file["kind"] == kind] for kind in ("video", "audio", "image")}
    wanted = ("audio", "video") if light else ("video", "audio")
    for kind in (*wanted, "image"):
        if sizes[kind]:
            return int(min(sizes[kind]))
    return int(asset["bytes"])


# What hands do in a step, by the word it begins with: a small drawing until the step has a picture of its own.
_DRAWINGS = {
    "ruler": "قس طول الطول الوسط الأرداف الصدر",
    "calculator": "احسب اضرب اجمع اطرح اقسم الكمية",
    "scissors": "قص اقطع",
    "pencil": "علم ارسم حدد",
    "notebook-pen": "سجل اكتب املأ",
    "search-check": "افحص راقب تأكد راجع قارن جرب انظر",
    "gauge": "اختبر اقرأ قراءة القراءة",
    "power": "شغل",
    "unplug": "أطفئ افصل فرغ",
    "plug": "وصل اشحن",
    "puzzle": "ركب جمع",
    "pin": "ثبت",
    "wrench": "اربط أحكم أكمل شد",
    "rotate-cw": "لف أدر وجه اقلب",
    "brush-cleaning": "نظف أزل امسح",
    "camera": "صور",
    "list-checks": "اختر جهز رتب",
    "sliders-horizontal": "اضبط",
    "repeat": "أعد غير استبدل",
    "plus": "أضف",
    "flame": "سخن اكو",
    "lock": "أغلق اقفل",
    "lock-open": "افتح فك",
    "hard-hat": "البس",
    "message-circle": "أخبر اشرح رحب اسأل",
}
_DRAWING_BY_WORD = {word: name for name, words in _DRAWINGS.items() for word in words.split()}


def drawing_of(step: str) -> str:
    """The icon that stands for a step without a picture: by its first word, an open hand for any other."""
    first = step.split(maxsplit=1)[0].rstrip(":،.") if step.strip() else ""
    return _DRAWING_BY_WORD.get(first, "hand")
