import type { IncomingMessage } from "node:http";

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Form fields in the order they came, from either kind of HTML form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return parseForm(await readBody(request), request.headers["content-type"] ?? "");
}

export async function parseForm(body: Buffer, contentType: string): Promise<URLSearchParams> {
  if (!contentType.startsWith("multipart/form-data")) return new URLSearchParams(body.toString());
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": contentType },
  }).formData();
  return new URLSearchParams(
    [...form].map(([key, value]) => [key, typeof value === "string" ? value : value.name]),
  );
}
