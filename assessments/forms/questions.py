"""The form of each question type."""

from assessments.forms.answers import NumericForm, OptionsForm, SeveralForm, ShortTextForm, TrueFalseForm
from assessments.forms.arrangements import HotspotForm, MatchingForm, OrderingForm
from assessments.forms.question import QuestionForm

FORMS: dict[str, type[QuestionForm]] = {
    "single_choice": OptionsForm,
    "multiple_response": SeveralForm,
    "true_false": TrueFalseForm,
    "numeric": NumericForm,
    "ordering": OrderingForm,
    "matching": MatchingForm,
    "hotspot": HotspotForm,
    "short_text": ShortTextForm,
}
