"""Addresses of learning and of cohorts."""

from django.urls import URLPattern, path

from lms.enrolment import views

app_name = "enrolment"
urlpatterns: list[URLPattern] = [
    path("courses/<slug:trade_slug>/<slug:course_slug>/apply/", views.apply, name="apply"),
    path("applications/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw"),
    path("learn/", views.my_courses, name="my_courses"),
    path("learn/<slug:course_slug>/", views.my_course, name="my_course"),
    path("learn/<slug:course_slug>/release.json", views.manifest, name="manifest"),
    path("learn/<slug:course_slug>/documents/<str:digest>.json", views.document, name="document"),
    path("learn/<slug:course_slug>/<slug:lesson_slug>/", views.lesson, name="lesson"),
    path("learn/<slug:course_slug>/<slug:lesson_slug>/try/<uuid:block>/", views.activity, name="activity"),
    path("learn/<slug:course_slug>/<slug:lesson_slug>/progress/", views.note_progress, name="progress"),
    path("questions/", views.questions, name="questions"),
    path("questions/<uuid:uuid>/answer/", views.answer, name="answer"),
    path("search/", views.search, name="search"),
    path("cohorts/", views.cohorts, name="cohorts"),
    path("cohorts/<uuid:uuid>/", views.cohort, name="cohort"),
    path("applications/<uuid:uuid>/", views.application, name="application"),
    path("applications/<uuid:uuid>/place/", views.place, name="place"),
    path("applications/<uuid:uuid>/decline/", views.decline, name="decline"),
]
bare_urlpatterns: list[URLPattern] = []
