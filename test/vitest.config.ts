import { defineConfig } from "vitest/config";

/** The database suites run on the embedded Postgres always, and on a real one too where TEST_DATABASE_URL names it. */
const DATABASE_SUITES = [
  "test/**/*.db.test.ts",
  "test/jobs/**/*.test.ts",
  "test/db/**/*.test.ts",
  "test/server/**/*.test.ts",
];
const root = new URL("..", import.meta.url).pathname;
const shared = {
  restoreMocks: true,
  unstubGlobals: true,
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

if (!process.env["TEST_DATABASE_URL"])
  process.stdout.write(
    "TEST_DATABASE_URL is not set: the database suites run on the embedded Postgres alone.\n",
  );

export default defineConfig({
  root,
  test: {
    globalSetup: "test/support/prepare.ts",
    projects: [
      {
        root,
        test: {
          ...shared,
          name: "rules",
          include: ["test/**/*.test.ts"],
          exclude: [...DATABASE_SUITES, "test/stories/**", "node_modules/**"],
        },
      },
      {
        root,
        test: {
          ...shared,
          name: "embedded",
          include: DATABASE_SUITES,
          env: { TEST_DATABASE: "embedded" },
        },
      },
      ...(process.env["TEST_DATABASE_URL"]
        ? [
            {
              root,
              test: {
                ...shared,
                name: "postgres",
                include: DATABASE_SUITES,
                env: { TEST_DATABASE: "postgres" },
              },
            },
          ]
        : []),
      {
        root,
        test: {
          ...shared,
          name: "stories",
          include: ["test/stories/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
