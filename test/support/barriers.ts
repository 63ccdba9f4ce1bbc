import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

/** What axe finds in a page or frame, or in the part of it at `root`: the rule, and the first element that breaks it. */
export async function barriers(where: Page | Frame, root = "html"): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await where.evaluate(await readFile(axe, "utf8"));
  return where.evaluate(async (part) => {
    const { axe: checker } = window as unknown as {
      axe: {
        run(part: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await checker.run(part);
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  }, root);
}

/** The same of the app's own frame in the admin. */
export async function barriersInApp(page: Page): Promise<string[]> {
  const frame = page.frames().find((one) => one.parentFrame() === page.mainFrame());
  if (!frame) throw new Error("the app is not open");
  return barriers(frame);
}
