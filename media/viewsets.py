"""The media library in the studio, and the window in which authors choose from it."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.permission_policies import BasePermissionPolicy

from lms.people.models import Person
from media import queries
from media.access import may_use_library
from media.forms import DetailForm, UploadForm
from media.models import Asset


class LibraryPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Authors, editors and instructors add and change assets; nobody deletes one, for a released lesson may show it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("add", "change", "view", "choose") and may_use_library(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Person]:
        return Person.objects.filter(is_active=True)


class StateColumn(Column):  # type: ignore[misc]
    """State with its progress, or the reason of a refusal."""

    cell_template_name = "media/studio/state_cell.html"


class NamedColumn(TitleColumn):  # type: ignore[misc]
    """The title with a small picture of the file."""

    cell_template_name = "media/studio/title_cell.html"


class LibraryIndex(generic.IndexView):  # type: ignore[misc]
    """Every asset, newest first."""

    template_name = "media/studio/index.html"

    def get_base_queryset(self) -> QuerySet[Asset]:
        return queries.library()

    def _get_title_column(self, field_name: str, column_class: type[TitleColumn] = NamedColumn, **kwargs: Any) -> TitleColumn:
        return super()._get_title_column(field_name, column_class, **kwargs)


class UploadView(generic.CreateView):  # type: ignore[misc]
    """The upload page: the resumable widget, and a plain form where scripts do not run."""

    template_name = "media/studio/upload.html"
    page_subtitle = _("Upload a file")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"upload": queries.upload_settings(reverse(self.index_url_name))}


class DetailView(generic.EditView):  # type: ignore[misc]
    """One asset: how it looks, what it weighs, its title and captions."""

    template_name = "media/studio/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asset = queries.with_files().get(pk=self.object.pk)
        playable = queries.playable(asset) if asset.state == Asset.State.READY else None
        return super().get_context_data(**kwargs) | {"asset": asset, "playable": playable}


class LibraryViewSet(ModelViewSet):  # type: ignore[misc]
    """`/studio/media/`."""

    model = Asset
    icon = "media"
    menu_label = _("Media library")
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = LibraryIndex
    add_view_class = UploadView
    edit_view_class = DetailView
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        StateColumn("state", label=_("State")),
        "uploaded_at",
    ]
    list_filter = ["kind", "state"]
    search_fields = ["title", "original_name"]

    def get_form_class(self, for_update: bool = False) -> type[UploadForm] | type[DetailForm]:
        return DetailForm if for_update else UploadForm


class ChooseMixin:
    """Columns that help to choose: kind and state beside the title."""

    @property
    def columns(self) -> list[Column]:
        kind = Column("kind", label=_("Kind"), accessor="get_kind_display")
        title = self.title_column  # type: ignore[attr-defined]
        title.cell_template_name = NamedColumn.cell_template_name
        return [title, kind, StateColumn("state", label=_("State"))]


class ChooseView(ChooseMixin, chooser.ChooseView):  # type: ignore[misc]
    """The whole window."""


class ChooseResultsView(ChooseMixin, chooser.ChooseResultsView):  # type: ignore[misc]
    """Its list, after a search."""


class AssetChooserViewSet(ChooserViewSet):  # type: ignore[misc]
    """Choose an asset, or upload a small one on the spot. `?kind=` narrows the list."""

    model = Asset
    icon = "media"
    choose_one_text = _("Choose a file")
    choose_another_text = _("Choose another file")
    edit_item_text = _("Open in the library")
    create_action_label = _("Upload")
    creation_form_class = UploadForm
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    url_filter_parameters = ["kind"]
    preserve_url_parameters = ["multiple", "kind"]

    def get_object_list(self) -> QuerySet[Asset]:
        return queries.with_faces(Asset.objects.exclude(state=Asset.State.REFUSED).order_by("-uploaded_at"))


library_viewset = LibraryViewSet("media", url_prefix="media")
asset_chooser_viewset = AssetChooserViewSet("asset_chooser", url_prefix="choose-asset")


class KindChooser(BaseChooser):  # type: ignore[misc]
    """The chooser's widget, narrowed to one kind of asset."""

    kind = ""

    def get_chooser_modal_url(self) -> str:
        address = str(super().get_chooser_modal_url())
        return f"{address}?{urlencode({'kind': self.kind})}" if self.kind else address


def asset_chooser_widget(kind: str) -> BaseChooser:
    """A widget that chooses assets of one kind, or of any when `kind` is empty."""
    general = asset_chooser_viewset.widget_class
    return type("AssetKindChooser", (KindChooser, general), {"kind": kind})()
