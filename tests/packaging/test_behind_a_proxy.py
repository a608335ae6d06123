"""Set-up trusts whom the system trusts: a company's proxy has a certificate of the company's own authority."""

from __future__ import annotations

import datetime
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from local_aws.node import node_binary

from .run import CHECKOUT

ASK = """
require("https").get(process.argv[1], (answer) => process.exit(answer.statusCode === 200 ? 0 : 2))
    .on("error", (error) => { console.error(error.code); process.exit(1) })
"""


def write_certificate(file: Path) -> None:
    """Write a new key, and a certificate for localhost that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(written + certificate.public_bytes(pem))


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server, and the certificate that it shows."""
    file = tmp_path / "company.pem"
    write_certificate(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://localhost:{server.server_port}/", file
        server.shutdown()


def make(*arguments: str) -> str:
    """What make says that it would do, without doing it."""
    environment = {name: value for name, value in os.environ.items() if name != "UV_SYSTEM_CERTS"}
    command = ["make", "--dry-run", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, no variable stands for the system's store")
@pytest.mark.parametrize(("asks_the_system", "returned"), [("1", 0), ("0", 1)])
def test_node_asks_the_system(proxy: tuple[str, Path], asks_the_system: str, returned: int) -> None:
    address, certificate = proxy
    environment = {name: value for name, value in os.environ.items() if name != "NODE_EXTRA_CA_CERTS"}
    asked = subprocess.run(
        [node_binary(), "-e", ASK, address],
        # The system's store is where OpenSSL looks.
        env=environment | {"SSL_CERT_FILE": str(certificate), "NODE_USE_SYSTEM_CA": asks_the_system},
        check=False,
        capture_output=True,
        text=True,
    )
    assert asked.returncode == returned, asked.stderr


def test_make_tells_node_and_uv_to_ask() -> None:
    assert 'NODE_USE_SYSTEM_CA="${NODE_USE_SYSTEM_CA:-1}" PATH=' in make("--always-make", "node_modules/.stamp")
    assert "\nUV_SYSTEM_CERTS = true\n" in make("--print-data-base", "help")
    uv = Path(sys.executable).with_name("uv")
    options = subprocess.run([uv, "pip", "install", "--help"], check=True, capture_output=True, text=True).stdout
    assert "UV_SYSTEM_CERTS" in options, "uv has another name for it"
