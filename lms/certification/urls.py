"""Addresses of certificates."""

from django.urls import URLPattern, path

from lms.certification import views

app_name = "certification"
urlpatterns: list[URLPattern] = [
    path("record/", views.record, name="record"),
    path("schemes/", views.schemes, name="schemes"),
    path("schemes/new/", views.new_scheme, name="new_scheme"),
    path("schemes/what-if/", views.what_if, name="what_if"),
    path("schemes/rules/<int:pk>/withdraw/", views.withdraw_rule, name="withdraw_rule"),
    path("schemes/terms/<int:pk>/withdraw/", views.withdraw_terms, name="withdraw_terms"),
    path("schemes/<slug:code>/", views.scheme, name="scheme"),
    path("schemes/<slug:code>/terms/", views.terms, name="terms"),
    path("schemes/<slug:code>/<slug:level>/<slug:trade>/", views.rule, name="rule"),
    path("batches/", views.batches, name="batches"),
    path("batches/<uuid:uuid>/", views.batch, name="batch"),
    path("certificates/", views.register, name="register"),
    path("certificates/<uuid:uuid>/", views.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/proof/", views.proof, name="proof"),
    path("certificates/<uuid:uuid>/revoke/", views.change, {"what": views.REVOKE}, name="revoke"),
    path("certificates/<uuid:uuid>/suspend/", views.change, {"what": views.SUSPEND}, name="suspend"),
    path("certificates/<uuid:uuid>/reinstate/", views.change, {"what": views.REINSTATE}, name="reinstate"),
    path("certificates/<uuid:uuid>/correct/", views.change, {"what": views.CORRECT}, name="correct"),
]
bare_urlpatterns: list[URLPattern] = []
