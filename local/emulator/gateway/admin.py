"""The admin endpoints under /_emulator/, through which tests and stand-ins steer the emulator."""

import json
from typing import Any
from urllib.parse import parse_qs

from gateway.dispatch_lock import dispatching
from gateway.faults import Answer, Faults
from gateway.reset import reset_moto
from mends import ecs_task, elbv2


class AdminApi:
    def __init__(self, moto_version: str, call_log: Any, faults: Faults) -> None:
        self._moto_version = moto_version
        self._call_log = call_log
        self._faults = faults

    def answer(self, environ: dict[str, Any], body: bytes) -> Answer:
        route = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].removeprefix('/_emulator')}"
        query = {key: values[0] for key, values in parse_qs(environ["QUERY_STRING"]).items()}
        try:
            given = json.loads(body) if body else None
            return _json(200, self._act(route, query, given))
        except NotImplementedError:
            return _json(404, {"error": f"no such admin endpoint: {route}"})
        except LookupError as missing:
            return _json(404, {"error": str(missing.args[0] if missing.args else missing)})
        except (ValueError, TypeError) as wrong:
            return _json(400, {"error": str(wrong)})

    def _act(self, route: str, query: dict[str, str], given: Any) -> Any:
        match route:
            case "GET /health":
                return {"status": "ok", "moto": self._moto_version}
            case "GET /requests":
                return self._call_log.as_json()
            case "DELETE /requests":
                self._call_log.clear()
            case "PUT /faults":
                self._faults.replace(given)
            case "DELETE /faults":
                self._faults.replace([])
            case "GET /ecs/tasks":
                with dispatching():
                    return {"tasks": [task.as_json() for task in ecs_task.all_tasks()]}
            case "PUT /ecs/tasks":
                with dispatching():
                    task = ecs_task.find(query.get("arn") or given.get("taskArn"))
                    task.merge(given)
                    return task.as_json()
            case "PUT /elbv2/health":
                with dispatching():
                    elbv2.set_health(given)
            case "POST /reset":
                with dispatching():
                    reset_moto()
                self._call_log.clear()
                self._faults.replace([])
            case _:
                raise NotImplementedError
        return {"ok": True}


def _json(status: int, content: Any) -> Answer:
    return Answer(status, [("Content-Type", "application/json")], json.dumps(content).encode())
