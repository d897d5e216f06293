"""Questions answered by putting in order, joining, or touching a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange.contract import REASONS, WrongItem
from assessments.exchange.text import picture
from assessments.forms.question import QuestionForm, english, text
from assessments.models import QuestionVersion


class OrderingForm(QuestionForm):
    """Steps."""

    PARTS = 8
    parts_label = gettext_lazy("The steps, in the right order")
    parts_help = gettext_lazy("Papers show them shuffled. Leave lines you do not need empty.")

    def part(self) -> dict[str, forms.Field]:
        return {"ar": text(_("Arabic")), "en": text(_("English"))}

    def clean(self) -> dict[str, Any]:
        """Two steps at least."""
        typed = super().clean() or self.cleaned_data
        if len(self.typed("ar")) < 2:
            self.add_error("ar_1", _("Write at least two steps."))
        return typed

    def parts(self) -> dict[str, Any]:
        rows = enumerate(self.typed("ar"), start=1)
        items = [{"id": f"i{number}", "ar": row["ar"], "en": row["en"] or row["ar"]} for number, row in rows]
        return {"items": items, "answer": {"order": [item["id"] for item in items]}}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        items = {item["id"]: item for item in version.content["items"]}
        typed: dict[str, Any] = {}
        for number, name in enumerate(version.answer["order"], start=1):
            typed |= {f"ar_{number}": items[name]["ar"], f"en_{number}": english(items[name])}
        return typed


class MatchingForm(QuestionForm):
    """Pairs."""

    PARTS = 6
    parts_label = gettext_lazy("The pairs")
    parts_help = gettext_lazy("What belongs together stands on one line. A line with only the second half is a spare.")

    def part(self) -> dict[str, forms.Field]:
        halves = {"left": _("First half"), "right": _("Second half")}
        languages = {"ar": _("Arabic"), "en": _("English")}
        return {f"{half}_{code}": text(f"{one} · {other}") for half, one in halves.items() for code, other in languages.items()}

    def clean(self) -> dict[str, Any]:
        """Two pairs at least, no half alone on the left, no second half twice."""
        typed = super().clean() or self.cleaned_data
        rights = self.typed("right_ar")
        if len(self.typed("left_ar")) < 2:
            self.add_error("left_ar_1", _("Write at least two pairs."))
        if any(not row["right_ar"] for row in self.typed("left_ar")):
            self.add_error("right_ar_1", _("A first half has no second half."))
        if len({row["right_ar"] for row in rights}) < len(rights):
            self.add_error("right_ar_1", _("The same second half stands twice."))
        return typed

    def parts(self) -> dict[str, Any]:
        left, right, pairs = [], [], {}
        for number, row in enumerate(self.typed("right_ar"), start=1):
            right.append({"id": f"r{number}", "ar": row["right_ar"], "en": row["right_en"] or row["right_ar"]})
            if row["left_ar"]:
                left.append({"id": f"l{number}", "ar": row["left_ar"], "en": row["left_en"] or row["left_ar"]})
                pairs[f"l{number}"] = f"r{number}"
        return {"left": left, "right": right, "answer": {"pairs": pairs}}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        left = {part["id"]: part for part in version.content["left"]}
        right = {part["id"]: part for part in version.content["right"]}
        pairs = [(left[one], right[other]) for one, other in version.answer["pairs"].items()]
        spare = [({"ar": "", "en": ""}, part) for name, part in right.items() if name not in version.answer["pairs"].values()]
        typed: dict[str, Any] = {}
        for number, halves in enumerate(pairs + spare, start=1):
            for name, part in zip(("left", "right"), halves, strict=True):
                typed |= {f"{name}_ar_{number}": part["ar"], f"{name}_en_{number}": english(part)}
        return typed


class HotspotForm(QuestionForm):
    """A place on a picture."""

    PARTS = 6
    parts_label = gettext_lazy("Places on the picture")
    parts_help = gettext_lazy(
        "In per cent of the picture, from its upper left corner. Save, look at the preview, and correct until the frames fit."
    )

    picture = forms.FileField(label=gettext_lazy("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    brief_ar = text(gettext_lazy("What the picture shows, in Arabic"), required=True, rows=2)
    brief_en = text(gettext_lazy("What the picture shows, in English"), rows=2)

    def part(self) -> dict[str, forms.Field]:
        sides = {"x": _("From the left"), "y": _("From the top"), "w": _("Width"), "h": _("Height")}
        numbers = {
            name: forms.IntegerField(label=label, required=False, min_value=0, max_value=100) for name, label in sides.items()
        }
        right = forms.BooleanField(label=_("Right"), required=False)
        return {"ar": text(_("Arabic")), "en": text(_("English")), **numbers, "right": right}

    def clean(self) -> dict[str, Any]:
        """A picture, two places, each inside the picture, and one that is right."""
        typed = super().clean() or self.cleaned_data
        rows = self.typed("ar")
        self.made: tuple[str, dict[str, Any]] | None = None
        if upload := typed.get("picture"):
            try:
                self.made = picture(upload.read(), typed.get("brief_ar", ""))
            except WrongItem as wrong:
                self.add_error("picture", str(REASONS[wrong.code]))
        elif not self.initial.get("image"):
            self.add_error("picture", _("Choose a picture."))
        if any(row[side] is None for row in rows for side in "xywh"):
            self.add_error("ar_1", _("A place lacks one of its four numbers."))
        elif any(row["x"] + row["w"] > 100 or row["y"] + row["h"] > 100 for row in rows):
            self.add_error("ar_1", _("A place reaches over the edge of the picture."))
        if not any(row["right"] for row in rows):
            self.add_error("right_1", _("Mark the right place."))
        return typed

    def drawing(self) -> tuple[str, dict[str, Any]] | None:
        return self.made

    def parts(self) -> dict[str, Any]:
        measures = self.made[1] if self.made else self.initial["image"]
        regions = []
        for number, row in enumerate(self.typed("ar"), start=1):
            label = {"ar": row["ar"], "en": row["en"] or row["ar"]}
            regions.append({"id": f"h{number}", "label": label, "right": row["right"]} | {f"{s}_pct": row[s] for s in "xywh"})
        image = {"width_px": measures["width"], "height_px": measures["height"], "brief": self.pair("brief")}
        right = [region["id"] for region in regions if region["right"]]
        return {"image": image, "regions": regions, "answer": {"regions": right}}

    @staticmethod
    def stored(version: QuestionVersion) -> dict[str, Any]:
        image = version.content["image"]
        typed = {"image": image, "brief_ar": image["brief"]["ar"], "brief_en": english(image["brief"])}
        for number, region in enumerate(version.content["regions"], start=1):
            typed |= {f"ar_{number}": region["label"]["ar"], f"en_{number}": english(region["label"])}
            typed |= {f"{side}_{number}": region[side] for side in "xywh"}
            typed[f"right_{number}"] = region["id"] in version.answer["regions"]
        return typed
