import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** on: pushed · polling: asked every ten seconds · off: the app does not answer, what is shown is old */
export type Liveness = "on" | "polling" | "off";

const POLL_EVERY = 10_000;
/** what is pushed may be lost in a reconnection, and "today" ends */
const LOOK_ANYWAY_EVERY = 60_000;
const COALESCE = 150;

/**
 * Keeps the page's data in step without a reload: by the stream, and by asking while the stream is down. Pauses while nobody
 * looks. `streamUrl` carries a short-lived token; the latest one is used whenever the stream is opened again.
 */
export function useLiveBoard(data: { streamUrl: string; isStale: boolean }): Liveness {
  const [isPushed, setPushed] = useState(false);
  const { revalidate } = useRevalidator();
  const latest = useRef({ streamUrl: data.streamUrl, revalidate });
  useEffect(() => {
    latest.current = { streamUrl: data.streamUrl, revalidate };
  }, [data.streamUrl, revalidate]);

  useEffect(() => {
    let stream: EventSource | null = null;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let asked = performance.now();

    const look = () => {
      asked = performance.now();
      latest.current.revalidate();
    };
    const lookSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(look, COALESCE);
    };
    const listen = () => {
      stream?.close();
      stream = new EventSource(latest.current.streamUrl);
      stream.addEventListener("listening", () => {
        setPushed(true);
        lookSoon();
      });
      stream.addEventListener("pickup", lookSoon);
      stream.addEventListener("error", () => setPushed(false));
    };
    const tick = () => {
      if (document.hidden) return;
      const isOpen = stream?.readyState === EventSource.OPEN;
      if (performance.now() - asked >= (isOpen ? LOOK_ANYWAY_EVERY : POLL_EVERY)) look();
      // refused (the token is over) or never opened: what was asked for brought a new token
      if (stream?.readyState === EventSource.CLOSED) listen();
    };
    const seen = () => {
      if (document.hidden) {
        stream?.close();
        return;
      }
      listen();
      lookSoon();
    };
    listen();
    const timer = setInterval(tick, POLL_EVERY / 2);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearInterval(timer);
      clearTimeout(soon);
      document.removeEventListener("visibilitychange", seen);
      stream?.close();
    };
  }, []);
  if (data.isStale) return "off";
  return isPushed ? "on" : "polling";
}
