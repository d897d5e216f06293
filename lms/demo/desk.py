"""The authors' desk on a working day: a draft, a lesson in review, and one that was sent back."""

from content_studio.actions import admit
from courses.models import LessonPage
from lms.demo.people import named
from lms.people.models import Role

# code, what youssef changed in the summary, how far it got
WORK = [
    ("TLR-C1-L11", "خطوات الحزام والذيل مع ملاحظات من ورشة الجيزة.", "draft"),
    ("MOB-C1-L06", "قراءة أعراض البطارية قبل فتح الجهاز.", "in_review"),
    ("RAC-C1-L09", "تفريغ الدورة: متى نتوقف ومتى نعيد.", "changes_asked"),
]


def load_desk() -> None:
    """Let the author and the editor in, then leave some work under way."""
    youssef, mona = named("youssef"), named("mona")
    admit(person=youssef, kind=Role.Kind.AUTHOR)
    admit(person=mona, kind=Role.Kind.EDITOR)
    for code, summary, stage in WORK:
        page = LessonPage.objects.get(code=code)
        page.summary_ar = summary
        page.save_revision(user=youssef)
        if stage == "draft":
            continue
        review = page.get_workflow().start(page, youssef)
        if stage == "changes_asked":
            task = review.current_task_state.specific
            task.reject(user=mona, comment="وضّح في الخطوة الثالثة كم ينتظر المتدرب قبل القراءة.")
