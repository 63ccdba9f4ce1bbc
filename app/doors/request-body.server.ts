import { parseJson, storableText } from "../domains/kernel/parse-json.ts";

/** The fields of a form that staff sent; what is no form is turned away. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(turnAway);
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" ? [[name, storableText(value)]] : [],
    ),
  );
}

/** The JSON that staff's page sent; what is none is turned away. */
export async function readJson(request: Request): Promise<unknown> {
  return request.text().then(parseJson).catch(turnAway);
}

function turnAway(): never {
  throw new Response(null, { status: 400 });
}
