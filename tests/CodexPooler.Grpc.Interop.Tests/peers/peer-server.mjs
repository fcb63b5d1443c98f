import { createHash } from 'node:crypto';

export const pattern = size => Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251));
export const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

export async function serve(grpc, Interop, tls) {
  const ended = new Map();
  const outcome = id => {
    if (!ended.has(id)) {
      let settle;
      const promise = new Promise(resolve => { settle = resolve; });
      ended.set(id, { promise, settle });
    }
    return ended.get(id);
  };

  const left = call => {
    const deadline = call.getDeadline();
    const at = deadline instanceof Date ? deadline.getTime() : deadline;
    return Number.isFinite(at) ? Math.round(at - Date.now()) : -1;
  };
  const reply = (call, request, index) => ({
    text: request.text, payload: pattern(request.reply_size), index,
    received_sha256: sha256(request.payload), deadline_left_ms: left(call),
  });
  const trailers = call => {
    const metadata = new grpc.Metadata();
    for (const value of call.metadata.get('x-echo-trailing-bin')) metadata.add('x-echo-trailing-bin', value);
    return metadata;
  };
  const greet = call => {
    const metadata = new grpc.Metadata();
    for (const value of call.metadata.get('x-echo-initial')) metadata.add('x-echo-initial', value);
    call.sendMetadata(metadata);
    const [id] = call.metadata.get('x-call-id');
    if (id) call.on('cancelled', () => outcome(id).settle({ cancelled: true }));
  };
  const failure = (call, request) =>
    request.status_code ? { code: request.status_code, details: request.status_message, metadata: trailers(call) } : null;
  const write = (call, message) =>
    new Promise(resolve => { call.write(message) ? resolve() : call.once('drain', resolve); });

  const handlers = {
    Unary(call, callback) {
      greet(call);
      if (call.request.hang) return;
      callback(failure(call, call.request), reply(call, call.request, 0), trailers(call));
    },
    async ServerStream(call) {
      greet(call);
      for (let i = 0; i < call.request.count && !call.cancelled; i++) await write(call, reply(call, call.request, i));
      if (call.request.hang) return;
      const failed = failure(call, call.request);
      if (failed) call.emit('error', failed);
      else call.end(trailers(call));
    },
    ClientStream(call, callback) {
      greet(call);
      let last, index = 0;
      const texts = [], bytes = [];
      call.on('data', request => {
        index++;
        last = request;
        texts.push(request.text);
        bytes.push(request.payload);
      });
      call.on('end', () => {
        if (!last) return callback(null, { text: '', index: 0, received_sha256: sha256(''), deadline_left_ms: left(call) });
        if (last.hang) return;
        const all = { ...last, text: texts.join(','), payload: Buffer.concat(bytes) };
        callback(failure(call, last), reply(call, all, index), trailers(call));
      });
    },
    Duplex(call) {
      greet(call);
      let index = 0, failed = null;
      call.on('data', request => {
        call.write(reply(call, request, index++));
        failed = failure(call, request);
        if (failed) call.emit('error', failed);
      });
      call.on('end', () => { if (!failed) call.end(trailers(call)); });
    },
    async Observe(call, callback) {
      callback(null, await outcome(call.request.call_id).promise);
    },
  };

  // With a small age the server sends GOAWAY to every connection again and again.
  const age = Number(process.env.INTEROP_CONNECTION_AGE_MS);
  const server = new grpc.Server({
    'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1,
    ...age && { 'grpc.max_connection_age_ms': age },
  });
  const { Unserved, ...served } = Interop.service;
  server.addService(served, handlers);
  const credentials = tls
    ? grpc.ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    : grpc.ServerCredentials.createInsecure();
  return await new Promise((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => error ? reject(error) : resolve(port)));
}
