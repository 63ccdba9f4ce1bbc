import { expect, test } from "vitest";
import { readConfig } from "#app/server/config.server.ts";

const RIGHT = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://sambung.example.com/",
  ENCRYPTION_KEY: "ab".repeat(32),
  SMTP_URL: "smtp://localhost:4025",
  MAIL_FROM: "Sambung <pickup@example.com>",
};

test("a complete environment is read, the rest has defaults", () => {
  expect(readConfig(RIGHT)).toMatchObject({
    ok: true,
    config: {
      port: 4020,
      databaseUrl: undefined,
      dataFolder: ".data",
      shopify: { appUrl: "https://sambung.example.com" },
    },
  });
});

test("every variable that is missing or wrong is named, and no value is repeated", () => {
  const read = readConfig({
    ...RIGHT,
    PORT: "four",
    ENCRYPTION_KEY: "short-secret",
    SMTP_URL: "",
    DATABASE_URL: "mysql://x",
  });
  const problems = read.ok ? [] : read.problems;
  for (const name of ["PORT", "ENCRYPTION_KEY", "SMTP_URL", "DATABASE_URL"])
    expect(problems.join("\n")).toContain(name);
  expect(problems).toContain("SMTP_URL is not set.");
  expect(problems.join("\n")).not.toContain("short-secret");
});
