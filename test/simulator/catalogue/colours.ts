/** The shop's palette by the word that stands in a product's option. Unknown words get a stable colour of their own. */
const palette: Record<string, string> = {
  clay: "#b8694a",
  ivory: "#efe6d5",
  ink: "#2b2f3a",
  sage: "#8fa083",
  indigo: "#2f3e6e",
  soga: "#8a5a33",
  madder: "#9c3b3b",
  steel: "#aeb4b8",
  black: "#26241f",
  natural: "#d9c3a0",
  kraft: "#c39b6b",
  brass: "#c39a3d",
  sand: "#dcc9a8",
  teak: "#a56a3a",
  jasmine: "#ece0b4",
  lemongrass: "#bcc277",
  clove: "#7a4a36",
  glass: "#b9cfd0",
};

export function colourNamed(word: string): string {
  return palette[word] ?? `hsl(${hash(word) % 360} 28% 52%)`;
}

/** `share` of `other` mixed into a colour; CSS does the sum so that any colour syntax works. */
export function mixed(colour: string, other: string, share: number): string {
  if (!colour.startsWith("#") || !other.startsWith("#")) {
    return `color-mix(in srgb, ${colour}, ${other} ${Math.round(share * 100)}%)`;
  }
  const a = channels(colour);
  const b = channels(other);
  const sum = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * share));
  return `#${sum.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** FNV-1a: small, stable between runs and machines. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) {
    value ^= char.codePointAt(0) ?? 0;
    value = Math.imul(value, 0x01000193) >>> 0;
  }
  return value;
}
