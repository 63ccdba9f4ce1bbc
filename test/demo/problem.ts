/** Something the person who started the demo can mend; its message says how. */
export class Problem extends Error {
  override name = "Problem";
}
