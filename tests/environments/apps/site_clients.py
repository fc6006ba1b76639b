"""Ask the Django site with the clients that Django gives to tests, and print the answers."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from django.test import AsyncClient, Client

from apps import site


def ask(where: str) -> object:
    """Return the answer that the plain client gets."""
    return summary(Client().get(where))


async def aask(where: str) -> object:
    """Return the answer that the async client gets, or what went wrong in the view."""
    try:
        return summary(await AsyncClient().get(where))
    except RuntimeError as error:
        return str(error)


def summary(response: Any) -> list[object]:
    """Return what the view got, and both middlewares."""
    return [response.json()["got"], response["x-plain"], response["x-both"]]


if __name__ == "__main__":
    places = [f"/{pattern.pattern}" for pattern in site.urlpatterns]
    answers = {where: [ask(where), asyncio.run(aask(where))] for where in places}
    json.dump(answers, sys.stdout)
