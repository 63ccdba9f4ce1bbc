import pino from "pino";
import type { DestinationStream, Logger } from "pino";

/** Structured lines on stdout. What is logged names shops, ids, topics and reasons; never a customer's data, never a secret. */
export function createLog(level: string, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["headers", "body", "email", "phone", "token"],
    },
    to ?? pino.destination(1),
  );
}
