import { useEffect, useState } from "react";
import { seconds } from "#app/domains/kernel/time.ts";

/** The server's time, going on by the second between two answers; the first rendering is the server's own. */
export function useNow(answeredAt: number): number {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const began = performance.now();
    setElapsed(0);
    const timer = setInterval(() => setElapsed(performance.now() - began), seconds(1));
    return () => clearInterval(timer);
  }, [answeredAt]);
  return answeredAt + elapsed;
}
