import base64
import queue
import threading
from collections import defaultdict
from concurrent import futures

import grpc

from wire import SERVICE, pattern, sha256


def flat(metadata):
    result = {}
    for key, value in metadata or ():
        text = base64.b64encode(value).decode() if isinstance(value, bytes) else value
        result.setdefault(key, []).append(text)
    return result


class Client:
    """Runs the same commands as peer-client.mjs."""

    def __init__(self, wire, tls):
        self.wire = wire
        self.tls = tls
        self.channels = {}
        self.running = defaultdict(futures.Future)
        self.lock = threading.Lock()

    def channel(self, target):
        with self.lock:
            if target not in self.channels:
                options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
                self.channels[target] = (
                    grpc.secure_channel(target, grpc.ssl_channel_credentials(self.tls[0]), options)
                    if self.tls else grpc.insecure_channel(target, options))
            return self.channels[target]

    def requests(self, command):
        for given in command["requests"]:
            fields = dict(given)
            yield self.wire.Request(payload=pattern(fields.pop("payload_size", 0)), **fields)

    def cancel(self, identifier):
        # A command may be cancelled before its thread has started the call.
        self.running[identifier].result(30).cancel()

    def run(self, command):
        replies = []

        def take(message):
            replies.append({
                "text": message.text, "index": message.index, "received_sha256": message.received_sha256,
                "deadline_left_ms": message.deadline_left_ms, "size": len(message.payload),
                "sha256": sha256(message.payload)})

        call = self.start(command, take)
        try:
            initial = flat(call.initial_metadata())
        except grpc.RpcError:
            initial = {}
        return {"code": call.code().value[0], "details": call.details(), "replies": replies,
                "initial": initial, "trailing": flat(call.trailing_metadata())}

    def start(self, command, take):
        path, method = f"/{SERVICE}/{command['method']}", command["method"]
        writes, reads = self.wire.Request.SerializeToString, self.wire.Reply.FromString
        metadata = list((command.get("metadata") or {}).items())
        metadata += [(key, base64.b64decode(value)) for key, value in (command.get("binary") or {}).items()]
        options = {
            "metadata": metadata,
            "timeout": command["deadline_ms"] / 1000 if command.get("deadline_ms") else None,
            "compression": grpc.Compression.Gzip if command.get("gzip") else None}
        channel, cancel_after = self.channel(command["target"]), command.get("cancel_after")
        requests = list(self.requests(command))
        if method in ("Unary", "Unserved"):
            call = channel.unary_unary(path, writes, reads).future(requests[0], **options)
            self.running[command["id"]].set_result(call)
            try:
                take(call.result())
            except (grpc.RpcError, grpc.FutureCancelledError):
                pass
            return call
        outgoing = queue.Queue()
        if method == "ServerStream":
            call = channel.unary_stream(path, writes, reads)(requests[0], **options)
        else:
            shape = channel.stream_unary if method == "ClientStream" else channel.stream_stream
            start = shape(path, writes, reads)
            start = start.future if method == "ClientStream" else start
            call = start(iter(outgoing.get, None), **options)
            pending = iter(requests)
            if command.get("lockstep"):
                outgoing.put(next(pending))
            else:
                for request in pending:
                    outgoing.put(request)
                if not command.get("keep_open"):
                    outgoing.put(None)
        self.running[command["id"]].set_result(call)
        try:
            if method == "ClientStream":
                take(call.result())
            else:
                for index, message in enumerate(call, 1):
                    take(message)
                    if index == cancel_after:
                        call.cancel()
                    elif command.get("lockstep"):
                        outgoing.put(next(pending, None))
        except (grpc.RpcError, grpc.FutureCancelledError):
            pass
        finally:
            outgoing.put(None)
        return call
