"""Addresses of credentials: public, without a language, for machines as much as for people."""

from django.urls import URLPattern, path

from lms.credentials import views

app_name = "credentials"
urlpatterns: list[URLPattern] = [
    path("certificates/<uuid:uuid>/pdf/", views.pdf, name="pdf"),
    path("certificates/<uuid:uuid>/licence/", views.licence, name="licence"),
    path("certificates/<uuid:uuid>/licence/pdf/", views.licence_pdf, name="licence_pdf"),
    path("certificates/<uuid:uuid>/licence/withdraw/", views.withdraw_licence, name="withdraw_licence"),
    path("certificates/batches/<uuid:uuid>/print/", views.print_batch, name="print_batch"),
]
bare_urlpatterns: list[URLPattern] = [
    path(".well-known/did.json", views.did_document, name="did_document"),
    path("credentials/keys.json", views.key_list, name="credential_keys"),
    path("credentials/vocabulary.json", views.vocabulary, name="credential_vocabulary"),
    path("credentials/status/<int:number>", views.status_list, name="status_list"),
    path("credentials/status/<int:number>.cose", views.compact_status_list, name="compact_status_list"),
    path("credentials/<uuid:uuid>", views.credential, name="credential"),
]
