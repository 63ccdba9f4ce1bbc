import { useEffect, useState } from "react";

const TICK = 5_000;

/** The server's time, going on: a counter's tablet may have the wrong one. */
export function useNow(serverNow: number): number {
  const [since, setSince] = useState({ serverNow, passed: 0 });
  useEffect(() => {
    const began = performance.now();
    const tick = () => setSince({ serverNow, passed: Math.round(performance.now() - began) });
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, [serverNow]);
  return serverNow + (since.serverNow === serverNow ? since.passed : 0);
}
