import { pattern, sha256 } from './peer-server.mjs';

// A command: { id, target, method, requests: [...], metadata, binary, deadline_ms, gzip, cancel_after, keep_open, lockstep }
// cancel_after: cancel when this many replies have come; keep_open: do not end the request stream;
// lockstep: send the next request only when the reply to the last has come. { cancel: id } cancels a running command.
export function client(grpc, Interop, tls) {
  const stubs = new Map();
  const running = new Map();
  const stub = (target, gzip) => {
    const name = `${target} ${gzip}`;
    if (!stubs.has(name)) {
      const credentials = tls ? grpc.credentials.createSsl(tls.certificate) : grpc.credentials.createInsecure();
      stubs.set(name, new Interop(target, credentials, {
        'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1,
        ...gzip && { 'grpc.default_compression_algorithm': 2 },
      }));
    }
    return stubs.get(name);
  };

  const flat = metadata => Object.fromEntries(Object.keys(metadata?.getMap() ?? {}).map(key =>
    [key, metadata.get(key).map(value => Buffer.isBuffer(value) ? value.toString('base64') : value)]));

  const run = command => new Promise(resolve => {
    const metadata = new grpc.Metadata();
    for (const [key, value] of Object.entries(command.metadata ?? {})) metadata.add(key, value);
    for (const [key, value] of Object.entries(command.binary ?? {})) metadata.add(key, Buffer.from(value, 'base64'));
    const options = command.deadline_ms ? { deadline: Date.now() + command.deadline_ms } : {};
    const result = { code: 0, details: '', replies: [], initial: {}, trailing: {} };
    const requests = command.requests.map(({ payload_size: size, ...request }) => ({ ...request, payload: pattern(size ?? 0) }));
    const method = Interop.service[command.method];
    const target = stub(command.target, command.gzip);
    const finish = status => {
      result.code = status.code;
      result.details = status.details;
      result.trailing = flat(status.metadata);
      resolve(result);
    };
    const take = message => result.replies.push({
      text: message.text, index: message.index, received_sha256: message.received_sha256,
      deadline_left_ms: message.deadline_left_ms, size: message.payload.length, sha256: sha256(message.payload),
    });
    // The unary callback only carries the message: grpc-js always emits 'status' with the outcome as well.
    const answered = (error, message) => { if (message) take(message); };

    const call = method.requestStream
      ? method.responseStream ? target[command.method](metadata, options) : target[command.method](metadata, options, answered)
      : method.responseStream ? target[command.method](requests[0], metadata, options)
        : target[command.method](requests[0], metadata, options, answered);

    running.set(command.id, call);
    call.on('metadata', initial => { result.initial = flat(initial); });
    call.on('status', status => setImmediate(() => finish(status)));
    call.on('error', () => {});
    let sent = 0;
    const next = () => sent < requests.length ? call.write(requests[sent++]) : call.end();
    if (method.responseStream) {
      call.on('data', message => {
        take(message);
        if (command.cancel_after && result.replies.length === command.cancel_after) call.cancel();
        else if (command.lockstep) next();
      });
    }
    if (method.requestStream && command.lockstep) next();
    else if (method.requestStream) {
      for (const request of requests) call.write(request);
      if (!command.keep_open) call.end();
    }
  });
  return { run, cancel: id => running.get(id).cancel() };
}
