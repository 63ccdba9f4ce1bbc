/** The simulator's state as JSON text and back: Maps become `{"$map": [...]}`. */
export function saveState(state: unknown): string {
  return JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? { $map: [...value] } : value,
  );
}

/** The caller names the shape: it reads only what `saveState` wrote. */
export function loadState<T>(text: string): T {
  const revived: T = JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("$map" in value)) return value;
    return Array.isArray(value.$map) ? new Map(value.$map) : value;
  });
  return revived;
}
