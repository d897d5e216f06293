"""Published status lists."""

from django.db import models


class StatusList(models.Model):
    """A status list and its latest publication: the bits of 131,072 entries, signed in two forms.

    ``revocation`` and ``suspension`` are credentials as they are served (JSON text), ``compact`` is the same for the page
    that checks without network. ``digest`` is of the bits, the address and the keys: a list of which none changed is
    published again only when it grows old.
    """

    number = models.PositiveIntegerField(unique=True)
    revocation = models.TextField(blank=True)
    suspension = models.TextField(blank=True)
    compact = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.number)
