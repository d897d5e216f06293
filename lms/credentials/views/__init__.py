"""What is published about credentials, and the paper."""

from lms.credentials.views.papers import pdf
from lms.credentials.views.published import compact_status_list, credential, did_document, key_list, status_list, vocabulary

__all__ = ["compact_status_list", "credential", "did_document", "key_list", "pdf", "status_list", "vocabulary"]
