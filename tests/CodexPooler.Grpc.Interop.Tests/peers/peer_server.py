import os
import threading
from collections import defaultdict
from concurrent import futures

import grpc

from wire import SERVICE, pattern, sha256

CODES = {code.value[0]: code for code in grpc.StatusCode}


class Outcome:
    def __init__(self):
        self.ended = threading.Event()
        self.cancelled = False


class Interop:
    def __init__(self, wire):
        self.wire = wire
        self.outcomes = defaultdict(Outcome)

    def reply(self, request, index, context):
        left = context.time_remaining()
        return self.wire.Reply(
            text=request.text, payload=pattern(request.reply_size), index=index,
            received_sha256=sha256(request.payload), deadline_left_ms=-1 if left is None or left > 1e9 else round(left * 1000))

    def begin(self, context):
        """Answers the metadata; the event is set when the call is over."""
        sent = list(context.invocation_metadata())
        context.send_initial_metadata([(key, value) for key, value in sent if key == "x-echo-initial"])
        context.set_trailing_metadata([(key, value) for key, value in sent if key == "x-echo-trailing-bin"])

        outcome = self.outcomes[dict(sent).get("x-call-id")]

        def ended():
            outcome.cancelled = not context.finished
            outcome.ended.set()
            over.set()
        over = threading.Event()
        context.finished = False
        if not context.add_callback(ended):
            ended()
        return over

    @staticmethod
    def finish(request, context):
        context.finished = True
        if request.status_code:
            context.abort(CODES[request.status_code], request.status_message)

    def unary(self, request, context):
        over = self.begin(context)
        if request.hang:
            over.wait(30)
            return self.wire.Reply()
        self.finish(request, context)
        return self.reply(request, 0, context)

    def server_stream(self, request, context):
        over = self.begin(context)
        for index in range(request.count):
            if not context.is_active():
                return
            yield self.reply(request, index, context)
        if request.hang:
            over.wait(30)
            return
        self.finish(request, context)

    def client_stream(self, requests, context):
        over = self.begin(context)
        texts, data, last, index = [], b"", self.wire.Request(), 0
        for index, last in enumerate(requests, 1):
            texts.append(last.text)
            data += last.payload
        if last.hang:
            over.wait(30)
        self.finish(last, context)
        whole = self.wire.Request(text=",".join(texts), payload=data, reply_size=last.reply_size)
        return self.reply(whole, index, context)

    def duplex(self, requests, context):
        over = self.begin(context)
        request = self.wire.Request()
        for index, request in enumerate(requests):
            yield self.reply(request, index, context)
            if request.status_code:
                self.finish(request, context)
        # A cancelled read may look like the client's end of the stream.
        if request.hang:
            over.wait(30)
        context.finished = True

    def observe(self, request, context):
        outcome = self.outcomes[request.call_id]
        outcome.ended.wait(30)
        return self.wire.Observation(cancelled=outcome.cancelled)


def serve(wire, tls):
    interop = Interop(wire)
    reads, writes = wire.Request.FromString, wire.Reply.SerializeToString
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    # With a small age the server sends GOAWAY to every connection again and again.
    if age := os.environ.get("INTEROP_CONNECTION_AGE_MS"):
        options.append(("grpc.max_connection_age_ms", int(age)))
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=32), options=options)
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, {
        "Unary": grpc.unary_unary_rpc_method_handler(interop.unary, reads, writes),
        "ServerStream": grpc.unary_stream_rpc_method_handler(interop.server_stream, reads, writes),
        "ClientStream": grpc.stream_unary_rpc_method_handler(interop.client_stream, reads, writes),
        "Duplex": grpc.stream_stream_rpc_method_handler(interop.duplex, reads, writes),
        "Observe": grpc.unary_unary_rpc_method_handler(
            interop.observe, wire.ObserveRequest.FromString, wire.Observation.SerializeToString),
    })])
    if tls:
        certificate, key = tls
        port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)]))
    else:
        port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port
