import type { z } from "zod";
import { parseJson as parse } from "../domains/kernel/parse-json.ts";
import { GiveUp } from "./drain.server.ts";

/** The payload of a delivery. Another shape than the documented one will not get better by trying again. */
export function readPayload<Data>(
  row: { topic: string; body: string },
  shape: z.ZodType<Data>,
): Data {
  const parsed = shape.safeParse(parseJson(row));
  if (parsed.success) return parsed.data;
  // names of fields, never their values: payloads hold customers' data
  const where = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join(".") || "the whole");
  throw new GiveUp(`${row.topic}: not of the documented shape (${where.join(", ")})`);
}

function parseJson({ topic, body }: { topic: string; body: string }): unknown {
  try {
    return parse(body);
  } catch {
    throw new GiveUp(`${topic}: not JSON`);
  }
}
