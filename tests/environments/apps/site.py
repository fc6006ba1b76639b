"""A Django site that calls dual functions at every place a site has."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.decorators import sync_and_async_middleware, sync_only_middleware

from apps.shelf import count, fetch, given, load
from duotone import sync_compatible

at_import = given(load(1))


@sync_compatible
async def query(number: int) -> int:
    """Return the number by way of a thread, as Django's own async queries do."""
    return await sync_to_async(lambda: number)()


@sync_only_middleware
def plain_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Call a dual function in a middleware that knows no async."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["x-plain"] = str(load(2))
        return response

    return respond


@sync_and_async_middleware
def middleware_of_both_kinds(get_response: Any) -> Any:
    """Call a dual function in a middleware that Django asks for the kind that it needs."""
    if not inspect.iscoroutinefunction(get_response):

        def respond(request: HttpRequest) -> HttpResponse:
            response: HttpResponse = get_response(request)
            response["x-both"] = str(load(3))
            return response

        return respond

    async def arespond(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = await get_response(request)
        response["x-both"] = str(await load(3))
        return response

    return arespond


def show_import(request: HttpRequest) -> JsonResponse:
    """Tell what the call at module level gave."""
    return JsonResponse({"got": at_import})


async def call_in_coroutine(request: HttpRequest) -> JsonResponse:
    """Await each kind of dual function."""
    return JsonResponse({"got": [await load(4), await fetch(5), await count.aio(6)]})


def call_in_plain_view(request: HttpRequest) -> JsonResponse:
    """Call each kind of dual function in a plain view."""
    return JsonResponse({"got": [load(4), fetch(5), count(6)]})


def helper() -> Any:
    """Call a dual function in a plain function, whoever calls that."""
    return load(7)


async def await_helper(request: HttpRequest) -> JsonResponse:
    """Await what a plain function got."""
    return JsonResponse({"got": await helper()})


async def force(request: HttpRequest) -> JsonResponse:
    """Force the sync side where a loop runs."""
    return JsonResponse({"got": [load(8, _sync=True), query.sync(9)]})


async def query_in_coroutine(request: HttpRequest) -> JsonResponse:
    """Await a dual function that uses Django's way to sync code."""
    return JsonResponse({"got": await query(10)})


def query_in_plain_view(request: HttpRequest) -> JsonResponse:
    """Call a dual function that uses Django's way to sync code."""
    return JsonResponse({"got": query(10)})


urlpatterns = [
    path("import", show_import),
    path("async", call_in_coroutine),
    path("plain", call_in_plain_view),
    path("helper", await_helper),
    path("forced", force),
    path("query/async", query_in_coroutine),
    path("query/plain", query_in_plain_view),
]

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="no secret",  # noqa: S106 - a site of a test has none
    MIDDLEWARE=[f"{__name__}.plain_middleware", f"{__name__}.middleware_of_both_kinds"],
)
asgi = get_asgi_application()
wsgi = get_wsgi_application()
