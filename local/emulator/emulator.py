#!/usr/bin/env python3
"""The emulated AWS of foundry-hosting: moto on a loopback port, mended where our flow needs it."""

import argparse
import logging
import os
import signal
import sys
import threading
import warnings
from importlib import metadata

MOTO_SERIES = "5.2."
EXIT_UNUSABLE_MOTO = 3


def moto_version_or_exit() -> str:
    """The mends replace internals of moto, so only the series they were written for is safe."""
    try:
        version = metadata.version("moto")
    except metadata.PackageNotFoundError:
        version = None
    if version is None or not version.startswith(MOTO_SERIES):
        found = f"moto {version}" if version else "no moto"
        print(
            f"The emulator needs moto {MOTO_SERIES}x but found {found} for {sys.executable}:"
            f" run '{sys.executable} -m pip install \"moto[server]=={MOTO_SERIES}*\"'.",
            file=sys.stderr,
        )
        sys.exit(EXIT_UNUSABLE_MOTO)
    return version


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument(
        "--exit-with-stdin", action="store_true", help="exit when standard input ends"
    )
    parser.add_argument(
        "--tasks-run-by-themselves",
        action="store_true",
        default=os.environ.get("FOUNDRY_EMULATOR_TASKS") == "auto",
        help="ECS tasks start and stop without a stand-in for Fargate"
        " (also: FOUNDRY_EMULATOR_TASKS=auto)",
    )
    parser.add_argument(
        "--targets-healthy-after",
        type=float,
        metavar="SECONDS",
        help="load balancer targets become healthy by themselves",
    )
    return parser.parse_args(arguments)


def leave_ctrl_c_to_the_parent(with_stdin: bool) -> None:
    """A terminal's Ctrl-C reaches us as well; whoever holds our standard input needs us until it ends."""
    if with_stdin:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def stop_on_request(server, with_stdin: bool) -> None:
    def stop(*_):
        # shutdown() waits for the serving loop, which is the thread that handles signals.
        threading.Thread(target=server.shutdown).start()

    def stop_at_end_of_stdin():
        # os.read, not sys.stdin: a buffered reader's lock held at exit aborts the interpreter.
        while os.read(0, 4096):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    if with_stdin:
        threading.Thread(target=stop_at_end_of_stdin, daemon=True).start()
    else:
        signal.signal(signal.SIGINT, stop)


def main(arguments: list[str]) -> None:
    options = parse_arguments(arguments)
    # Before the imports below, which take seconds.
    leave_ctrl_c_to_the_parent(options.exit_with_stdin)
    version = moto_version_or_exit()
    # moto reads these when it is imported.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    os.environ["MOTO_ACM_VALIDATION_WAIT"] = "0"
    # Without this moto loads 1159 machine images, which no test starts: 0.1 s at each reset.
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.ERROR)
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)

    from gateway.application import EmulatorApplication
    from gateway.server import listen
    from mends import Settings, apply_mends

    apply_mends(Settings(options.tasks_run_by_themselves, options.targets_healthy_after))
    server = listen(options.port, EmulatorApplication(version))
    stop_on_request(server, options.exit_with_stdin)
    print(f"EMULATOR READY http://127.0.0.1:{server.server_port}", flush=True)
    # moto prints now and then. The parent reads only the ready line, and a full pipe would block us.
    sys.stdout = sys.stderr
    server.serve_forever()
    server.server_close()


if __name__ == "__main__":
    main(sys.argv[1:])
