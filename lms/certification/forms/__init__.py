"""What is typed about certificates and schemes."""

from lms.certification.forms.schemes import NumbersForm, RuleForm, SchemeForm, TermsForm, TryForm, tomorrow
from lms.certification.forms.standing import CorrectionForm, ReinstatementForm, RevocationForm, SuspensionForm

__all__ = [
    "CorrectionForm",
    "NumbersForm",
    "ReinstatementForm",
    "RevocationForm",
    "RuleForm",
    "SchemeForm",
    "SuspensionForm",
    "TermsForm",
    "TryForm",
    "tomorrow",
]
