/**
 * What may be logged and kept of an error. A database's messages quote what was to be written, which may be a customer's: of
 * those only the name and the code are told.
 */
export function errorInWords(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return isOfDatabase(error)
    ? [error.name, ...codesOf(error)].join(" ")
    : `${error.name}: ${error.message}`;
}

/** The same, and where it happened. */
export function errorTrace(error: unknown): string {
  const frames =
    error instanceof Error
      ? (error.stack ?? "").split("\n").filter((line) => FRAME.test(line))
      : [];
  return [errorInWords(error), ...frames].join("\n");
}

const FRAME = /^\s+at /;
/** Prisma's errors by their name, pg's by what only they have */
const isOfDatabase = (error: Error) => error.name.startsWith("Prisma") || "severity" in error;

function codesOf(error: Error): string[] {
  const meta: unknown = Reflect.get(error, "meta");
  const inner: unknown =
    typeof meta === "object" && meta !== null ? Reflect.get(meta, "code") : null;
  return [Reflect.get(error, "code"), inner].filter((code) => typeof code === "string");
}
