/** No vowels (no words by accident), and no 0 1 B I L O S U Z, which are mistaken for others. */
export const CODE_ALPHABET = "23456789CDFGHJKMNPQRTVWX";
export const CODE_LENGTH = 6;

/** What people read for what we wrote. */
const MISREAD: Record<string, string> = { B: "8", S: "5", Z: "2" };

/**
 * The code in what was typed or scanned: lower case, spaces and dashes do not matter, and an address that carries it as
 * `code=…` counts too. Null when there is no code in it.
 */
export function codeIn(text: string): string | null {
  const carried = /[?&]code=([^&#\s]+)/.exec(text)?.[1];
  const letters = (carried ?? text)
    .normalize("NFKC")
    .toUpperCase()
    .split("")
    .filter((letter) => !/[\s\-–—_.]/u.test(letter))
    .map((letter) => MISREAD[letter] ?? letter);
  const isCode =
    letters.length === CODE_LENGTH && letters.every((letter) => CODE_ALPHABET.includes(letter));
  return isCode ? letters.join("") : null;
}

/** "7K4 MPX", easier to read out */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
