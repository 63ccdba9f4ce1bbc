/** What is known after the mail server did not say that it took a mail. Never holds the server's words: they quote addresses. */
export interface MailFailure {
  /** "later": it did not take it and may take it later; "never": it will not; "unknown": it may have taken it */
  outcome: "later" | "never" | "unknown";
  /** a code for staff and log: "refused:550", "unreachable", "sign-in-refused", "address-wrong", "connection-lost" */
  reason: string;
}

/** What nodemailer (code, command, responseCode) and send-mail.server.ts (hadText) tell of an error. */
interface SmtpError {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  /** false: the server never asked for the mail's text */
  hadText?: unknown;
}

/** At other steps a 5yz is about us or the whole server, and passes. */
const IS_ABOUT_THE_MAIL = /^(RCPT TO|DATA)$/;

/**
 * Only an answer of the server, or a failure before it asked for the mail's text, proves that the mail was not taken.
 * RFC 5321 4.2.1: 4yz may be tried again, 5yz should not be. 4.5.3.2.6: silence after the final dot proves nothing.
 */
export function mailFailure(error: unknown): MailFailure {
  const { code, command, responseCode, hadText } = factsOf(error);
  if (code === "EAUTH") return { outcome: "later", reason: "sign-in-refused" };
  if (typeof responseCode === "number" && responseCode >= 400)
    return {
      outcome: responseCode >= 500 && IS_ABOUT_THE_MAIL.test(String(command)) ? "never" : "later",
      reason: `refused:${responseCode}`,
    };
  if (code === "EENVELOPE") return { outcome: "never", reason: "address-wrong" };
  if (hadText === false) return { outcome: "later", reason: "unreachable" };
  return { outcome: "unknown", reason: "connection-lost" };
}

function factsOf(error: unknown): SmtpError {
  return error instanceof Error ? Object.fromEntries<unknown>(Object.entries(error)) : {};
}
