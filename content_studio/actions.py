"""Set up the desk, and let people in by their roles."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from lms.people.models import Person, Role

GROUPS = {Role.Kind.AUTHOR: "authors", Role.Kind.EDITOR: "editors"}
# What each group may do with every page: authors write and ask for review; editors also approve.
PAGE_PERMISSIONS = {
    "authors": ("add_page", "change_page"),
    "editors": ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
REVIEW = "مراجعة الدرس"


@transaction.atomic
def set_up_desk() -> None:
    """Groups, their permissions and the review workflow; doing it again changes nothing."""
    root = Page.objects.get(depth=1)
    page_type = ContentType.objects.get_for_model(Page)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for name, codenames in PAGE_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
        for permission in Permission.objects.filter(content_type=page_type, codename__in=codenames):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    _set_up_review(root)


def _set_up_review(root: Page) -> None:
    workflow, made = Workflow.objects.get_or_create(name=REVIEW)
    if made:
        task = GroupApprovalTask.objects.create(name=REVIEW)
        task.groups.add(Group.objects.get(name="editors"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


@transaction.atomic
def admit(*, person: Person, kind: str) -> None:
    """Let a person into the studio with what their role allows; other roles are not for the studio."""
    if kind not in GROUPS:
        return
    set_up_desk()
    person.groups.add(Group.objects.get(name=GROUPS[Role.Kind(kind)]))
