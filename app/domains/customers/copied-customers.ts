import type { CopiedTable } from "../../db/write-rows.server.ts";
import type { Customer } from "./customer.ts";

export const CUSTOMERS: CopiedTable<Customer> = {
  name: "Customer",
  key: ["id"],
  columns: {
    id: { type: "text", of: (row) => row.id },
    firstName: { type: "text", of: (row) => row.firstName },
    lastName: { type: "text", of: (row) => row.lastName },
    email: { type: "text", of: (row) => row.email },
    phone: { type: "text", of: (row) => row.phone },
    locale: { type: "text", of: (row) => row.locale },
    updatedAt: { type: "time", of: (row) => row.updatedAt },
  },
  versions: ["updatedAt"],
  gone: `k."deletedAt" IS NOT NULL`,
  goneSince: `k."deletedAt"`,
  revive: `"deletedAt" = NULL`,
  goneMayReturn: false,
  // who was erased stays erased
  unless: `k."erasedAt" IS NOT NULL`,
};
