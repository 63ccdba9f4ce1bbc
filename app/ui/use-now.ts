import { useEffect, useState } from "react";
import type { Millis } from "../domains/kernel/time.ts";

/**
 * The server's time, going on by itself until the next answer: a counter's tablet may have the wrong one. The first rendering
 * shows the server's own, so that both draw the same.
 */
export function useNow(serverNow: Millis, every: Millis): Millis {
  const [since, setSince] = useState({ serverNow, passed: 0 });
  useEffect(() => {
    const began = performance.now();
    const tick = () => setSince({ serverNow, passed: Math.round(performance.now() - began) });
    const timer = setInterval(tick, every);
    return () => clearInterval(timer);
  }, [serverNow, every]);
  return serverNow + (since.serverNow === serverNow ? since.passed : 0);
}
