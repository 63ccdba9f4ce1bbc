import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "sambung:remembered";

/** A text that this browser keeps; null on the server, and where nothing is kept. */
export function useRemembered(name: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => null,
  );
  const remember = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(name, next);
      } catch {
        // storage may be blocked in a frame: then nothing is remembered
      }
      window.dispatchEvent(new Event(CHANGED));
    },
    [name],
  );
  return [value, remember];
}

/** "storage" tells of other windows only. */
function subscribe(hear: () => void): () => void {
  window.addEventListener(CHANGED, hear);
  window.addEventListener("storage", hear);
  return () => {
    window.removeEventListener(CHANGED, hear);
    window.removeEventListener("storage", hear);
  };
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
