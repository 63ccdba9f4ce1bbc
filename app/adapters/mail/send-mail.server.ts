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

/** Hands the mail to the SMTP server. Throws when the server did not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/** `from`: "Shop name <pickup@shop.example>" */
export function smtpSender(options: { smtpUrl: string; from: string }): SendMail {
  const transport = createTransport({
    url: options.smtpUrl,
    connectionTimeout: seconds(10),
    socketTimeout: seconds(20),
  });
  const domain = /@([^>\s]+)/.exec(options.from)?.[1] ?? "sambung.invalid";
  return async (mail) => {
    await transport.sendMail({
      from: options.from,
      to: mail.to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: `<${mail.messageId}@${domain}>`,
      ...(mail.images ? { attachments: mail.images } : {}),
    });
  };
}
