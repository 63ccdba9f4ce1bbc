/** What a use case answers: expected refusals are values with a reason code, surprises are thrown. */
export type Outcome<Value = undefined, Reason extends string = string> =
  { ok: true; value: Value } | { ok: false; reason: Reason };

export function done(): { ok: true; value: undefined };
export function done<Value>(value: Value): { ok: true; value: Value };
export function done<Value>(value?: Value) {
  return { ok: true as const, value };
}

export function refused<Reason extends string>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}

/** The end of an exhaustive switch: does not compile while a case is missing. */
export function never(value: never): never {
  throw new Error(`unforeseen case: ${JSON.stringify(value)}`);
}
