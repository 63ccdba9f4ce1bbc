import { readFileSync } from "node:fs";

/** What `npm start` tells Node: the bench's app must not run under better or worse conditions. */
export function startFlags(): string[] {
  const { scripts }: { scripts: { start: string } } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  return scripts.start.split(" ").filter((word) => word.startsWith("--"));
}
