"""Which rows are official records. Apps say so when they start; this app knows none of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

Documents = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its name, in words, its live rows as documents by id, and the rows that must be in a chain."""

    name: str
    label: str | Promise
    documents: Callable[[Collection[int]], Documents]
    rows: Callable[[], QuerySet[Any]]


_kinds: dict[str, RecordKind] = {}


def register(kind: RecordKind) -> None:
    """Make a kind of record known; a second time replaces the first."""
    _kinds[kind.name] = kind


def kinds() -> Iterable[RecordKind]:
    """Every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def kind_named(name: str) -> RecordKind | None:
    """The kind of this name; None when no app has it."""
    return _kinds.get(name)


# Whether a key of this id made a signature (raw bytes) of these bytes, at a moment at which it counted.
SignatureCheck = Callable[[str, bytes, bytes, datetime], bool]
_check_of_signatures: list[SignatureCheck] = []


def check_signatures_with(check: SignatureCheck) -> None:
    """Say how signatures on daily heads are checked: the app with the keys stands above this one."""
    _check_of_signatures[:] = [check]


def is_signature(kid: str, data: bytes, signature: bytes, at: datetime) -> bool:
    """Whether a signature on daily heads holds; none does where no app knows the keys."""
    return any(check(kid, data, signature, at) for check in _check_of_signatures)


def columns(model: type[Model], ids: Collection[int], *, leave_out: tuple[str, ...] = ()) -> Documents:
    """Rows of ``model`` by primary key, with every column but ``leave_out``."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in leave_out]
    rows = model._default_manager.filter(pk__in=ids).values("pk", *names)
    return {row.pop("pk"): row for row in rows}


def kind_of_rows(name: str, label: str | Promise, model: type[Model]) -> RecordKind:
    """A kind whose records are all rows of ``model``, held with every column."""

    def all_rows() -> QuerySet[Any]:
        found: QuerySet[Any] = model._default_manager.all()
        return found

    return RecordKind(name, label, partial(columns, model), all_rows)


def rows_of(model: type[Model], parent: str, ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """All columns of the rows whose ``parent`` column is one of ``ids``, by parent, in the order of their keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    found: dict[int, list[dict[str, Any]]] = {one: [] for one in ids}
    for row in model._default_manager.filter(**{f"{parent}__in": ids}).order_by("pk").values(*names):
        found[row[parent]].append(row)
    return found
