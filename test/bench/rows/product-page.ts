import { appEnvironment } from "../app-environment.ts";
import { routeShopify, startChild } from "../child.ts";
import type { LighthouseAsk, LighthouseReply } from "../children/run-lighthouse.ts";
import type { DemoShopOptions, DemoShopReady } from "../children/serve-demo-shop.ts";
import type { ServeAsk, ServeOptions, ServeReady } from "../children/serve-door.ts";
import { launchBrowser } from "#test/support/browser.ts";
import { count, median } from "../figures.ts";
import { freePorts } from "../free-ports.ts";
import { added, pageWeight } from "../page-weight.ts";
import type { Loaded } from "../page-weight.ts";
import { inTurn } from "../rounds.ts";
import { startFlags } from "../start-flags.ts";
import type { BenchContext, Figure, Row } from "../row.ts";
import { stateHours } from "../seed-shop.ts";

const RUNS = 5;
const GOAL = { bytes: 8 * 1_024, requests: 3, loss: 1, layoutShift: 0 };

export const productPage: Row = {
  name: "page",
  onEachDatabase: false,
  measure: async (context) => {
    const { pages, stop } = await openShop(context);
    try {
      return [...(await weight(pages)), ...(await lighthouse(context, pages))];
    } finally {
      await stop();
    }
  },
};

const NONE = "the same page without it";

interface Pages {
  withIt: string;
  without: string;
}

/** The demo's shop, imported by the app, with opening hours, as a shopper meets it. */
async function openShop({ openDatabase }: BenchContext) {
  const ports = await freePorts();
  const database = await openDatabase();
  const shopOptions: DemoShopOptions = { ports };
  const demo = await startChild<DemoShopReady>("serve-demo-shop", shopOptions);
  const { shop, accessToken, simulator, productPage } = demo.ready;
  await database.use((db) => db.prisma.shop.create({ data: { shop, installedAt: new Date() } }));
  const appOptions: ServeOptions = { hasJobs: true, installed: { shop, accessToken } };
  const startApp = () =>
    startChild<ServeReady, ServeAsk, null>("serve-door", appOptions, {
      env: appEnvironment(database, {
        PORT: String(ports.app),
        SHOPIFY_APP_URL: `http://localhost:${ports.app}`,
        SIMULATOR_URL: simulator,
      }),
      nodeOptions: [...startFlags(), ...routeShopify],
    });
  const importing = await startApp();
  await importing.ask({ shop });
  await importing.stop();
  await database.use((db) => stateHours(db, shop));
  const app = await startApp();
  return {
    pages: { withIt: productPage, without: `${productPage}?sim_extension=off` },
    stop: () => Promise.all([app.stop(), demo.stop()]),
  };
}

/** What the extension adds to what a shopper's browser loads. */
async function weight({ withIt, without }: Pages): Promise<Figure[]> {
  const browser = await launchBrowser();
  try {
    const page = await pageWeight(browser, withIt);
    const more = added(page.loaded, (await pageWeight(browser, without)).loaded);
    const of = (...kinds: string[]) => more.filter(({ kind }) => kinds.includes(kind));
    const bytes = (some: Loaded[]) => some.reduce((sum, one) => sum + one.gzipBytes, 0);
    const files = of("script", "stylesheet", "image", "font");
    const code = bytes(files) + page.inlineStyleGzipBytes;
    const requests = [...files, ...of("fetch", "xhr")];
    const streams = of("eventsource");
    return [
      {
        what: "product page: JavaScript and CSS that the extension adds, gzip",
        measured: `${count(code)} B`,
        baseline: NONE,
        ratio: "–",
        goal: `≤ ${count(GOAL.bytes)} B`,
        isMet: code <= GOAL.bytes,
        why: `${list(files)} and ${page.inlineStyleGzipBytes} B of style in the page, as the files are: Shopify's CDN may make them smaller.`,
      },
      {
        what: "product page: all bytes that the extension adds, gzip",
        measured: `${count(bytes(more))} B`,
        baseline: NONE,
        ratio: "–",
        goal: `≤ ${count(GOAL.bytes)} B`,
        isMet: bytes(more) <= GOAL.bytes,
        why: `The stricter reading: also the block's markup and words (${bytes(of("document"))} B more document, its style among them) and the first answer (${bytes(of("fetch"))} B).`,
      },
      {
        what: "product page: requests that the extension adds",
        measured: `${requests.length}${streams.length > 0 ? `, and ${streams.length} stream` : ""}`,
        baseline: NONE,
        ratio: "–",
        goal: `≤ ${GOAL.requests}`,
        isMet: requests.length <= GOAL.requests,
        why: `${requests.map(({ name }) => name.split("/").at(-1)).join(", ")}; the stream of changes is opened after them and stays open.`,
      },
    ];
  } finally {
    await browser.close();
  }
}

function list(some: Loaded[]): string {
  return some.map(({ name, gzipBytes }) => `${name.split("/").at(-1)} ${gzipBytes} B`).join(", ");
}

async function lighthouse({ say }: BenchContext, pages: Pages): Promise<Figure[]> {
  const runner = await startChild<null, LighthouseAsk, LighthouseReply>("run-lighthouse", {});
  const run = async (url: string, name: string) => {
    const reply = await runner.ask({ url });
    say(
      `${name}: performance ${reply.performance.toFixed(0)}, shift ${reply.layoutShift.toFixed(3)}, blocked ${count(reply.blockedMs)} ms, painted ${count(reply.paintedMs)} ms`,
    );
    return reply;
  };
  try {
    const { baseline, ours } = await inTurn(
      RUNS,
      () => run(pages.without, "without"),
      () => run(pages.withIt, "with"),
    );
    const score = (replies: LighthouseReply[]) => median(replies.map((one) => one.performance));
    const loss = score(baseline) - score(ours);
    const shift = Math.max(...ours.map((one) => one.layoutShift));
    const painted = (replies: LighthouseReply[]) =>
      count(median(replies.map((one) => one.paintedMs)));
    const scores = (replies: LighthouseReply[]) =>
      replies.map((one) => one.performance.toFixed(0)).join(" ");
    return [
      {
        what: "product page: Lighthouse performance, mobile",
        measured: score(ours).toFixed(0),
        baseline: `${score(baseline).toFixed(0)} without it`,
        ratio: `loss ${loss.toFixed(0)}`,
        goal: `loss ≤ ${GOAL.loss}`,
        isMet: loss <= GOAL.loss,
        why: `Median of ${RUNS} in turns, with: ${scores(ours)}, without: ${scores(baseline)}. Our own theme is so light that it hardly can lose points; its largest paint came at ${painted(ours)} ms with and ${painted(baseline)} ms without.`,
      },
      {
        what: "product page: layout shift",
        measured: shift.toFixed(3),
        baseline: `${Math.max(...baseline.map((one) => one.layoutShift)).toFixed(3)} without it`,
        ratio: "–",
        goal: "0",
        isMet: shift <= GOAL.layoutShift,
        why: `The largest of ${RUNS} runs.`,
      },
    ];
  } finally {
    await runner.stop();
  }
}
