import { createServer } from "node:net";
import { Problem } from "./problem.ts";

export interface Ports {
  /** the simulated Shopify: simulator page, admin host, till, mailbox */
  simulator: number;
  /** the embedded app as the browser sees it */
  front: number;
  storefront: number;
  app: number;
  smtp: number;
}

export function portsFrom(text: string): Ports {
  const simulator = Number(text);
  if (!Number.isInteger(simulator) || simulator < 1024 || simulator > 65_000)
    throw new Problem("--port takes a number between 1024 and 65000.");
  return {
    simulator,
    front: simulator + 1,
    storefront: simulator + 2,
    app: simulator + 10,
    smtp: simulator + 15,
  };
}

/** The first of the ports that another program holds, or null. */
export async function busyPort(ports: Ports): Promise<number | null> {
  for (const port of Object.values(ports)) {
    if (!(await isFree(port))) return port;
  }
  return null;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
