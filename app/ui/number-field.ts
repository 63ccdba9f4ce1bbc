/** What was typed as a number; NaN, which the form refuses with a sentence, when it is none. */
export function numberFrom(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

export function textOf(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}
