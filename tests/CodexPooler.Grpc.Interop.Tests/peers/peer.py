"""The C-core peer: a server of interop.proto, and a client driven by JSON lines on stdin with answers on stdout.

arguments: the base64 FileDescriptorProto of interop.proto, and optionally a PEM certificate and its key (then both sides use TLS)
"""
import json
import pathlib
import sys
import threading
import traceback

from peer_client import Client
from peer_server import serve
from wire import Wire

printing = threading.Lock()


def say(value):
    with printing:
        print(json.dumps(value), flush=True)


def answer(client, command):
    try:
        say({"id": command["id"], **client.run(command)})
    except Exception:
        say({"id": command["id"], "broken": traceback.format_exc()})


wire = Wire(sys.argv[1])
tls = [pathlib.Path(name).read_bytes() for name in sys.argv[2:4]]
server, port = serve(wire, tls)
client = Client(wire, tls)
say({"port": port})
for line in sys.stdin:
    command = json.loads(line)
    if "cancel" in command:
        client.cancel(command["cancel"])
    else:
        threading.Thread(target=answer, args=(client, command), daemon=True).start()
server.stop(0)
