"""What a device keeps."""

from django.test import Client


def test_what_a_service_worker_fetches_does_not_change_the_language(client: Client) -> None:
    client.get("/ar/offline/")
    client.get("/en/offline/", headers={"Sec-Fetch-Mode": "cors"})
    assert client.cookies["django_language"].value == "ar"
