/**
 * Measures two things in turn: baseline, ours, baseline, ours … so that what else the machine does meets both alike.
 * The first turn of each is thrown away as the warm-up.
 */
export async function inTurn<T>(
  rounds: number,
  baseline: () => Promise<T>,
  ours: () => Promise<T>,
): Promise<{ baseline: T[]; ours: T[] }> {
  const results: { baseline: T[]; ours: T[] } = { baseline: [], ours: [] };
  for (let round = 0; round <= rounds; round++) {
    const first = await baseline();
    const second = await ours();
    if (round === 0) continue;
    results.baseline.push(first);
    results.ours.push(second);
  }
  return results;
}
