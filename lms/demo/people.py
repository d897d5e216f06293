"""The demo people. Only the demo data has them."""

from lms.people.actions import give_role
from lms.people.models import Person, Role, Site

PASSWORD = "warsha-demo"

# login, Arabic name, Latin name, governorate, role, site
STAFF = [
    ("nadia", "نادية فتحي منصور", "Nadia Fathy Mansour", "21", Role.Kind.INSTRUCTOR, "GZ-C1"),
    ("mahmoud", "محمود رجب سليم", "Mahmoud Ragab Selim", "21", Role.Kind.INSTRUCTOR, "GZ-C1"),
    ("ashraf", "أشرف كامل عطية", "Ashraf Kamel Attia", "25", Role.Kind.INSTRUCTOR, "AS-C1"),
    ("youssef", "يوسف حسني الترزي", "Youssef Hosny El-Tarzy", "01", Role.Kind.AUTHOR, "HQ"),
    ("mona", "منى عبد الرحمن زكي", "Mona Abdel-Rahman Zaki", "01", Role.Kind.EDITOR, "HQ"),
    ("samir", "سمير لطفي حنا", "Samir Lotfy Hanna", "21", Role.Kind.ASSESSOR, "D-GZ"),
    ("dalia", "داليا محمد شاكر", "Dalia Mohamed Shaker", "21", Role.Kind.ASSESSOR, "D-GZ"),
    ("tarek", "طارق إبراهيم النجار", "Tarek Ibrahim El-Naggar", "21", Role.Kind.CHAIR, "D-GZ"),
    ("hoda", "هدى سعيد عبد المقصود", "Hoda Said Abdel-Maksoud", "21", Role.Kind.MANAGER, "GZ-C1"),
    ("wafaa", "وفاء جرجس بشاي", "Wafaa Girgis Bishay", "25", Role.Kind.MANAGER, "AS-C1"),
    ("omar", "عمر شريف الدسوقي", "Omar Sherif El-Desouky", "01", Role.Kind.DECISION_MAKER, "HQ"),
    ("admin", "مدير المنصة", "Platform administrator", "01", Role.Kind.ADMINISTRATOR, "HQ"),
]

# Of headquarters, named last: the numbers of the others stay as they are.
HEADQUARTERS = [
    ("safaa", "صفاء محمود القاضي", "Safaa Mahmoud El-Kady", "01", Role.Kind.SCHEME_EDITOR, "HQ"),
    ("magdy", "مجدي أنور حبيب", "Magdy Anwar Habib", "01", Role.Kind.QUALITY_REVIEWER, "HQ"),
]

# login, Arabic name, Latin name, governorate
NAMED_TRAINEES = [
    ("amina", "أمينة حسن عبد الله", "Amina Hassan Abdallah", "21"),
    ("hassan", "حسن علي مصطفى", "Hassan Ali Mostafa", "21"),
    ("karim", "كريم ناصر أبو الفتوح", "Karim Nasser Aboul-Fotouh", "25"),
]

_WOMEN = ["سعاد", "شيماء", "مريم", "فاطمة", "نجلاء", "هبة", "إيمان", "رضا", "سحر", "ماريان"]
_MEN = ["محمد", "إبراهيم", "وائل", "جرجس", "عماد", "ياسر", "رامي", "مينا", "طه", "سيد"]
_FAMILIES = ["عبد الحميد فرج", "صبحي غالي", "السيد بدوي", "رمضان عوض", "فوزي ميخائيل", "جمال الشناوي", "عادل خليفة", "نبيل حافظ"]
_LATIN = {
    "سعاد": "Soad", "شيماء": "Shaimaa", "مريم": "Mariam", "فاطمة": "Fatma", "نجلاء": "Naglaa", "هبة": "Heba", "إيمان": "Eman",
    "رضا": "Reda", "سحر": "Sahar", "ماريان": "Marianne", "محمد": "Mohamed", "إبراهيم": "Ibrahim", "وائل": "Wael",
    "جرجس": "Girgis", "عماد": "Emad", "ياسر": "Yasser", "رامي": "Ramy", "مينا": "Mina", "طه": "Taha", "سيد": "Sayed",
    "عبد الحميد فرج": "Abdel-Hamid Farag", "صبحي غالي": "Sobhy Ghaly", "السيد بدوي": "El-Sayed Badawy",
    "رمضان عوض": "Ramadan Awad", "فوزي ميخائيل": "Fawzy Mikhail", "جمال الشناوي": "Gamal El-Shennawy",
    "عادل خليفة": "Adel Khalifa", "نبيل حافظ": "Nabil Hafez",
}  # fmt: skip


def load_people() -> None:
    """Staff with their roles, the named trainees, and forty more so that lists look like a working day."""
    made = Person(username="-")
    made.set_password(PASSWORD)
    number = 0

    def person(login: str, name: str, name_en: str, governorate: str) -> Person:
        nonlocal number
        number += 1
        return Person(
            username=login,
            name=name,
            name_en=name_en,
            governorate_id=governorate,
            mobile=f"+2010{number:08d}",
            mobile_verified=True,
            password=made.password,  # one hash for all: hashing fifty passwords would take most of the loading time
            is_staff=login == "admin",
            is_superuser=login == "admin",
        )

    Person.objects.bulk_create(person(*row[:4]) for row in STAFF)
    Person.objects.bulk_create(person(*row) for row in NAMED_TRAINEES)
    Person.objects.bulk_create(
        person(f"trainee{index:02d}", name, name_en, "21" if index <= 28 else "25") for index, (name, name_en) in _crowd(40)
    )
    Person.objects.bulk_create(person(*row[:4]) for row in HEADQUARTERS)
    for login, _name, _name_en, _governorate, kind, site in (*STAFF, *HEADQUARTERS):
        give_role(person=Person.objects.get(username=login), kind=kind, site=Site.objects.get(code=site))


def _crowd(size: int) -> list[tuple[int, tuple[str, str]]]:
    given = [name for pair in zip(_WOMEN, _MEN, strict=True) for name in pair]
    people = []
    for index in range(size):
        first, family = given[index % len(given)], _FAMILIES[(index * 3 + index // len(given)) % len(_FAMILIES)]
        people.append((index + 1, (f"{first} {family}", f"{_LATIN[first]} {_LATIN[family]}")))
    return people


def named(login: str) -> Person:
    """A demo person by login."""
    return Person.objects.get(username=login)
