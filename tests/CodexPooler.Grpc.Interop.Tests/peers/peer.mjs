// The grpc-js peer: a server of interop.proto, and a client driven by JSON lines on stdin with answers on stdout.
// arguments: the folder with node_modules, interop.proto, and optionally a PEM certificate and its key (then both sides use TLS)
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { serve } from './peer-server.mjs';
import { client } from './peer-client.mjs';

const [modules, proto, certificate, key] = process.argv.slice(2);
const require = createRequire(`${modules}/package.json`);
const grpc = require('@grpc/grpc-js');
const definition = require('@grpc/proto-loader').loadSync(proto, { longs: Number, defaults: true, keepCase: true });
const { Interop } = grpc.loadPackageDefinition(definition).codex_pooler.interop.v1;
const tls = certificate && { certificate: readFileSync(certificate), key: readFileSync(key) };

const port = await serve(grpc, Interop, tls);
const { run, cancel } = client(grpc, Interop, tls);
const print = value => process.stdout.write(`${JSON.stringify(value)}\n`);
print({ port });

const lines = createInterface({ input: process.stdin });
lines.on('line', async line => {
  const command = JSON.parse(line);
  if (command.cancel) return cancel(command.cancel);
  try {
    print({ id: command.id, ...await run(command) });
  } catch (error) {
    print({ id: command.id, broken: String(error.stack ?? error) });
  }
});
lines.on('close', () => process.exit(0));
