"""Names a request as AWS does: service, operation and the protocol of its answer."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from moto.core.utils import get_service_model

# Signing names that differ from the name the SDKs (and our ports) use for the service.
SDK_NAMES = {
    "elasticloadbalancing": "elbv2",
    "elasticfilesystem": "efs",
    "monitoring": "cloudwatch",
    "eventbridge": "events",
}
REST_XML_SERVICES = {"s3", "route53", "cloudfront"}


@dataclass(frozen=True)
class Call:
    service: str
    operation: str
    protocol: str  # json | query | rest-xml | rest-json


@dataclass(frozen=True)
class _Route:
    operation: str
    path: re.Pattern[str]
    literal_query: frozenset[tuple[str, str]]
    required_query: frozenset[str]
    required_headers: frozenset[str]

    def specificity(self, query: dict[str, list[str]], environ: dict[str, Any]) -> int | None:
        """How much of the request this route explains; None when it does not match."""
        if any(value not in query.get(name, []) for name, value in self.literal_query):
            return None
        if not self.required_query <= query.keys():
            return None
        if any(header not in environ for header in self.required_headers):
            return None
        needs = len(self.literal_query) + len(self.required_query) + len(self.required_headers)
        return 100 * needs - self.path.groups


def identify(environ: dict[str, Any], body: bytes) -> Call:
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    service = _service(environ, query)
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return Call(service, target.rsplit(".", 1)[-1], "json")
    if "application/x-www-form-urlencoded" in environ.get("CONTENT_TYPE", ""):
        query = query | parse_qs(body.decode("utf-8", "replace"))
    if "Action" in query:
        return Call(service, query["Action"][0], "query")
    protocol = "rest-xml" if service in REST_XML_SERVICES else "rest-json"
    return Call(service, _rest_operation(service, query, environ), protocol)


def _service(environ: dict[str, Any], query: dict[str, list[str]]) -> str:
    authorization = environ.get("HTTP_AUTHORIZATION", "")
    found = re.search(r"Credential=[^,\s]*/([^/,\s]+)/aws4_request", authorization)
    if not found:  # a presigned URL
        found = re.search(r"/([^/]+)/aws4_request$", query.get("X-Amz-Credential", [""])[0])
    # Unsigned calls are S3's (public objects), as moto takes them.
    name = found.group(1).lower() if found else "s3"
    return SDK_NAMES.get(name, name)


def _rest_operation(service: str, query: dict[str, list[str]], environ: dict[str, Any]) -> str:
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    best: tuple[int, str] | None = None
    for route in _routes(service).get(method, []):
        if not route.path.fullmatch(path):
            continue
        specificity = route.specificity(query, environ)
        if specificity is not None and (best is None or specificity > best[0]):
            best = specificity, route.operation
    return best[1] if best else f"{method} {re.sub(r'[0-9a-f-]{8,}', '{id}', path)}"


@lru_cache(maxsize=None)
def _routes(service: str) -> dict[str, list[_Route]]:
    try:
        model = get_service_model(service)
    except Exception:  # a service that botocore does not know has no readable names
        return {}
    routes: dict[str, list[_Route]] = {}
    for name in model.operation_names:
        operation = model.operation_model(name)
        path, _, literal = operation.http["requestUri"].partition("?")
        pattern = re.sub(r"\\{\w+\\}", "([^/]+)", re.escape(path).replace(r"\+\}", r"\}+"))
        pattern = pattern.replace("([^/]+)+", "(.+)").rstrip("/") + "/?"
        members = operation.input_shape.members.items() if operation.input_shape else []
        required = operation.input_shape.required_members if operation.input_shape else []
        located = {"querystring": set(), "header": set()}
        for member, shape in members:
            location = shape.serialization.get("location")
            if member in required and location in located:
                located[location].add(shape.serialization.get("name", member))
        routes.setdefault(operation.http["method"], []).append(
            _Route(
                name,
                re.compile(pattern),
                frozenset(
                    (key, values[0])
                    for key, values in parse_qs(literal, keep_blank_values=True).items()
                ),
                frozenset(located["querystring"]),
                frozenset(
                    "HTTP_" + header.upper().replace("-", "_") for header in located["header"]
                ),
            )
        )
    return routes
