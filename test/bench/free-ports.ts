import { busyPort, portsFrom } from "#test/demo/ports.ts";
import type { Ports } from "#test/demo/ports.ts";

/** A set of ports that the demo could use now. */
export async function freePorts(): Promise<Ports> {
  for (let port = 21_010; port < 60_000; port += 20) {
    const ports = portsFrom(String(port));
    if (!(await busyPort(ports))) return ports;
  }
  throw new Error("no free ports");
}
