"""Words of the trades in the studio."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy

from courses.access import may_write_terms
from courses.actions import delete_term
from courses.forms import TermForm
from courses.models import Term
from lms.people.models import Person


class TermPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Authors and editors write words down, change them and take them out."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may_write_terms(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return may_write_terms(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Person]:
        return Person.objects.filter(is_active=True)


class DeleteTermView(generic.DeleteView):  # type: ignore[misc]
    """Asks first; the action writes it down."""

    def delete_action(self) -> None:
        delete_term(term=self.object, by=self.request.user)


class TermViewSet(ModelViewSet):  # type: ignore[misc]
    """`/studio/terms/`."""

    model = Term
    icon = "tag"
    menu_label = _("Words of the trades")
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    delete_view_class = DeleteTermView
    list_display = ["ar", "en", Column("names_in_line", label=_("Other names"))]
    search_fields = ["ar", "en"]

    def get_form_class(self, for_update: bool = False) -> type[TermForm]:
        return TermForm


term_viewset = TermViewSet("terms", url_prefix="terms")
