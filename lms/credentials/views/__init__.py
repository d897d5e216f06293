"""What is published about credentials, and the paper."""

from lms.credentials.views.papers import licence, licence_pdf, pdf, print_batch, withdraw_licence
from lms.credentials.views.published import compact_status_list, credential, did_document, key_list, status_list, vocabulary

__all__ = [
    "compact_status_list", "credential", "did_document", "key_list", "licence", "licence_pdf", "pdf", "print_batch",
    "status_list", "vocabulary", "withdraw_licence",
]  # fmt: skip
