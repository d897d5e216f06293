"""Who gets what at every address: the table that the doors must agree with.

A row: method, name of the address, the thing it stands before (``access_things``), the answers. An answer is a list of people
and a code; ``*`` is everybody else. ``login`` is the way to the sign-in page, ``anonymous:login`` where a row says nothing
of strangers. Written data is empty, so ``400``, ``404``, ``409`` and ``422`` mean "through the door, then refused for what was
sent".
"""

PEOPLE = [
    "anonymous", "amina", "hassan", "karim", "nadia", "youssef", "mona", "samir", "dalia", "tarek", "hoda",
    "wafaa", "omar", "safaa", "magdy", "admin",
]  # fmt: skip

# Prefixes whose addresses have no rows here, and why.
EXEMPT = {
    "studio/": "Wagtail's own pages: its permission tests are upstream, our groups are proved in tests/content_studio",
    "accounts/": "allauth's own pages: they ask for the same session or a code sent to the person; ours are in tests/people",
}

TABLE = """
# The machine room
GET  healthz                  |                          | anonymous:200 *:200
GET  readyz                   |                          | anonymous:200 *:200
GET  metrics                  |                          | anonymous:200 *:200
POST preferences              |                          | anonymous:302 *:302
GET  service-worker           |                          | anonymous:200 *:200
GET  web-manifest             |                          | anonymous:200 *:200
GET  favicon                  |                          | anonymous:301 *:301
GET  web:offline              |                          | anonymous:200 *:200
GET  web:components           |                          | anonymous:200 *:200
GET  developer_messages       |                          | anonymous:200 *:200

# The chain of records is open to everyone
GET  records:heads            |                          | anonymous:200 *:200
GET  heads_json               |                          | anonymous:200 *:200

# Front doors
GET  home                     |                          | anonymous:200 *:302
GET  today                    |                          | *:200
GET  account_login            |                          | anonymous:200 *:302
GET  account_signup           |                          | anonymous:200 *:302
GET  account_logout           |                          | anonymous:302 *:200
GET  account_change_password  |                          | *:200
GET  account_reset_password   |                          | anonymous:200 *:200
GET  people:profile           |                          | *:200
POST people:profile           |                          | *:200
GET  people:photo             |                          | *:404
GET  people:photo             | amina's photo            | amina:200 *:404
POST people:photo             |                          | *:422
POST people:remove_photo      |                          | *:302

# What is held about a person: their own, and the manager's inbox of corrections
GET  people:my_data           |                          | *:200
POST people:consent           |                          | *:302
POST people:ask_export        |                          | *:302
GET  people:download          | amina's copy             | amina:200 *:404
POST people:ask_correction    |                          | *:422
GET  people:corrections       |                          | hoda wafaa admin:200 *:403
GET  people:answer            | amina's correction       | hoda admin:200 *:403
POST people:answer            | amina's correction       | hoda admin:422 *:403

# Courses, places and lessons
GET  courses:catalogue        |                          | anonymous:200 *:200
GET  courses:course           | course                   | anonymous:200 *:200
GET  enrolment:apply          | course                   | *:200
POST enrolment:apply          | course                   | *:200
POST enrolment:withdraw       | application at Giza      | *:404
POST enrolment:withdraw       | karim's application      | karim:302 *:404
GET  enrolment:search         |                          | anonymous:200 *:200
GET  enrolment:my_courses     |                          | *:200
GET  enrolment:my_course      | own course TLR-101       | amina karim:200 *:403
GET  enrolment:lesson         | lesson of TLR-101        | amina karim:200 *:403
POST enrolment:progress       | lesson of TLR-101        | amina karim:422 *:403
GET  enrolment:activity       | activity of TLR-101      | amina karim:200 *:403
POST enrolment:activity       | activity of TLR-101      | amina karim:422 *:403
GET  enrolment:manifest       | own course TLR-101       | amina karim:200 *:403
GET  enrolment:document       | document of TLR-101      | amina karim:200 *:403
GET  enrolment:questions      |                          | nadia hoda wafaa admin:200 *:403
POST enrolment:answer         | amina's question to nadia | nadia hoda admin:422 *:403

# The manager's desk
GET  enrolment:cohorts        |                          | nadia hoda wafaa admin:200 *:403
GET  enrolment:cohort         | cohort at Giza           | nadia hoda admin:200 *:403
GET  enrolment:cohort         | cohort at Asyut          | wafaa admin:200 *:403
GET  enrolment:application    | application at Giza      | hoda admin:200 *:403
POST enrolment:place          | application at Giza      | hoda admin:422 *:403
POST enrolment:decline        | application at Giza      | hoda admin:422 *:403

# Live classes
GET  classrooms:mine          |                          | *:200
GET  classrooms:schedule      |                          | nadia:200 *:403
POST classrooms:schedule      |                          | nadia:200 *:403
GET  classrooms:room          | open class               | amina nadia:200 *:403
GET  classrooms:room          | ended class              | amina nadia:200 *:403
GET  classrooms:roll          | open class               | nadia:200 *:403
POST classrooms:roll          | open class               | nadia:409 *:403
GET  classrooms:calendar_entry | open class              | amina nadia:200 *:403
POST classrooms:open          | open class               | nadia:302 *:403
POST classrooms:close         | open class               | nadia:302 *:403
GET  classrooms:register      | open class               | nadia hoda admin:409 *:403
GET  classrooms:register      | ended class              | nadia hoda admin:200 *:403
GET  classrooms:register      | ended class at Asyut     | wafaa admin:200 *:403
GET  classrooms:register_csv  | ended class              | nadia hoda admin:200 *:403
GET  classrooms:register_csv  | ended class at Asyut     | wafaa admin:200 *:403
GET  classrooms:register_xlsx | ended class              | nadia hoda admin:200 *:403
GET  classrooms:register_xlsx | ended class at Asyut     | wafaa admin:200 *:403
POST classrooms:correct       | line of a register       | nadia:400 *:403

# Examinations: a person's own and nobody else's, not even the administrator's
GET  assessments:mine         |                          | *:200
POST assessments:request      |                          | *:404
POST assessments:practise     |                          | *:404
GET  assessments:sitting      | hassan's sitting         | hassan:200 *:403
POST assessments:sitting      | hassan's sitting         | hassan:200 *:403
GET  assessments:case_result  | amina's case             | amina:200 *:403
GET  assessments:attempt      | amina's running paper    | amina:200 *:403
GET  assessments:attempt      | amina's official paper   | amina:302 *:403
POST assessments:answer       | amina's question         | amina:302 *:403
POST assessments:submit       | amina's running paper    | amina:302 *:403
GET  assessments:result       | amina's official paper   | amina:200 *:403
GET  assessments:sealed_paper | hassan's sitting         | hassan:404 *:403
POST sealed_begun             | hassan's sitting         | anonymous:401 hassan:400 *:403
GET  assessments:take_over    | amina's running paper    | amina:200 *:403
POST assessments:take_over    | amina's running paper    | amina:200 *:403
POST attempt_presence         | amina's running paper    | anonymous:401 amina:400 *:403
PUT  attempt_answer           | amina's question         | anonymous:401 amina:200 *:403
POST attempt_submit           | amina's running paper    | anonymous:401 amina:200 *:403

# Watching over a sitting: who is named for it, and its site's chair and manager; nobody sees an answer there
GET  assessments:sittings     |                          | *:200
GET  assessments:board        | hassan's sitting         | dalia tarek hoda admin:200 *:403
GET  assessments:seat_plan    | hassan's sitting         | dalia tarek hoda admin:200 *:403
POST assessments:invigilators | hassan's sitting         | tarek hoda admin:302 *:403
POST assessments:prepare_sealed | hassan's sitting       | tarek hoda admin:302 *:403
POST assessments:give_chairs  | hassan's sitting         | dalia tarek hoda admin:302 *:403
POST assessments:extend_all   | hassan's sitting         | dalia tarek hoda admin:302 *:403
POST assessments:rescue       | hassan's sitting         | dalia tarek hoda admin:302 *:403
POST assessments:identity     | hassan's chair           | dalia tarek hoda admin:422 *:403
POST assessments:extend_one   | hassan's chair           | dalia tarek hoda admin:302 *:403
POST assessments:offer_takeover | hassan's chair         | dalia tarek hoda admin:409 *:403

# The question bank: its questions and keys are for those who write them
GET  assessments:bank            |                          | youssef mona admin:200 *:403
GET  assessments:new_question    | question type            | youssef mona admin:200 *:403
POST assessments:new_question    | question type            | youssef mona admin:422 *:403
POST assessments:sort_questions  |                          | youssef mona admin:404 *:403
GET  assessments:exchange        |                          | youssef mona admin:200 *:403
POST assessments:exchange        |                          | youssef mona admin:422 *:403
GET  assessments:export          |                          | youssef mona admin:400 *:403
GET  assessments:import          | youssef's question file  | youssef:200 *:403
POST assessments:accept_import   | youssef's question file  | youssef:302 *:403
POST assessments:take_back_import | youssef's question file | youssef:302 *:403
POST assessments:statistics      | bank of TLR              | youssef mona admin:302 *:403
GET  assessments:blueprints      | bank of TLR              | youssef mona admin:200 *:403
GET  assessments:new_blueprint   | level L1 of TLR          | mona admin:200 *:403
POST assessments:new_blueprint   | level L1 of TLR          | mona admin:200 *:403
GET  assessments:new_policy      | level L1 of TLR          | mona admin:200 *:403
POST assessments:new_policy      | level L1 of TLR          | mona admin:200 *:403
GET  assessments:question        | question TLR-Q01         | youssef mona admin:200 *:403
GET  assessments:edit_question   | question TLR-Q01         | youssef mona admin:200 *:403
POST assessments:edit_question   | question TLR-Q01         | youssef mona admin:422 *:403
POST assessments:use_of_question | question TLR-Q01         | mona admin:422 *:403
GET  assessments:regrade         | question TLR-Q01         | mona admin:200 *:403
POST assessments:regrade         | question TLR-Q01         | mona admin:422 *:403
POST assessments:retire_question | question TLR-Q01         | mona admin:302 *:403

# Marking: an assessor's own sheets and nobody else's
GET  assessments:agreement    | trainee12's task         | samir dalia tarek hoda admin:409 *:403
POST assessments:agreement    | trainee12's task         | samir dalia tarek hoda admin:409 *:403
POST assessments:sign_agreement | trainee12's signature  | samir dalia tarek hoda admin:409 *:403
GET  assessments:judge_anchor | anchor clip              | samir dalia:200 *:403
POST assessments:judge_anchor | anchor clip              | samir dalia:422 *:403
POST assessments:hand_over    | samir's sheet            | tarek hoda admin:404 *:403
GET  assessments:quality      |                          | magdy admin:200 *:403
GET  assessments:alike        |                          | magdy admin:200 *:403
GET  assessments:sampling     |                          | magdy admin:200 *:403
POST assessments:sampling     |                          | magdy admin:200 *:403
GET  assessments:anchors      |                          | magdy admin:200 *:403
GET  assessments:new_anchor   | task RAC-P1              | magdy admin:200 *:403
POST assessments:new_anchor   | task RAC-P1              | magdy admin:200 *:403
GET  assessments:look         | look at a sheet          | magdy:200 admin:200 *:403
POST assessments:look         | look at a sheet          | magdy admin:200 *:403
GET  assessments:desk         |                          | samir dalia:200 *:403
GET  assessments:sheet        | samir's sheet            | samir:200 *:403
GET  assessments:sheet        | samir's sealed sheet     | samir:200 *:403
POST assessments:judge        | aspect of samir's sheet  | samir:422 *:403
POST assessments:critical     | aspect of samir's sheet  | samir:302 *:403
POST assessments:evidence     | samir's sheet            | samir:302 *:403
POST assessments:seal         | samir's sheet            | samir:409 *:403
POST assessments:correct      | samir's sealed sheet     | samir:422 *:403
PUT  sheet_clip            | fact of samir's sheet   | anonymous:401 samir:400 *:403
PUT  sheet_clip_piece      | fact of samir's sheet   | anonymous:401 samir:400 *:403
PUT  sheet_fact               | fact of samir's sheet    | anonymous:401 samir:400 *:403
POST sheet_evidence           | fact of samir's sheet    | anonymous:401 samir:400 *:403

# The committee: its site plans, only its chair decides
POST assessments:file_appeal     | amina's official paper   | amina:422 *:403
POST assessments:withdraw_appeal | amina's official paper   | amina:302 *:403
POST assessments:file_task_appeal | trainee24's task      | *:403
POST assessments:withdraw_task_appeal | trainee24's task  | *:403
GET  assessments:appeals         |                          | tarek hoda wafaa admin:200 *:403
GET  assessments:appeal          | appeal at Giza           | tarek hoda admin:200 *:403
POST assessments:appeal          | appeal at Giza           | tarek hoda admin:422 *:403
GET  assessments:committee    |                          | tarek hoda wafaa admin:200 *:403
POST assessments:open_case    |                          | tarek hoda wafaa admin:404 *:403
POST assessments:release      | hassan's sitting         | tarek hoda admin:409 *:403
GET  assessments:case         | waiting case at Giza     | tarek hoda admin:200 *:403
GET  assessments:case         | confirmed case at Giza   | tarek hoda admin:200 *:403
GET  assessments:case         | karim's case at Asyut    | wafaa admin:200 *:403
POST assessments:seat         | waiting case at Giza     | tarek hoda admin:422 *:403
POST assessments:new_sitting  | waiting case at Giza     | tarek hoda admin:422 *:403
POST assessments:assign       | waiting case at Giza     | tarek hoda admin:422 *:403
POST assessments:claim_unit   | amina's case             | amina:422 *:403
POST assessments:decide_claim | trainee07's claim        | tarek hoda admin:422 *:403
POST assessments:accommodate  | waiting case at Giza     | tarek hoda admin:422 *:403
POST assessments:end_accommodation | trainee16's need    | tarek hoda admin:302 *:403
POST assessments:late         | waiting case at Giza     | tarek:422 *:403
POST assessments:confirm      | waiting case at Giza     | tarek:302 *:403
POST assessments:send_back    | waiting case at Giza     | tarek:422 *:403
POST assessments:note_payment | waiting case at Giza     | tarek hoda admin:422 *:403
POST assessments:note_exemption | waiting case at Giza   | tarek hoda admin:422 *:403
POST assessments:take_back_fee | waiting case at Giza    | tarek hoda admin:302 *:403
GET  assessments:members      |                          | tarek hoda wafaa admin:200 *:403
POST assessments:members      |                          | tarek hoda wafaa admin:422 *:403
POST assessments:end_member   | member at Giza           | tarek admin:302 *:403

# Days of practical tests: whoever chairs or manages there
GET  test_days:days           |                          | tarek hoda wafaa admin:200 *:403
GET  test_days:counts         | site GZ-C1               | tarek hoda admin:200 *:403
POST test_days:counts         | site GZ-C1               | tarek hoda admin:200 *:403
GET  test_days:new            | directorate of Giza      | tarek admin:200 hoda wafaa:404 *:403
POST test_days:new            | directorate of Giza      | tarek admin:200 hoda wafaa:404 *:403
GET  test_days:day            | test day at Giza         | tarek hoda admin:200 *:403
POST test_days:plan_again     | test day at Giza         | tarek hoda admin:302 *:403
POST test_days:publish        | test day at Giza         | tarek hoda admin:409 *:403
POST test_days:close          | place of a test day      | tarek hoda admin:422 *:403
POST test_days:discard        | test day at Giza         | tarek hoda admin:302 *:403

# Skill schemes: read by staff, written by the scheme editor and the administrator
GET  certification:schemes    |                          | samir dalia tarek hoda wafaa omar safaa magdy admin:200 *:403
GET  certification:scheme     | scheme                   | samir dalia tarek hoda wafaa omar safaa magdy admin:200 *:403
GET  certification:new_scheme |                          | safaa admin:200 *:403
POST certification:new_scheme |                          | safaa admin:422 *:403
GET  certification:terms      | scheme                   | safaa admin:200 *:403
POST certification:terms      | scheme                   | safaa admin:422 *:403
GET  certification:rule       | award rule               | safaa admin:200 *:403
POST certification:rule       | award rule               | safaa admin:422 *:403
GET  certification:what_if    |                          | safaa admin:200 *:403
POST certification:withdraw_rule | award rule in force   | safaa admin:409 *:403
POST certification:withdraw_terms | terms in force       | safaa admin:409 *:403

# Confirming together: the chair decides, the site's staff look
GET  certification:batches    |                          | tarek hoda wafaa admin:200 *:403
POST certification:batches    |                          | tarek:422 *:403
GET  certification:batch      | batch at Giza            | tarek hoda admin:200 *:403

# Certificates: checking one is public; what one stands on is for its site's staff and the quality reviewer
GET  certification:record     |                          | *:200
GET  certification:register   |                          | tarek hoda wafaa magdy admin:200 *:403
GET  certification:certificate | certificate of trainee24 | tarek hoda magdy admin:200 *:403
GET  certification:proof      | certificate of trainee24 | tarek hoda magdy admin:200 *:403
GET  certification:revoke     | certificate of trainee24 | tarek admin:200 *:403
POST certification:revoke     | certificate of trainee24 | tarek admin:422 *:403
POST certification:suspend    | certificate of trainee24 | tarek admin:422 *:403
POST certification:reinstate  | certificate of trainee24 | tarek admin:422 *:403
POST certification:correct    | certificate of trainee24 | tarek admin:422 *:403
GET  verify_form              |                          | anonymous:200 *:200
GET  verify_code              |                          | anonymous:200 *:200
GET  verify_manifest          |                          | anonymous:200 *:200
GET  verify_now               | serial of trainee24      | anonymous:200 *:200
GET  verify_now               | unknown serial           | anonymous:404 *:404
GET  verify                   | serial of trainee24      | anonymous:200 *:200
GET  verify                   | unknown serial           | anonymous:404 *:404
GET  verify_photo             | photo of a check         | anonymous:200 *:200
GET  verify_photo             | photo without consent    | anonymous:404 *:404

# Signed credentials, and the paper. keys, words and lists are public; a credential is for whoever was given its address
GET  credentials:pdf          | certificate of trainee24 | tarek hoda magdy admin:200 *:403
GET  credentials:licence      | certificate of trainee24 | tarek admin:200 *:403
POST credentials:licence      | certificate of trainee24 | tarek admin:302 *:403
GET  credentials:withdraw_licence | certificate of trainee24 | tarek admin:404 *:403
POST credentials:withdraw_licence | certificate of trainee24 | tarek admin:404 *:403
GET  credentials:licence_pdf  | certificate of trainee24 | tarek hoda magdy admin:409 *:403
GET  credentials:print_batch  | batch at Giza            | tarek hoda admin:409 *:403
GET  did_document             |                          | anonymous:200 *:200
GET  credential_keys          |                          | anonymous:200 *:200
GET  credential_vocabulary    |                          | anonymous:200 *:200
GET  credential               | unknown credential       | anonymous:404 *:404
GET  status_list              | unknown list             | anonymous:404 *:404
GET  compact_status_list      | unknown list             | anonymous:404 *:404
GET  shared                   | link of trainee24        | anonymous:200 *:200
GET  bulk                     |                          | anonymous:200 *:200
POST bulk                     |                          | anonymous:422 *:422
GET  sheet                    | sheet of a stranger      | anonymous:200 *:200
GET  sheet_progress           | sheet of a stranger      | anonymous:200 *:200
GET  sheet_result             | sheet of a stranger      | anonymous:302 *:302
GET  api:certificate          | serial of trainee24      | anonymous:200 *:200
GET  api:certificate          | unknown serial           | anonymous:404 *:404
POST api:check                |                          | anonymous:415 *:415
GET  api:openapi-json         |                          | anonymous:200 *:200
GET  api:api-root             |                          | anonymous:404 *:404

# A certificate to show and share: its holder's and nobody else's. Partners' keys: the administrator's
GET  verification:wallet      | certificate of trainee24 | *:404
POST verification:share       | certificate of trainee24 | *:404
POST verification:withdraw    | share of trainee24       | *:404
GET  verification:cv          |                          | *:200
POST verification:ask_cv      |                          | *:422
GET  verification:cv_pdf      | amina's CV               | amina:302 *:404
GET  verification:cv_json     |                          | *:200
GET  verification:partners    |                          | admin:200 *:403
POST verification:partners    |                          | admin:200 *:403
POST verification:revoke_partner | key of a partner      | admin:302 *:403

# The media library and its files: the signature in the address is the door to a file
GET  media_file               | signed address           | anonymous:200 *:200
GET  media_file               | address signed wrongly   | anonymous:403 *:403
POST uploads                  |                          | anonymous:403 nadia youssef mona admin:400 *:403
HEAD upload                   | youssef's upload         | anonymous:403 youssef:200 nadia mona admin:404 *:403
DELETE upload                 | youssef's upload         | anonymous:403 youssef:204 nadia mona admin:404 *:403
POST direct_uploads           |                          | anonymous:403 nadia youssef mona admin:400 *:403
GET  direct_upload            | youssef's upload         | anonymous:403 *:403 nadia youssef mona admin:404
POST direct_upload            | youssef's upload         | anonymous:403 *:403 nadia youssef mona admin:404
DELETE direct_upload          | youssef's upload         | anonymous:403 *:403 nadia youssef mona admin:404
GET  asset_state              | asset                    | anonymous:403 nadia youssef mona admin:200 *:403

# The studio
GET  wagtailadmin_home        |                          | youssef mona admin:200 *:login
GET  studio_release           | course page              | youssef:403 mona admin:200 *:login
POST studio_release           | course page              | youssef:403 mona admin:302 *:login
GET  studio_release_order     | release order            | youssef:403 mona admin:200 *:login
"""
