"""What is published about credentials."""

from lms.credentials.views.published import compact_status_list, credential, did_document, key_list, status_list, vocabulary

__all__ = ["compact_status_list", "credential", "did_document", "key_list", "status_list", "vocabulary"]
