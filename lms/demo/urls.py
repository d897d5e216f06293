"""Developer pages: only mounted where ``settings.DEMO`` is true."""

from django.urls import path

from lms.demo.views import text_messages

app_name = "demo"
bare_urlpatterns = [path("developer/messages/", text_messages, name="developer_messages")]
