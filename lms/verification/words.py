"""What the checking page says: each outcome's title, meaning and advice, and the faults of camera and picture.

Names are those of the protocol's outcomes, with ``.title``, ``.says`` and ``.do``; braces are filled by the page.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OUTCOMES: dict[str, tuple[Promise, Promise, Promise | str]] = {
    "asking": (_("Genuine"), _("The ministry signed it and nothing was changed. Asking the register how it stands now…"), ""),
    "valid": (pgettext_lazy("certificate", "Valid"), _("Issued by the Ministry of Labour, unchanged, and in force now."), ""),
    "valid_as_of": (
        _("Valid on {list}"),
        _("Issued by the Ministry of Labour and unchanged. By the list kept on this device it was in force."),
        _("To see how it stands now, connect to the internet and check again."),
    ),
    "status_unknown": (
        _("Genuine, but how it stands is not known"),
        _(
            "Issued by the Ministry of Labour and unchanged. "
            "The list on this device is missing or too old to say whether it is still in force."
        ),
        _("Do not rely on it yet. Connect to the internet and check again."),
    ),
    "suspended": (
        pgettext_lazy("certificate", "Suspended"),
        _("Issued by the Ministry of Labour, then stopped for a time. Do not rely on it while it is suspended."),
        _("Its holder can ask the committee that issued it when it will be in force again."),
    ),
    "revoked": (
        pgettext_lazy("certificate", "Revoked"),
        _("Issued by the Ministry of Labour, then taken back. Do not rely on it."),
        _("Ask its holder whether there is a corrected certificate, and check that one."),
    ),
    "expired": (
        pgettext_lazy("certificate", "Expired"),
        _("It was genuine, and ran out on {day}. Ask its holder for a newer one."),
        "",
    ),
    "bad_signature": (
        _("Not genuine"),
        _("This code was changed, or the Ministry of Labour did not sign it. Do not rely on it."),
        _("Type the number on the paper to see what the register says, or show the paper to the nearest labour directorate."),
    ),
    "not_in_register": (
        _("Not genuine"),
        _("The register does not hold a certificate with this content. Do not rely on it."),
        _("Show the paper to the nearest labour directorate."),
    ),
    "before_issue": (
        _("The date does not fit"),
        _("By this device's clock, the certificate would only be issued in the future. It is not accepted like that."),
        _("Set the date of this device right, then check again. If the date is right, do not rely on the certificate."),
    ),
    "unknown_key": (
        _("Cannot be checked with this device yet"),
        _("The code is signed with a key that this device does not know. It may be newer than what the device keeps, or forged."),
        _("Connect to the internet and check again. If you are connected, do not rely on it."),
    ),
    "not_ours": (
        _("Not issued here"),
        _("This code is of another issuer, not of the Ministry of Labour's platform."),
        _("If the paper says that it is a skill-level certificate of the ministry, do not rely on it."),
    ),
    "malformed": (
        _("Not the code of a certificate"),
        _("This is another kind of code, or a part of it is missing."),
        _("Scan the square code on the certificate, whole and in good light, or type the number."),
    ),
}

FAULTS: dict[str, tuple[Promise, Promise]] = {
    "camera_refused": (
        _("The camera is not allowed"),
        _("Allow the camera for this site in the browser's settings, or choose a picture of the code, or type the number."),
    ),
    "camera_missing": (_("No camera was found"), _("Choose a picture of the code, or type the number.")),
    "camera_busy": (
        _("The camera did not open"),
        _("Another app may be using it. Close it and try again, or choose a picture of the code."),
    ),
    "camera_insecure": (
        _("The camera needs a safe connection"),
        _("Open this page by its https address, or choose a picture of the code, or type the number."),
    ),
    "picture_unreadable": (_("This file could not be opened as a picture"), _("Choose a photo of the code: JPEG, PNG or WebP.")),
    "picture_without_code": (
        _("No code was found in the picture"),
        _("Take it nearer and sharper, with the whole square in it and no glare, or type the number."),
    ),
    "number_offline": (
        _("A number can only be checked with a network"),
        _("You are not connected. Scan the code on the certificate: that works without a network."),
    ),
    "no_keys": (
        _("This device has not yet fetched what it needs"),
        _("Open this page once with a network. From then on it checks without one."),
    ),
}

TERMS: dict[str, Promise] = {
    "house": _("Warsha"),
    "trade": _("Trade"),
    "level": _("Level"),
    "issued": _("Issued on"),
    "until": _("Valid until"),
    "no_end": _("Does not run out"),
    "issuer": _("Issued by"),
    "ministry": _("Ministry of Labour"),
    "serial": _("Certificate number"),
    "kind": _("Document"),
    "licence": _("Licence to practise"),
    "revoked_on": _("Revoked on"),
    "suspended_on": _("Suspended on"),
    "reason": _("Reason"),
    "photo": _("Photo of {name}"),
    "compare_photo": _("Compare the photo with the face, the name with the ID card, and these words with the paper."),
    "compare": _("Compare the name with the ID card, and these words with the paper."),
    "by_register": _("By the ministry's register on {moment}."),
    "by_list": _("By the list of certificates of {moment}."),
    "never_shown": _("Marks and the national ID are never shown here."),
    "ready": _("Scanning works without a network, with the list of {day}. The camera's picture never leaves this device."),
    "not_ready": _("Connected once, this page checks without a network. The camera's picture never leaves this device."),
}


def words() -> dict[str, str]:
    """Everything in the active language, under flat names."""
    flat = {name: str(text) for name, text in TERMS.items()}
    for name, (title, says, advice) in OUTCOMES.items():
        flat |= {f"{name}.title": str(title), f"{name}.says": str(says), f"{name}.do": str(advice)}
    for name, (title, text) in FAULTS.items():
        flat |= {f"{name}.title": str(title), f"{name}.text": str(text)}
    return flat
