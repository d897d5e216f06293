"""The JSON credential: Open Badges 3.0 over Verifiable Credentials 2.0, before it is signed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from lms.credentials.rules.keys import instant

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
REVOCATION, SUSPENSION = "revocation", "suspension"
# achievementType is of the vocabulary of Open Badges 3.0.
KINDS = {
    "skill_level": ("Certification", "شهادة قياس مستوى المهارة", "Skill-level certificate"),
    "licence": ("License", "ترخيص مزاولة المهنة", "Licence to practise"),
}
NARRATIVE = (
    "استوفى صاحب الشهادة متطلبات المعيار المهني في اختبار نظري وآخر عملي أمام لجنة القياس. "
    "The holder met the occupational standard by theory and practical tests before the measuring committee."
)


@dataclass(frozen=True)
class Facts:
    """Everything a credential says. ``content`` is the certificate's frozen content (pairs of Arabic and English)."""

    address: str
    site: str
    issuer: str
    kind: str
    serial: str
    content: dict[str, Any]
    issued_on: date
    expires_on: date | None
    list_number: int
    index: int
    zone: tzinfo
    evidence: str = ""  # address of the credential that a licence rests on


def status_address(site: str, number: int, purpose: str) -> str:
    """Where a list is published."""
    address = f"{site}/credentials/status/{number}"
    return address if purpose == REVOCATION else f"{address}?purpose={purpose}"


def document_of(facts: Facts) -> dict[str, Any]:
    """The credential. Marks and the national ID are not in it: whoever holds the address may read it."""
    document = {
        "@context": CONTEXTS,
        "id": facts.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": facts.issuer, "type": ["Profile"], "name": "وزارة العمل", "url": facts.site},
        "validFrom": instant(datetime.combine(facts.issued_on, time.min, facts.zone)),
        "name": f"{KINDS[facts.kind][1]}: {facts.content['trade']['ar']}، {facts.content['level']['ar']}",
        "credentialSubject": _subject(facts),
        "credentialStatus": [_status(facts, purpose) for purpose in (REVOCATION, SUSPENSION)],
        "evidence": [_evidence(facts)],
    }
    if facts.expires_on:
        midnight = datetime.combine(facts.expires_on + timedelta(days=1), time.min, facts.zone)
        document["validUntil"] = instant(midnight - timedelta(seconds=1))
    return document


def _subject(facts: Facts) -> dict[str, Any]:
    names = [facts.content["name"][language] for language in ("ar", "en") if facts.content["name"].get(language)]
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": name} for name in names
        ],
        "licenseNumber": facts.serial,
        "achievement": _achievement(facts),
    }


def _achievement(facts: Facts) -> dict[str, Any]:
    kind, arabic, english = KINDS[facts.kind]
    trade, level, scheme = (facts.content[name] for name in ("trade", "level", "scheme"))
    words = f"{facts.site}/credentials/vocabulary.json"
    return {
        "id": f"{words}#{facts.kind}/{scheme['code']}/{level['code']}/{trade['code']}",
        "type": ["Achievement"],
        "achievementType": kind,
        "humanCode": f"{trade['code']} {level['code']}",
        "name": f"{arabic}: {trade['ar']}، {level['ar']}",
        "description": f"{english}: {trade['en']}, {level['en']}. {scheme['en']}",
        "criteria": {"narrative": NARRATIVE},
        "inLanguage": "ar",
        "fieldOfStudy": trade["ar"],
        "alignment": [
            {
                "type": ["Alignment"],
                "targetCode": f"{scheme['code']}/{level['code']}",
                "targetFramework": scheme["ar"],
                "targetName": level["ar"],
                "targetUrl": f"{words}#{scheme['code']}/{level['code']}",
            }
        ],
    }


def _status(facts: Facts, purpose: str) -> dict[str, str]:
    address = status_address(facts.site, facts.list_number, purpose)
    return {
        "id": f"{address}#{facts.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(facts.index),
        "statusListCredential": address,
    }


def _evidence(facts: Facts) -> dict[str, Any]:
    if facts.evidence:
        return {"id": facts.evidence, "type": ["Evidence"], "name": "شهادة قياس مستوى المهارة", "genre": "OpenBadgeCredential"}
    centre = facts.content["site"]
    return {"type": ["Evidence"], "name": f"{centre['ar']} ({centre['en']})", "narrative": NARRATIVE}
