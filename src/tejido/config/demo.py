"""`tejido demo`, lent what only this layer knows: how an installation is served."""

from tejido.demo.cli import demo_command


def _collect_static() -> None:
    from tejido.config import serving

    serving.collect_static()


def _serve(port: int) -> None:
    from tejido.config import serving

    with serving.worker_beside():
        serving.serve(host="127.0.0.1", port=port)


demo = demo_command(collect_static=_collect_static, serve=_serve)
