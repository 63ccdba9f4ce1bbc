/** What became of a row of the inbox or outbox after one attempt. */
export type Settled =
  | { status: "done"; at: Date }
  | { status: "pending"; notBefore: Date; reason: string }
  | { status: "failed"; reason: string };

/** status, doneAt, notBefore (null: leave as it is), reason */
export function settledColumns(result: Settled): [string, Date | null, Date | null, string | null] {
  return [
    result.status,
    result.status === "done" ? result.at : null,
    result.status === "pending" ? result.notBefore : null,
    result.status === "done" ? null : result.reason,
  ];
}
