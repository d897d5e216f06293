"""Addresses of checking. What is printed, shared or sent carries no language; what one's own pages show does."""

from django.urls import URLPattern, path, re_path

from lms.verification import views

app_name = "verification"
urlpatterns: list[URLPattern] = [
    path("record/certificates/<uuid:uuid>/", views.wallet, name="wallet"),
    path("record/certificates/<uuid:uuid>/share/", views.share, name="share"),
    path("record/links/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw"),
    path("record/cv/", views.cv, name="cv"),
    path("record/cv/paper/", views.ask_cv, name="ask_cv"),
    path("record/cv/<uuid:uuid>/cv.pdf", views.cv_pdf, name="cv_pdf"),
    path("record/cv/cv.json", views.cv_json, name="cv_json"),
    path("partners/", views.partners, name="partners"),
    path("partners/<uuid:uuid>/revoke/", views.revoke_partner, name="revoke_partner"),
]
bare_urlpatterns: list[URLPattern] = [
    path("verify/", views.verify_form, name="verify_form"),
    # The address in a QR code is in capitals; what stands behind its # stays in the browser.
    re_path(r"^[vV]/?$", views.verify_form, name="verify_code"),
    path("verify/manifest.webmanifest", views.manifest, name="verify_manifest"),
    path("verify/sheets/", views.bulk, name="bulk"),
    path("verify/sheets/<str:token>/", views.sheet, name="sheet"),
    path("verify/sheets/<str:token>/progress", views.sheet_progress, name="sheet_progress"),
    path("verify/sheets/<str:token>/result", views.sheet_result, name="sheet_result"),
    path("verify/<str:serial>/", views.verify, name="verify"),
    path("verify/<str:serial>/now", views.verify_now, name="verify_now"),
    path("verify/<str:serial>/photo/<str:token>", views.verify_photo, name="verify_photo"),
    path("share/<str:token>/", views.shared, name="shared"),
]
