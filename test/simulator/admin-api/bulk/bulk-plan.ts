import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  parse,
  specifiedRules,
  validate,
  valueFromAST,
} from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  SelectionSetNode,
} from "graphql";
import type { Args } from "../request-context.ts";

/** What a bulk query asks for, worked out once, so that a million rows cost only their fields. */
export interface BulkPlan {
  root: ConnectionPlan;
}

export interface FieldPlan {
  key: string;
  name: string;
  parent: string;
  field: GraphQLField<unknown, unknown>;
  args: Args;
  kind: "leaf" | "object" | "list of objects";
  /** the type of the value, null if it is known only at run time */
  type: string | null;
  selection: Selection | null;
}

export interface ConnectionPlan extends Omit<FieldPlan, "kind" | "selection"> {
  node: Selection;
}

/** fields of a row, and the connections under it which become rows of their own */
export interface Selection {
  /** type condition → fields; "" for every type */
  fields: { on: string; plan: FieldPlan }[];
  connections: { on: string; via: FieldPlan[]; plan: ConnectionPlan }[];
}

/** docs: bulk operation restrictions */
const mostConnections = 5;
const deepestNesting = 2;

export type Planned = { ok: true; plan: BulkPlan } | { ok: false; message: string };

/** Checks a bulk query as `bulkOperationRunQuery` does (userErrors code INVALID) and plans it. */
export function planBulkQuery(schema: GraphQLSchema, query: string): Planned {
  const document = parsedOrNull(query);
  if (document === null) return invalid("syntax error");
  const errors = validate(schema, document, specifiedRules);
  if (errors[0] !== undefined) return invalid(errors[0].message);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const queryType = schema.getQueryType();
  if (operation?.operation !== "query" || !queryType) return invalid("must be a query");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const planner = new Planner(schema, fragments);
  try {
    const top = planner.selection(queryType, operation.selectionSet, 0, false);
    const [root] = top.connections;
    if (root === undefined) return invalid("must contain at least one connection");
    if (top.connections.length + top.fields.length > 1)
      return invalid("must have a single top-level field");
    return { ok: true, plan: { root: root.plan } };
  } catch (error) {
    if (error instanceof Unplannable) return invalid(error.message);
    throw error;
  }
}

function parsedOrNull(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

function invalid(why: string): Planned {
  return { ok: false, message: `Invalid bulk query: ${why}` };
}

class Unplannable extends Error {}

class Planner {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  #connections = 0;

  constructor(schema: GraphQLSchema, fragments: Map<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fragments = fragments;
  }

  selection(
    type: GraphQLCompositeType,
    set: SelectionSetNode,
    depth: number,
    insideList: boolean,
  ): Selection {
    const made: Selection = { fields: [], connections: [] };
    for (const { on, type: parent, node } of this.#flat(type, set, "")) {
      if (node.name.value === "__typename") continue;
      const field = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
      if (field === undefined) continue;
      const base = this.#base(node, parent.name, field);
      const result = getNamedType(field.type);
      if (result.name.endsWith("Connection")) {
        if (insideList)
          throw new Unplannable("a connection field within a list field is not supported");
        made.connections.push({ on, via: [], plan: this.#connection(base, node, depth) });
        continue;
      }
      if (isLeafType(result)) {
        made.fields.push({ on, plan: { ...base, kind: "leaf", selection: null } });
        continue;
      }
      const list = isListType(getNullableType(field.type));
      const inner =
        node.selectionSet && (isObjectType(result) || isAbstractType(result))
          ? this.selection(result, node.selectionSet, depth, insideList || list)
          : { fields: [], connections: [] };
      const plan: FieldPlan = {
        ...base,
        kind: list ? "list of objects" : "object",
        selection: inner,
      };
      made.fields.push({ on, plan });
      for (const nested of inner.connections)
        made.connections.push({ ...nested, on, via: [plan, ...nested.via] });
      plan.selection = { fields: inner.fields, connections: [] };
    }
    return made;
  }

  #connection(
    base: Omit<FieldPlan, "kind" | "selection">,
    node: FieldNode,
    depth: number,
  ): ConnectionPlan {
    this.#connections += 1;
    if (this.#connections > mostConnections)
      throw new Unplannable(`more than ${mostConnections} connections`);
    if (depth > deepestNesting)
      throw new Unplannable(`connections nested more than ${deepestNesting} levels deep`);
    const connectionType = getNamedType(base.field.type);
    if (!isObjectType(connectionType) || !node.selectionSet)
      throw new Unplannable("empty connection");
    const nodeType = getNamedType(connectionType.getFields()["nodes"]?.type ?? connectionType);
    if (!isObjectType(nodeType) && !isAbstractType(nodeType)) throw new Unplannable("no node type");
    const set = this.#nodeSelection(node.selectionSet);
    const made = this.selection(nodeType, set, depth + 1, false);
    return { ...base, type: isObjectType(nodeType) ? nodeType.name : null, node: made };
  }

  /** `edges { node { … } }` or `nodes { … }` */
  #nodeSelection(set: SelectionSetNode): SelectionSetNode {
    for (const part of set.selections) {
      if (part.kind !== Kind.FIELD || !part.selectionSet) continue;
      if (part.name.value === "nodes") return part.selectionSet;
      if (part.name.value === "edges") return this.#nodeSelection(part.selectionSet);
      if (part.name.value === "node") return part.selectionSet;
    }
    throw new Unplannable("a connection must select edges { node } or nodes");
  }

  #base(
    node: FieldNode,
    parent: string,
    field: GraphQLField<unknown, unknown>,
  ): Omit<FieldPlan, "kind" | "selection"> {
    const result = getNamedType(field.type);
    return {
      key: node.alias?.value ?? node.name.value,
      name: node.name.value,
      parent,
      field,
      args: this.#args(node, field),
      type: isObjectType(result) ? result.name : null,
    };
  }

  #args(node: FieldNode, field: GraphQLField<unknown, unknown>): Args {
    const args: Record<string, unknown> = {};
    for (const argument of field.args) {
      const given = node.arguments?.find((one) => one.name.value === argument.name);
      const value: unknown =
        given === undefined ? argument.defaultValue : valueFromAST(given.value, argument.type);
      if (value !== undefined) args[argument.name] = value;
    }
    return args;
  }

  *#flat(
    type: GraphQLCompositeType,
    set: SelectionSetNode,
    on: string,
  ): Generator<{ on: string; type: GraphQLCompositeType; node: FieldNode }> {
    for (const part of set.selections) {
      if (part.kind === Kind.FIELD) {
        yield { on, type, node: part };
        continue;
      }
      const fragment =
        part.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(part.name.value) : part;
      if (fragment === undefined) continue;
      const name = fragment.typeCondition?.name.value;
      const narrowed = name === undefined ? type : this.#schema.getType(name);
      if (isObjectType(narrowed) || isAbstractType(narrowed))
        yield* this.#flat(
          narrowed,
          fragment.selectionSet,
          isObjectType(narrowed) && isAbstractType(type) ? narrowed.name : on,
        );
    }
  }
}
