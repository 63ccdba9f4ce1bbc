import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import PostalMime from "postal-mime";
import type { Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it takes and answers as a test wants. */
export interface MailTrap {
  url: string;
  /** what it took, in order */
  mails: Email[];
  /** answers that it gives instead of taking: to the recipient, or to the text of the mail */
  answers: { recipient?: number; text?: number };
  close(): Promise<void>;
}

export async function openMailTrap(): Promise<MailTrap> {
  const mails: Email[] = [];
  const answers: MailTrap["answers"] = {};
  const keep = async (message: Buffer, done: () => void) => {
    mails.push(await PostalMime.parse(message));
    done();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) => done(refusal(answers.recipient)),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refused = refusal(answers.text);
        if (refused) return done(refused);
        void keep(Buffer.concat(chunks), done);
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(responseCode: number | undefined): Error | null {
  return responseCode
    ? Object.assign(new Error("no, says the server to sari@example.com"), { responseCode })
    : null;
}

/** A mail server whose line breaks at one step: before it is asked to take the text, or after it has all of it. */
export async function openBrokenMailServer(breaksAt: "greeting" | "recipient" | "text") {
  let texts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let isText = false;
    let heard = "";
    if (breaksAt === "greeting") return socket.destroy();
    socket.write("220 ready\r\n");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      if (isText) {
        if (!heard.includes("\r\n.\r\n")) return;
        texts += 1;
        return socket.destroy();
      }
      for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        const command = heard.slice(0, end).toUpperCase();
        heard = heard.slice(end + 2);
        if (command.startsWith("RCPT") && breaksAt === "recipient") return socket.destroy();
        isText = command === "DATA";
        socket.write(isText ? "354 go on\r\n" : "250 yes\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    textsHeard: () => texts,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
