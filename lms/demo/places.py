"""The ministry's places: governorates, directorates, centres, mobile units."""

from lms.demo.ministry import governorates
from lms.people.models import Governorate, Site

# code, kind, governorate, Arabic, English, address Arabic, address English, step-free
SITES = [
    ("GZ-C1", "centre", "21", "مركز التدريب المهني بالجيزة", "Giza Vocational Training Centre",
     "شارع ربيع الجيزي، الجيزة", "Rabie El-Gizi Street, Giza", True),
    ("GZ-C2", "centre", "21", "مركز التدريب المهني بإمبابة", "Imbaba Vocational Training Centre",
     "شارع الوحدة، إمبابة", "El-Wehda Street, Imbaba", False),
    ("GZ-M1", "mobile_unit", "21", "وحدة التدريب المتنقلة 1 بالجيزة", "Giza Mobile Training Unit 1",
     "تجول قرى العياط والصف", "Tours the villages of El-Ayyat and El-Saff", False),
    ("CA-C1", "centre", "01", "مركز التدريب المهني بشبرا", "Shubra Vocational Training Centre",
     "شارع شبرا، القاهرة", "Shubra Street, Cairo", True),
    ("AL-C1", "centre", "02", "مركز التدريب المهني بالإسكندرية", "Alexandria Vocational Training Centre",
     "محرم بك، الإسكندرية", "Moharram Bek, Alexandria", True),
    ("AS-C1", "centre", "25", "مركز التدريب المهني بأسيوط", "Asyut Vocational Training Centre",
     "شارع الجمهورية، أسيوط", "El-Gomhoria Street, Asyut", False),
    ("SG-M1", "mobile_unit", "26", "وحدة التدريب المتنقلة 1 بسوهاج", "Sohag Mobile Training Unit 1",
     "تجول قرى طهطا وجرجا", "Tours the villages of Tahta and Girga", False),
]  # fmt: skip


def load_places() -> None:
    """27 governorates, a directorate in each, and a few centres and mobile units."""
    headquarters = Site.objects.create(
        code="HQ",
        kind=Site.Kind.HEADQUARTERS,
        name_ar="ديوان عام وزارة العمل",
        name_en="Ministry of Labour headquarters",
        path="HQ/",
    )
    directorates = {}
    for row in governorates():
        governorate = Governorate.objects.create(
            code=row["nid_code"],
            name_ar=row["name_ar"],
            name_en=row["name_en"],
            region_ar=row["region_ar"],
            region_en=row["region_en"],
            latitude=float(row["capital_lat"]),
            longitude=float(row["capital_lon"]),
        )
        short = row["iso_3166_2"].removeprefix("EG-")
        directorates[governorate.code] = Site.objects.create(
            code=f"D-{short}",
            kind=Site.Kind.DIRECTORATE,
            name_ar=f"مديرية العمل: {governorate.name_ar}",
            name_en=f"Labour directorate, {governorate.name_en}",
            parent=headquarters,
            path=f"HQ/D-{short}/",
            governorate=governorate,
        )
    for code, kind, governorate_code, name_ar, name_en, address_ar, address_en, step_free in SITES:
        directorate = directorates[governorate_code]
        Site.objects.create(
            code=code,
            kind=kind,
            name_ar=name_ar,
            name_en=name_en,
            parent=directorate,
            path=f"{directorate.path}{code}/",
            governorate_id=governorate_code,
            address_ar=address_ar,
            address_en=address_en,
            step_free=step_free,
        )
