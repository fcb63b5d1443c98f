// A mail server on a free loopback port. Arguments: folder with key.pem and cert.pem, security (starttls|tls|none), user, password,
// how many messages to refuse first. Prints one JSON line a message.
const { readFileSync } = require("fs");
const { SMTPServer } = require(require.resolve("smtp-server", { paths: [process.env.SMTP_MODULES] }));

const [folder, security, user, password, refusals] = process.argv.slice(2);
let left = Number(refusals);
const print = (line) => process.stdout.write(JSON.stringify(line) + "\n");
const server = new SMTPServer({
  secure: security === "tls",
  key: readFileSync(`${folder}/key.pem`),
  cert: readFileSync(`${folder}/cert.pem`),
  disabledCommands: security === "none" ? ["STARTTLS", "AUTH"] : [],
  authOptional: security === "none",
  onAuth: (auth, session, done) =>
    auth.username === user && auth.password === password
      ? done(null, { user })
      : done(new Error("no such user")),
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      if (left-- > 0) return done(Object.assign(new Error("try later"), { responseCode: 451 }));
      print({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        user: session.user ?? null,
        secure: session.secure,
        text: Buffer.concat(chunks).toString("utf8"),
      });
      done();
    });
  },
});
server.listen(0, "127.0.0.1", () => print({ port: server.server.address().port }));
process.stdin.on("end", () => process.exit()).resume();
