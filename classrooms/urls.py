"""The addresses of the live classes."""

from django.urls import URLPattern, path

from classrooms import views

app_name = "classrooms"

urlpatterns: list[URLPattern] = [
    path("classes/", views.my_classes, name="mine"),
    path("classes/new/", views.schedule, name="schedule"),
    path("classes/<uuid:class_uuid>/", views.room, name="room"),
    path("classes/<uuid:class_uuid>/class.ics", views.calendar_entry, name="calendar_entry"),
    path("classes/<uuid:class_uuid>/open/", views.open_class, name="open"),
    path("classes/<uuid:class_uuid>/close/", views.close_class, name="close"),
    path("classes/<uuid:class_uuid>/roll/", views.roll, name="roll"),
    path("classes/<uuid:class_uuid>/register/", views.register, name="register"),
    path("classes/<uuid:class_uuid>/register/csv/", views.register_csv, name="register_csv"),
    path("classes/<uuid:class_uuid>/register/xlsx/", views.register_xlsx, name="register_xlsx"),
    path("classes/<uuid:class_uuid>/register/<uuid:line_uuid>/", views.correct, name="correct"),
]

bare_urlpatterns: list[URLPattern] = []
