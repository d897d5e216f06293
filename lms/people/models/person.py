"""The person: whoever learns, teaches, writes, judges or decides."""

import uuid6
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes persons with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Person":
        """A person who may sign in, when a password is given."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "Person":
        """A platform administrator."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A human being known to the ministry.

    ``username`` never changes and is made by the platform for those who register with a mobile number. ``mobile`` is
    kept in international form (+201012345678). A person's governorate is where they live, not where they were born.
    """

    class Numerals(models.TextChoices):
        WESTERN = "western", "123"
        ARABIC = "arabic", "١٢٣"

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)  # staff only; trainees are reached by mobile
    mobile = models.CharField(_("mobile number"), max_length=16, unique=True, null=True, blank=True)
    mobile_verified = models.BooleanField(default=False)
    governorate = models.ForeignKey("people.Governorate", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    preferred_language = models.CharField(max_length=5, default="ar")
    numerals = models.CharField(max_length=10, choices=Numerals.choices, default=Numerals.WESTERN)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    # Wagtail's admin greets and lists people by these two names.
    @property
    def first_name(self) -> str:
        """The given name: the first word, as people are addressed."""
        return self.name.split(" ")[0] if self.name else self.username

    @property
    def last_name(self) -> str:
        """Everything after the given name."""
        return self.name.partition(" ")[2]

    @property
    def name_ar(self) -> str:
        """The name as the person wrote it; the pair of ``name_en`` for templates that choose by language."""
        return self.name

    @property
    def first_name_ar(self) -> str:
        """The given name; the pair of ``first_name_en``."""
        return self.first_name

    @property
    def first_name_en(self) -> str:
        """The given name in Latin letters, where it is known."""
        return self.name_en.split(" ")[0]

    def get_full_name(self) -> str:
        """The whole name."""
        return self.name

    def get_short_name(self) -> str:
        """The given name."""
        return self.first_name
