import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface Mail {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  attachments: { name: string; type: string; contentId: string; content: Buffer }[];
  raw: string;
}

/** A mail server that keeps what it is given, and misbehaves on demand. */
export interface Mailbox {
  url: string;
  /** oldest first */
  mails: Mail[];
  faults: {
    /** answer to the next mails instead of taking them, e.g. { code: 451, text: "try later" } */
    refuse: { code: number; text: string } | null;
    /** take the mail but never say so: the sender cannot know */
    silent: boolean;
  };
  /** resolves with the next mail to this address (or one that is there already after `since`) */
  waitFor(to: string, since?: number): Promise<Mail>;
  save(): SavedMail[];
  close(): Promise<void>;
}

export interface SavedMail {
  at: string;
  to: string[];
  raw: string;
}

const mostMails = 500;

export async function startMailbox(
  options: { port?: number; saved?: SavedMail[] } = {},
): Promise<Mailbox> {
  let waiting: { to: string; since: number; resolve: (mail: Mail) => void }[] = [];
  let lastId = 0;
  const keep = async ({ at, to, raw }: SavedMail) => {
    const mail = await read(++lastId, at, to, raw);
    mailbox.mails.push(mail);
    if (mailbox.mails.length > mostMails) mailbox.mails.shift();
    const served = waiting.filter((one) => isFor(mail, one.to, one.since));
    waiting = waiting.filter((one) => !served.includes(one));
    for (const one of served) one.resolve(mail);
  };
  const take = async (mail: SavedMail, done: ((error?: Error | null) => void) | null) => {
    await keep(mail);
    done?.(null);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    // any name and password will do
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", () => {
        const { refuse, silent } = mailbox.faults;
        if (refuse !== null) {
          done(Object.assign(new Error(refuse.text), { responseCode: refuse.code }));
          return;
        }
        const to = session.envelope.rcptTo.map((one) => one.address);
        void take(
          { at: new Date().toISOString(), to, raw: Buffer.concat(chunks).toString("latin1") },
          silent ? null : done,
        );
      });
    },
  });
  // a sender that gives up mid-mail is not our failure
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  const mailbox: Mailbox = {
    url: `smtp://localhost:${portOf(server.server.address())}`,
    mails: [],
    faults: { refuse: null, silent: false },
    waitFor(to, since = 0) {
      const there = mailbox.mails.find((mail) => isFor(mail, to, since));
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve) => waiting.push({ to, since, resolve }));
    },
    save: () => mailbox.mails.slice(-100).map(({ at, to, raw }) => ({ at, to, raw })),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  for (const mail of options.saved ?? []) await keep(mail);
  return mailbox;
}

const isFor = (mail: Mail, to: string, since: number) => mail.id > since && mail.to.includes(to);

async function read(id: number, at: string, to: string[], raw: string): Promise<Mail> {
  const parsed = await PostalMime.parse(Buffer.from(raw, "latin1"));
  return {
    id,
    at,
    from: parsed.from?.address ?? "",
    to,
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? "",
    headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
    attachments: parsed.attachments.map((one) => ({
      name: one.filename ?? "",
      type: one.mimeType,
      contentId: (one.contentId ?? "").replace(/^<|>$/g, ""),
      content:
        typeof one.content === "string"
          ? Buffer.from(one.content)
          : Buffer.from(new Uint8Array(one.content)),
    })),
    raw,
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null)
    throw new Error("the mailbox does not listen");
  return address.port;
}
