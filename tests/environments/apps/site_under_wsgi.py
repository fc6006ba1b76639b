"""Serve the Django site under WSGI."""

from __future__ import annotations

import sys
from wsgiref.simple_server import make_server

from apps.site import wsgi

if __name__ == "__main__":
    with make_server("127.0.0.1", 0, wsgi) as server:
        print(f"running on http://127.0.0.1:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.exit(0)
