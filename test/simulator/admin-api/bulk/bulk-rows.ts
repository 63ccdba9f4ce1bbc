import { notSimulated } from "../api-error.ts";
import type { Connection } from "../connection.ts";
import { checkField, fieldValue } from "../resolve-field.ts";
import type { Registry } from "../resolve-field.ts";
import { Tagged } from "../request-context.ts";
import type { RequestContext } from "../request-context.ts";
import type { BulkPlan, ConnectionPlan, FieldPlan, Selection } from "./bulk-plan.ts";

export interface BulkRow {
  isRoot: boolean;
  row: Record<string, unknown>;
}

/**
 * The rows of a bulk result, one at a time: memory stays flat whatever the size. A child comes after its parent but not beside it:
 * up to `spread` other rows lie between (groupObjects: false, the default since 2026-01). With `spread` 0 they are grouped.
 */
export function* bulkRows(
  plan: BulkPlan,
  registry: Registry,
  context: RequestContext,
  spread: number,
): Generator<BulkRow> {
  checkPlan(plan.root, context);
  yield* walk(plan.root, {}, null, 0);

  function* walk(
    connection: ConnectionPlan,
    source: unknown,
    parentId: string | null,
    depth: number,
  ): Generator<BulkRow> {
    const waiting: (() => Generator<BulkRow>)[] = [];
    for (const one of elements(connection, source)) {
      const type = typeOf(connection.type, one);
      const row = projected(connection.node, type, one);
      if (parentId !== null) row["__parentId"] = parentId;
      yield { isRoot: depth === 0, row };
      for (const { on, via, plan: inner } of connection.node.connections) {
        if (on !== "" && on !== type) continue;
        const id = gidOf(type, one);
        waiting.push(() => walk(inner, follow(via, one), id, depth + 1));
      }
      while (waiting.length > spread) yield* waiting.shift()?.() ?? [];
    }
    for (const children of waiting) yield* children();
  }

  function elements(connection: ConnectionPlan, source: unknown): Iterable<unknown> {
    const value = valueOf(connection, source);
    if (value === null || value === undefined) return [];
    if (isConnection(value)) return value.all();
    throw notSimulated(`${connection.parent}.${connection.name} in a bulk query`);
  }

  function projected(selection: Selection, type: string, source: unknown): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    for (const { on, plan: field } of selection.fields) {
      if (on !== "" && on !== type) continue;
      row[field.key] = fieldOf(field, source);
    }
    return row;
  }

  function fieldOf(field: FieldPlan, source: unknown): unknown {
    const value = valueOf(field, source) ?? null;
    if (field.selection === null || value === null) return value;
    const { selection } = field;
    const inner = (one: unknown) =>
      one === null ? null : projected(selection, typeOf(field.type, one), one);
    return Array.isArray(value) ? value.map(inner) : inner(value);
  }

  function follow(via: FieldPlan[], source: unknown): unknown {
    return via.reduce<unknown>((at, step) => (at === null ? null : valueOf(step, at)), source);
  }

  function valueOf(field: FieldPlan | ConnectionPlan, source: unknown): unknown {
    if (source === null || source === undefined) return null;
    const parent = source instanceof Tagged ? source.type : field.parent;
    return fieldValue(registry, parent, field.name, source, field.args, context);
  }

  function gidOf(type: string, source: unknown): string {
    return String(fieldValue(registry, type, "id", source, {}, context));
  }
}

/** Access and ids depend on the query alone: looked at once, not per row. */
function checkPlan(connection: ConnectionPlan, context: RequestContext): void {
  checkField(connection.parent, connection.field, connection.args, context);
  const each = (selection: Selection) => {
    for (const { plan } of selection.fields) {
      checkField(plan.parent, plan.field, plan.args, context);
      if (plan.selection !== null) each(plan.selection);
    }
    for (const { plan } of selection.connections) checkPlan(plan, context);
  };
  each(connection.node);
}

function typeOf(known: string | null, value: unknown): string {
  if (value instanceof Tagged) return value.type;
  return known ?? "";
}

function isConnection(value: unknown): value is Connection<unknown> {
  return typeof value === "object" && value !== null && "isConnection" in value;
}
