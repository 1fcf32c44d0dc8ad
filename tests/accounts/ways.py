"""What a person does in a browser, for the tests of accounts and of the web's security."""

import re

from django.test import Client

from tests.mails import sent

PASSWORD = "three small stones"


def sign_up(client: Client, email: str, **fields: str):
    return client.post("/accounts/signup/", {"email": email, "password1": PASSWORD} | fields)


def sign_in(client: Client, email: str, password: str = PASSWORD, **fields: str):
    return client.post("/accounts/login/", {"login": email, "password": password} | fields)


def code_in_mail() -> str:
    return re.search(r"^ +(\S+)$", sent()[-1].body, re.MULTILINE)[1]


def enter_code(client: Client, code: str, **fields: str):
    return client.post("/accounts/confirm-email/", {"code": code} | fields)


def join(client: Client, email: str, **fields: str):
    """Sign up and enter the code that comes by mail."""
    sign_up(client, email, **fields)
    return enter_code(client, code_in_mail())


def change_address(client: Client, email: str):
    """Ask for the change, and give the password once more as the site demands."""
    asked = client.post("/accounts/email/", {"email": email, "action_add": ""})
    return client.post(asked.url, {"password": PASSWORD, "next": "/accounts/email/"})
