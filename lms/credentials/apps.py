"""The signed forms of a certificate: keys, credential, compact code, sealed PDF, status lists."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "lms.credentials"
    label = "credentials"
