import { toBuffer, toString as toText } from "qrcode";

const MODULES = { errorCorrectionLevel: "M", margin: 3 } as const;

/** What a scanner at the counter reads: the text and nothing else. A PNG, which every mail program shows. */
export function qrPicture(text: string): Promise<Buffer> {
  return toBuffer(text, { ...MODULES, type: "png", width: 352 });
}

/** The same as SVG, for pages. */
export function qrDrawing(text: string): Promise<string> {
  return toText(text, { ...MODULES, type: "svg" });
}
