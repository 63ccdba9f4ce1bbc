import { useEffect, useState } from "react";
import { seconds } from "#app/domains/kernel/time.ts";

/** The server's time, going on by the second until the next answer; the first rendering shows the server's own. */
export function useNow(answeredAt: number): number {
  const [ticked, setTicked] = useState({ since: answeredAt, elapsed: 0 });
  useEffect(() => {
    const began = performance.now();
    const tick = () => setTicked({ since: answeredAt, elapsed: performance.now() - began });
    const timer = setInterval(tick, seconds(1));
    return () => clearInterval(timer);
  }, [answeredAt]);
  return answeredAt + (ticked.since === answeredAt ? ticked.elapsed : 0);
}
