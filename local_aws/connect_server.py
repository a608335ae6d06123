"""The local Connect and Service Quotas, served beside ministack by a thread."""

import logging
from threading import Thread

from werkzeug.serving import BaseWSGIServer, make_server

from local_aws.connect.server import application
from local_aws.network import HOST


def start_connect_server(port: int) -> BaseWSGIServer:
    """Serve Connect on loopback until `shutdown()` is called on the server given."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(HOST, port, application(), threaded=True)
    Thread(target=server.serve_forever, name="connect", daemon=True).start()
    return server
