"""Addresses of examinations, marking and the committee."""

from django.urls import URLPattern, path

from assessments import api, views

app_name = "assessments"
urlpatterns: list[URLPattern] = [
    path("exams/", views.mine, name="mine"),
    path("exams/request/", views.request_case, name="request"),
    path("exams/practice/", views.practise, name="practise"),
    path("exams/sittings/<uuid:uuid>/", views.sitting, name="sitting"),
    path("exams/cases/<uuid:uuid>/", views.case_result, name="case_result"),
    path("exams/<uuid:uuid>/", views.attempt, name="attempt"),
    path("exams/<uuid:uuid>/<int:position>/", views.answer, name="answer"),
    path("exams/<uuid:uuid>/submit/", views.submit, name="submit"),
    path("exams/<uuid:uuid>/result/", views.result, name="result"),
    path("bank/", views.bank, name="bank"),
    path("bank/new/<str:trade>/<str:kind>/", views.new_question, name="new_question"),
    path("bank/sort/", views.sort_questions, name="sort_questions"),
    path("bank/exchange/", views.exchange, name="exchange"),
    path("bank/exchange/export/", views.export_questions, name="export"),
    path("bank/exchange/<uuid:uuid>/", views.looked_at, name="import"),
    path("bank/exchange/<uuid:uuid>/accept/", views.accept_import, name="accept_import"),
    path("bank/exchange/<uuid:uuid>/take-back/", views.take_back_import, name="take_back_import"),
    path("bank/blueprints/<str:trade>/", views.blueprints, name="blueprints"),
    path("bank/questions/<str:code>/", views.question, name="question"),
    path("bank/questions/<str:code>/edit/", views.edit_question, name="edit_question"),
    path("bank/questions/<str:code>/use/", views.use_of_question, name="use_of_question"),
    path("bank/questions/<str:code>/retire/", views.retire_question, name="retire_question"),
    path("marking/", views.desk, name="desk"),
    path("marking/<uuid:uuid>/", views.sheet, name="sheet"),
    path("marking/<uuid:uuid>/judge/<str:aspect>/", views.judge, name="judge"),
    path("marking/<uuid:uuid>/critical/<str:aspect>/", views.critical, name="critical"),
    path("marking/<uuid:uuid>/evidence/", views.evidence, name="evidence"),
    path("marking/<uuid:uuid>/seal/", views.seal, name="seal"),
    path("marking/<uuid:uuid>/correct/", views.correct, name="correct"),
    path("committee/", views.committee, name="committee"),
    path("committee/open/", views.open_case, name="open_case"),
    path("committee/sittings/<uuid:uuid>/release/", views.release, name="release"),
    path("committee/members/", views.members, name="members"),
    path("committee/members/<int:pk>/end/", views.end_member, name="end_member"),
    path("committee/<uuid:uuid>/", views.case, name="case"),
    path("committee/<uuid:uuid>/seat/", views.seat, name="seat"),
    path("committee/<uuid:uuid>/sitting/", views.new_sitting, name="new_sitting"),
    path("committee/<uuid:uuid>/assign/", views.assign, name="assign"),
    path("committee/<uuid:uuid>/payment/", views.note_payment, name="note_payment"),
    path("committee/<uuid:uuid>/exemption/", views.note_exemption, name="note_exemption"),
    path("committee/<uuid:uuid>/fee/take-back/", views.take_back_fee, name="take_back_fee"),
    path("committee/<uuid:uuid>/late/", views.late, name="late"),
    path("committee/<uuid:uuid>/confirm/", views.confirm, name="confirm"),
    path("committee/<uuid:uuid>/send-back/", views.send_back, name="send_back"),
]
bare_urlpatterns: list[URLPattern] = [
    path("api/v1/attempts/<uuid:uuid>/answers/<int:position>", api.answer, name="attempt_answer"),
    path("api/v1/attempts/<uuid:uuid>/submit", api.submit, name="attempt_submit"),
    path("api/v1/marking/<uuid:uuid>/facts/<uuid:fact_uuid>", api.aspect, name="sheet_fact"),
    path("api/v1/marking/<uuid:uuid>/evidence/<uuid:fact_uuid>", api.evidence, name="sheet_evidence"),
]
