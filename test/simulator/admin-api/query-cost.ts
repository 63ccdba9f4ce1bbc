import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
} from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from "graphql";

const mutationCost = 10;

interface Pricing {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * The requested cost by the documented rules: an object 1, a leaf 0, a connection by its `first` or `last`, a mutation 10.
 * Shopify's exact prices per field are not published: an estimate on the dear side.
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  if (operation.operation === "mutation")
    return mutationCost * operation.selectionSet.selections.length;
  const root = schema.getQueryType();
  if (!root) return 0;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  return costOf(root, operation.selectionSet, { schema, fragments, variables });
}

function costOf(
  type: GraphQLNamedType,
  selection: SelectionSetNode | undefined,
  pricing: Pricing,
): number {
  const parts = selection?.selections ?? [];
  return parts.reduce((sum, part) => sum + partCost(type, part, pricing), 0);
}

function partCost(type: GraphQLNamedType, part: SelectionNode, pricing: Pricing): number {
  if (part.kind === Kind.FIELD) return fieldCost(type, part, pricing);
  const fragment =
    part.kind === Kind.INLINE_FRAGMENT ? part : pricing.fragments.get(part.name.value);
  const on = fragment?.typeCondition?.name.value;
  const narrowed = on === undefined ? type : (pricing.schema.getType(on) ?? type);
  return costOf(narrowed, fragment?.selectionSet, pricing);
}

function fieldCost(type: GraphQLNamedType, node: FieldNode, pricing: Pricing): number {
  if (!isObjectType(type) && !isAbstractType(type)) return 0;
  const field = "getFields" in type ? type.getFields()[node.name.value] : undefined;
  if (field === undefined) return 0;
  const result = getNamedType(field.type);
  if (isLeafType(result)) return 0;
  const inner = costOf(result, node.selectionSet, pricing);
  if (result.name.endsWith("Connection"))
    return 2 + pageSize(node, pricing.variables) * Math.max(1, inner);
  const counted = /(Edge|^PageInfo)$/.test(result.name) || isElement(type, node.name.value);
  return counted ? inner : 1 + inner;
}

function pageSize(node: FieldNode, variables: Pricing["variables"]): number {
  const asked = node.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const size = asked === undefined ? 0 : Number(valueFromASTUntyped(asked.value, variables));
  return Number.isFinite(size) ? size : 0;
}

/** `node` and `nodes` of a connection: the connection's own factor counts them */
function isElement(type: GraphQLNamedType, field: string): boolean {
  return /(Connection|Edge)$/.test(type.name) && (field === "node" || field === "nodes");
}
