import { z } from "zod";
import { operation } from "../operation.ts";

/** UnsignedInt64 travels as text. */
const big = z
  .union([z.string(), z.number()])
  .nullable()
  .transform((value) => (value === null ? null : Number(value)));

const BULK_FIELDS = "id status errorCode createdAt objectCount fileSize url query";

const bulkOperation = z.object({
  id: z.string(),
  status: z.enum(["CREATED", "RUNNING", "COMPLETED", "FAILED", "CANCELING", "CANCELED", "EXPIRED"]),
  errorCode: z.string().nullable(),
  createdAt: z.string(),
  objectCount: big,
  fileSize: big,
  url: z.string().nullable(),
  query: z.string(),
});
export type BulkOperation = z.infer<typeof bulkOperation>;

export const runBulkQuery = operation<{ query: string }>()(
  "runBulkQuery",
  `mutation runBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id } userErrors { code message } }
  }`,
  z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
    }),
  }),
);

export const readBulkOperation = operation<{ id: string }>()(
  "readBulkOperation",
  `query readBulkOperation($id: ID!) { bulkOperation(id: $id) { ${BULK_FIELDS} } }`,
  z.object({ bulkOperation: bulkOperation.nullable() }),
);

/** The latest ones, to find again an operation that was asked for just before a crash. */
export const readBulkOperations = operation<Record<string, never>>()(
  "readBulkOperations",
  `query readBulkOperations { bulkOperations(first: 10, reverse: true, sortKey: CREATED_AT) { nodes { ${BULK_FIELDS} } } }`,
  z.object({ bulkOperations: z.object({ nodes: z.array(bulkOperation) }) }),
);
