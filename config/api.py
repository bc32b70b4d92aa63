"""The programming interface put together: /api/v1/, its description, and the answer where there is nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.defaults import server_error as page_of_server_error
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.base import Endpoint
from access.bearer import API
from access.problems import problem
from agencies.api.routes import routes as agencies
from assessments.api.routes import routes as assessments
from casework.api.routes import routes as casework
from sharing.api.routes import routes as sharing


@extend_schema(exclude=True)
class Nothing(Endpoint):
    """Every address that is none: the same answer as for what the caller may not see."""

    def answer(self, request: Request) -> Response:
        """Say that there is nothing.

        Raises:
            Http404: always.
        """
        raise Http404


def server_error(request: HttpRequest) -> HttpResponse:
    """Own a mistake of ours: as a problem to a program, as the page to a browser."""
    if request.path.startswith(API):
        return problem(500)
    return page_of_server_error(request)


METHODS = ("get", "post", "put", "patch", "delete")

urlpatterns: list[URLPattern] = [
    *casework,
    *assessments,
    *sharing,
    *agencies,
    path("schema/", SpectacularAPIView.as_view(renderer_classes=[JSONRenderer]), name="api_schema"),
    re_path(r"^[\s\S]*$", Nothing.as_view(dict.fromkeys(METHODS, "answer")), name="api_nothing"),
]
