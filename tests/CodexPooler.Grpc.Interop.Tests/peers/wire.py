"""The messages of interop.proto, built from the serialized FileDescriptorProto that the test hands over.

protoc's newest Python output needs a newer runtime than Debian's, so the classes are made from the descriptor instead.
"""
import base64
import hashlib

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SERVICE = "codex_pooler.interop.v1.Interop"


class Wire:
    def __init__(self, descriptor_base64):
        file = descriptor_pb2.FileDescriptorProto.FromString(base64.b64decode(descriptor_base64))
        pool = descriptor_pool.DescriptorPool()
        pool.Add(file)
        factory = message_factory.MessageFactory(pool)
        self._type = lambda name: factory.GetPrototype(pool.FindMessageTypeByName(f"codex_pooler.interop.v1.{name}"))
        self.Request = self._type("Request")
        self.Reply = self._type("Reply")
        self.ObserveRequest = self._type("ObserveRequest")
        self.Observation = self._type("Observation")


def pattern(size):
    cycle = bytes(i * 31 % 251 for i in range(251))
    return (cycle * (size // 251 + 1))[:size]


def sha256(data):
    return hashlib.sha256(data).hexdigest()
