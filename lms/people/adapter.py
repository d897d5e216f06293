"""How the registration library (django-allauth) reaches our persons and our SMS."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from lms.people.actions import set_mobile, write_text_message
from lms.people.forms import MobileField
from lms.people.models import Person
from lms.people.rules import mobile_in_international_form
from lms.refusals import Refusal


class PeopleAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Mobile number first; codes of six digits by SMS."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look at the newest message and type its six digits."),
        "phone_password_mismatch": _("The number and the password do not go together. Try again, or reset the password."),
        "username_password_mismatch": _("The name and the password do not go together. Try again, or reset the password."),
        "too_many_login_attempts": _("Too many tries. Your account is safe. Wait five minutes, then try again."),
    }

    def phone_form_field(self, **kwargs: Any) -> MobileField:
        """The field for a mobile number: any digits, any spacing."""
        return MobileField(**{**kwargs, "label": _("Mobile number")})

    def populate_username(self, request: Any, user: Person) -> None:
        """Nobody is asked to invent a user name."""
        user.username = f"p{uuid7().hex}"

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:
        set_mobile(person=user, mobile=phone, verified=verified)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        return (user.mobile, user.mobile_verified) if user.mobile else None

    def set_phone_verified(self, user: Person, phone: str) -> None:
        set_mobile(person=user, mobile=phone, verified=True)

    def get_user_by_phone(self, phone: str) -> Person | None:
        """The person with this number in any spelling: signing in hands on what was typed."""
        try:
            return Person.objects.filter(mobile=mobile_in_international_form(phone)).first()
        except Refusal:
            return None

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **kwargs: Any) -> None:
        write_text_message(mobile=phone, text=str(_("Your Warsha code is %(code)s. Tell it to nobody.") % {"code": code}))

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        write_text_message(mobile=phone, text=str(_("Nobody is registered with this number yet. Register on Warsha first.")))

    def send_account_already_exists_sms(self, phone: str) -> None:
        write_text_message(mobile=phone, text=str(_("You are already registered with this number. Sign in instead.")))
