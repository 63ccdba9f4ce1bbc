import { Transform } from "node:stream";

/**
 * Replaces ASCII texts in a byte stream as it flows. Only what could be the beginning of such a text is held back, so that a page
 * streamed by React keeps arriving piece by piece.
 */
export function rewriteStream(replacements: Map<string, string>): Transform {
  let held = "";
  const replaceAll = (text: string) => {
    let out = text;
    for (const [from, to] of replacements) out = out.replaceAll(from, to);
    return out;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // latin1 keeps every byte as it is
      const text = replaceAll(held + chunk.toString("latin1"));
      const keep = longestBeginning(text, [...replacements.keys()]);
      held = text.slice(text.length - keep);
      done(null, Buffer.from(text.slice(0, text.length - keep), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(held, "latin1"));
    },
  });
}

function longestBeginning(text: string, needles: string[]): number {
  let longest = 0;
  for (const needle of needles) {
    for (let length = Math.min(needle.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(needle.slice(0, length))) longest = length;
    }
  }
  return longest;
}
