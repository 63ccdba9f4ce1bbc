import type { DatabaseKind, Figure } from "./row.ts";

/** What one row gave on one kind of database. */
export interface Run {
  row: string;
  database: DatabaseKind | "any";
  /** ISO, UTC */
  at: string;
  /** share of all cores that others used just before and just after (0…1) */
  othersBefore: number;
  othersAfter: number;
  /** as it was measured: "embedded (PGlite)", "PostgreSQL 15.20" */
  databaseName: string;
  commit: string;
  tookSeconds: number;
  figures: Figure[];
}

export interface Surroundings {
  machine: string;
}

const QUIET = 0.1;

/** For the terminal: one block per figure, as wide tables wrap badly there. */
export function asText(run: Run): string {
  return run.figures
    .map(
      (figure) =>
        `${verdict(figure)}  ${figure.what} [${run.database}]\n` +
        `        measured ${figure.measured} · baseline ${figure.baseline} · ratio ${figure.ratio} · goal ${figure.goal}\n` +
        `        ${figure.why}\n`,
    )
    .join("");
}

/** For results.md. */
export function asMarkdown(runs: Run[], surroundings: Surroundings): string {
  const lines = runs.flatMap((run) =>
    run.figures.map(
      (figure) =>
        `| ${[
          figure.what,
          run.database,
          figure.measured,
          figure.baseline,
          figure.ratio,
          figure.goal,
          `**${verdict(figure)}**`,
          figure.why,
        ]
          .map((cell) => cell.replaceAll("|", "\\|"))
          .join(" | ")} |`,
    ),
  );
  const times = runs.map(
    (run) =>
      `| ${run.row} | ${run.databaseName} | ${run.at.slice(0, 16).replace("T", " ")} UTC | ${run.commit} | ` +
      `${Math.round(run.tookSeconds)} s | ${others(run)} |`,
  );
  return `# Bench: the last figures

Written by \`npm run bench\`; how each is measured: [README](README.md). Every ratio has its baseline in the same run, in turns.

- Machine: ${surroundings.machine}
- Databases: ${[...new Set(runs.map((run) => run.databaseName))].join("; ")}

| what | database | measured | baseline | ratio | goal | | what stands behind it |
|---|---|---|---|---|---|---|---|
${lines.join("\n")}

When each was measured, and how busy others kept the processor just before and just after it:

| row | database | when | code | took | others |
|---|---|---|---|---|---|
${times.join("\n")}
`;
}

function others(run: Run): string {
  const shares = [run.othersBefore, run.othersAfter];
  const text = shares.map((share) => `${Math.round(share * 100)} %`).join(" and ");
  return Math.max(...shares) > QUIET ? `${text}: not quiet` : text;
}

function verdict(figure: Figure): string {
  if (figure.isMet === null) return "for information";
  return figure.isMet ? "met" : "missed";
}
