import { appEnvironment } from "../app-environment.ts";
import { startChild } from "../child.ts";
import type { CopyOptions } from "../children/copy-rows.ts";
import type { ImportAsk, ImportReady, ImportReply } from "../children/import-levels.ts";
import type { ServeReady } from "../children/serve-door.ts";
import { count, median, ratio } from "../figures.ts";
import { writeLevelFiles } from "../level-files.ts";
import { startFlags } from "../start-flags.ts";
import { inTurn } from "../rounds.ts";
import type { Row } from "../row.ts";

const SIZE = { locations: 20, items: 50_000 };
const ROUNDS = 3;
const GOAL = { ratio: 0.4, megabytes: 300 };

export const bulkImport: Row = {
  name: "import",
  onEachDatabase: true,
  measure: async ({ openDatabase, folder, say, kind }) => {
    const files = await writeLevelFiles(folder, SIZE);
    const [plainDatabase, appDatabase] = [await openDatabase(), await openDatabase()];
    const copyOptions: CopyOptions = { where: plainDatabase.where, file: files.copy };
    const copying = await startChild<null, null, ImportReply>("copy-rows", copyOptions);
    const importing = await startChild<ImportReady, ImportAsk, ImportReply>(
      "import-levels",
      {},
      { env: appEnvironment(appDatabase), nodeOptions: startFlags() },
    );
    const storage = await startChild<ServeReady>("serve-file", { file: files.jsonl });
    const ask = { url: storage.ready.url, bytes: files.jsonlBytes, rows: files.jsonlRows };
    const checked = (reply: ImportReply, name: string): ImportReply => {
      if (reply.levels !== files.levels || reply.sum !== files.sum)
        throw new Error(`${name} wrote ${reply.levels} levels of ${files.levels}`);
      say(`${name}: ${reply.seconds.toFixed(1)} s, peak ${Math.round(reply.peakMegabytes)} MB`);
      return reply;
    };
    try {
      const rounds = await inTurn(
        ROUNDS,
        async () => checked(await copying.ask(null), "COPY"),
        async () => checked(await importing.ask(ask), "import"),
      );
      const perSecond = (replies: ImportReply[]) =>
        files.levels / median(replies.map((reply) => reply.seconds));
      const peak = (replies: ImportReply[]) =>
        Math.max(...replies.map((reply) => reply.peakMegabytes));
      const [ours, baseline] = [perSecond(rounds.ours), perSecond(rounds.baseline)];
      const [ourPeak, plainPeak] = [peak(rounds.ours), peak(rounds.baseline)];
      return [
        {
          what: `bulk import of ${count(files.levels)} inventory levels`,
          measured: `${count(ours)} rows/s`,
          baseline: `${count(baseline)} rows/s by COPY`,
          ratio: ratio(ours / baseline),
          goal: `≥ ${ratio(GOAL.ratio)}`,
          isMet: ours / baseline >= GOAL.ratio,
          why: `${Math.round(files.jsonlBytes / 1e6)} MB of JSONL over HTTP, parsed, recorded in transactions that note how far they are, and a last look for what is gone; COPY reads ready-made lines from a file.`,
        },
        {
          what: "peak memory of the importing process",
          measured: `${Math.round(ourPeak)} MB`,
          baseline: `${Math.round(plainPeak)} MB while it copies`,
          ratio: "–",
          goal: `≤ ${GOAL.megabytes} MB`,
          isMet: ourPeak <= GOAL.megabytes,
          why: `The kernel's high-water mark after ${ROUNDS + 1} imports in one process, which held ${Math.round(importing.ready.megabytes)} MB before the first; ${kind === "embedded" ? "it is also the database, which by itself takes what COPY shows" : "some 40 MB of it are live (--trace-gc), the rest is garbage that V8 sees no need to collect on a machine with room"}.`,
        },
      ];
    } finally {
      await Promise.all([copying.stop(), importing.stop(), storage.stop()]);
    }
  },
};
