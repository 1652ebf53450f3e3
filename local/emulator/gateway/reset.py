"""Takes moto back to its beginning, quickly enough to do it before each test."""

from moto.core.base_backend import BackendDict, BaseBackend, backend_lock
from moto.core.model_instances import reset_model_data


def reset_moto() -> None:
    """As moto's own reset, but does not build anew what moto drops anyway.

    moto's takes over a second: it makes each backend again before it forgets it, and finds out
    each service's regions once more.
    """
    with backend_lock:
        for service in list(BackendDict._instances):
            for account in service.values():
                for backend in account.values():
                    if type(backend).reset is not BaseBackend.reset:
                        backend.reset()  # S3: closes its objects' files
                account.clear()
    reset_model_data()
