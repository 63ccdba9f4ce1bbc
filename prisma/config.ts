import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// Without an address, `prisma generate` believes it needs an engine binary and tries to download one.
process.env["DATABASE_URL"] ??= "postgres://localhost/unused";

export default defineConfig({
  schema: "./schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  // a command ends when its last connection does
  adapter: async () =>
    new PrismaPg({ connectionString: process.env["DATABASE_URL"], idleTimeoutMillis: 100 }),
});
