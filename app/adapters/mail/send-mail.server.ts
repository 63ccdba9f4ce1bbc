import { createTransport } from "nodemailer";
import { seconds } from "../../domains/kernel/time.ts";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** the intent's key; the same for each retry, so that a mail server or reader can tell repeats */
  messageId: string;
  images?: { cid: string; filename: string; content: Buffer; contentType: string }[];
}

/** Hands the mail to the SMTP server. Throws when the server did not say that it took it: mail-failure.ts tells what is known then. */
export type SendMail = (mail: Mail) => Promise<void>;

/** `from`: "Shop name <pickup@shop.example>" */
export function smtpSender(options: { smtpUrl: string; from: string }): SendMail {
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: seconds(10),
    socketTimeout: seconds(20),
  });
  const textAsked = new Set<string>();
  // when the text begins to flow, the server has asked for it: until then it cannot have taken the mail
  transport.use("stream", ({ data, message }, done) => {
    const createReadStream = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      createReadStream(options).once("resume", () => textAsked.add(String(data.messageId)));
    done();
  });
  const domain = /@([^>\s]+)/.exec(options.from)?.[1] ?? "sambung.invalid";
  return async (mail) => {
    const messageId = `<${mail.messageId}@${domain}>`;
    try {
      await transport.sendMail({
        from: options.from,
        to: mail.to,
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        messageId,
        ...(mail.images ? { attachments: mail.images } : {}),
      });
    } catch (error) {
      throw Object.assign(error instanceof Error ? error : new Error("mail not sent"), {
        hadText: textAsked.has(messageId),
      });
    } finally {
      textAsked.delete(messageId);
    }
  };
}
