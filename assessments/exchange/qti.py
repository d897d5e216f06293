"""QTI 2.1, 2.2 and 3.0 items. Source: 1EdTech, "Question and Test Interoperability" 2.2 and 3.0, information models.

Both generations are read as one: names of version 3 (``qti-choice-interaction``) are turned into those of version 2
(``choiceInteraction``) first.
"""

from collections.abc import Callable
from fractions import Fraction
from xml.etree.ElementTree import Element

from assessments.exchange import build
from assessments.exchange.contract import Reading, Source, WrongItem
from assessments.exchange.gift import BLANK
from assessments.exchange.qti_hotspot import hotspot
from assessments.exchange.text import Plain, from_html, picture

NAME = "qti"
ITEM, TEST = "assessmentItem", "assessmentTest"
NUMBERS = ("integer", "float")
Made = tuple[Source, list[str]]
Files = Callable[[str], bytes | None]


def plain_names(root: Element) -> Element:
    """The tree without namespaces, with names of version 2."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _camel(element.tag.rpartition("}")[2])
        element.attrib = {_camel(name.rpartition("}")[2]): value for name, value in element.attrib.items()}
    return root


def _camel(name: str) -> str:
    first, *others = name.removeprefix("qti-").split("-")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


def read_item(reading: Reading, root: Element, files: Files) -> None:
    """One item into the reading; ``files`` gives the bytes of a picture by its address in the package."""
    item = root.get("title") or root.get("identifier") or "item"
    reading.take(item, lambda: _item(root, files))


def _item(root: Element, files: Files) -> Made:
    if root.get("adaptive") == "true":
        raise WrongItem("adaptive_not_supported")
    body = root.find("itemBody")
    found = [] if body is None else [element for element in body.iter() if element.tag.endswith("Interaction")]
    if body is None or not found or root.find("templateDeclaration") is not None:
        raise WrongItem("type_not_supported")
    if len(found) > 1:
        raise WrongItem("several_interactions")
    interaction = found[0]
    make = TYPES.get(interaction.tag)
    if make is None:
        raise WrongItem("type_not_supported")
    source, lost = make(interaction, Declared(root, interaction), files)
    stem = _stem(body, interaction)
    drawing, image = source.pop("drawing", ""), None
    if stem.pictures:
        drawing, image = _picture(stem.pictures, files)
    said = [from_html(_markup(part)).pair() for part in root.findall("modalFeedback")]
    feedback = {language: "\n".join(one[language] for one in said if one[language]) for language in ("ar", "en")}
    lost += ["formatting_lost"] if stem.lost else []
    asked = {language: words.removesuffix(BLANK).rstrip() or words for language, words in stem.pair().items()}
    return build.whole(source, stem=asked, feedback=feedback, marks=1, picture=drawing, image=image), lost


class Declared:
    """What the item declares of the response to its interaction."""

    def __init__(self, root: Element, interaction: Element) -> None:
        name = interaction.get("responseIdentifier")
        declared = next((one for one in root.findall("responseDeclaration") if one.get("identifier") == name), None)
        if declared is None:
            raise WrongItem("no_answer")
        self.several = declared.get("cardinality") == "multiple"
        self.base = declared.get("baseType", "")
        self.right = [(value.text or "").strip() for value in declared.findall("correctResponse/value")]
        entries = declared.findall("mapping/mapEntry")
        self.mapped = {entry.get("mapKey") or "": _fraction(entry.get("mappedValue")) for entry in entries}


def _fraction(text: str | None) -> Fraction:
    return build.percent(text)


def _choice(interaction: Element, declared: Declared, files: Files) -> Made:
    choices = [
        (one.get("identifier") or "", _words(one)) for one in interaction.iter() if one.tag in ("simpleChoice", "inlineChoice")
    ]
    right = declared.right or [key for key, worth in declared.mapped.items() if worth > 0]
    if {name for name, _text in choices} == {"true", "false"} and len(right) == 1:
        return build.true_false(right[0] == "true"), []
    several = declared.several and interaction.tag == "choiceInteraction"
    shares = _shares([name for name, _text in choices], right, declared.mapped, several=several)
    return build.choice([(text, share) for (_name, text), share in zip(choices, shares, strict=True)], several=several)


def _shares(names: list[str], right: list[str], mapped: dict[str, Fraction], *, several: bool) -> list[Fraction]:
    """What each choice earns in per cent, by the mapping, or by the right answer alone."""
    whole = Fraction(build.WHOLE)
    best = sum((worth for worth in mapped.values() if worth > 0), Fraction(0))
    if mapped and best:
        best = best if several else max(mapped.values())
        return [mapped.get(name, Fraction(0)) * whole / best for name in names]
    each = whole / len(right) if right and several else whole
    return [each if name in right else -each if several else Fraction(0) for name in names]


def _order(interaction: Element, declared: Declared, files: Files) -> Made:
    items = {one.get("identifier") or "": _words(one) for one in interaction.iter("simpleChoice")}
    if sorted(declared.right) != sorted(items):
        raise WrongItem("no_answer")
    return build.ordering([items[name] for name in declared.right]), []


def _match(interaction: Element, declared: Declared, files: Files) -> Made:
    sets = [
        {one.get("identifier") or "": _words(one) for one in part.iter("simpleAssociableChoice")}
        for part in interaction.iter("simpleMatchSet")
    ]
    pairs = dict(value.split() for value in declared.right if len(value.split()) == len(sets))
    if len(sets) != len(("left", "right")) or not pairs or set(pairs) != set(sets[0]) or not set(pairs.values()) <= set(sets[1]):
        raise WrongItem("no_answer")
    left, right = sets
    spare = [text for name, text in right.items() if name not in pairs.values()]
    return build.matching([(left[name], right[pairs[name]]) for name in left], spare), []


def _text_entry(interaction: Element, declared: Declared, files: Files) -> Made:
    if declared.base in NUMBERS:
        if not declared.right:
            raise WrongItem("no_answer")
        return build.numeric(declared.right[0], "0"), ["tolerance_unknown"] if declared.base == "float" else []
    best = max(declared.mapped.values(), default=Fraction(0))
    accepted = {text: Fraction(build.WHOLE) for text in declared.right}
    if best > 0:
        accepted |= {text: worth * build.WHOLE / best for text, worth in declared.mapped.items()}
    return build.short_text(list(accepted.items())), []


TYPES: dict[str, Callable[[Element, Declared, Files], Made]] = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _text_entry,
    "hotspotInteraction": lambda interaction, declared, files: hotspot(interaction, declared.right, files),
}


def _stem(body: Element, interaction: Element) -> Plain:
    """Everything that is said around the interaction, and its prompt; a blank where something is filled in."""
    prompt = interaction.find("prompt")
    asked = _markup(prompt) if prompt is not None else ""
    blank = f" {BLANK} " if interaction.tag in ("textEntryInteraction", "inlineChoiceInteraction") else ""
    around = _markup(body, instead={interaction: f"{blank}<br>{asked}" if asked else blank})
    return from_html(around)


def _words(element: Element) -> build.Pair:
    plain = from_html(_markup(element))
    if plain.pictures:
        raise WrongItem("media_not_supported")
    return plain.pair()


def _markup(element: Element, instead: dict[Element, str] | None = None) -> str:
    """The inside of an element as HTML, with something else in place of some elements."""
    parts = [_escaped(element.text)]
    for child in element:
        if instead and child in instead:
            parts.append(instead[child])
        elif child.tag not in ("feedbackInline", "feedbackBlock", "rubricBlock"):
            attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in child.attrib.items())
            parts.append(f"<{child.tag}{attributes}>{_markup(child, instead)}</{child.tag}>")
        parts.append(_escaped(child.tail))
    return "".join(parts)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _picture(pictures: list[tuple[str, str]], files: Files) -> tuple[str, dict[str, object]]:
    if len(pictures) > 1:
        raise WrongItem("media_not_supported")
    address, alt = pictures[0]
    data = files(address)
    if data is None:
        raise WrongItem("picture_missing")
    return picture(data, alt)
