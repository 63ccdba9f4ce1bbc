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
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";

const mutationCost = 10;

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
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);

  const costOf = (type: GraphQLNamedType, selection: SelectionSetNode | undefined): number => {
    let cost = 0;
    for (const part of selection?.selections ?? []) {
      if (part.kind === Kind.INLINE_FRAGMENT) {
        const on = part.typeCondition?.name.value;
        cost += costOf(on === undefined ? type : (schema.getType(on) ?? type), part.selectionSet);
        continue;
      }
      if (part.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(part.name.value);
        const on = fragment && schema.getType(fragment.typeCondition.name.value);
        cost += costOf(on ?? type, fragment?.selectionSet);
        continue;
      }
      if (!isObjectType(type) && !isAbstractType(type)) continue;
      const field = "getFields" in type ? type.getFields()[part.name.value] : undefined;
      if (field === undefined) continue;
      const result = getNamedType(field.type);
      if (isLeafType(result)) continue;
      const inner = costOf(result, part.selectionSet);
      if (!result.name.endsWith("Connection")) {
        cost +=
          /(Edge|^PageInfo)$/.test(result.name) || isElement(type, part.name.value)
            ? inner
            : 1 + inner;
        continue;
      }
      const size = part.arguments?.find(
        ({ name }) => name.value === "first" || name.value === "last",
      );
      const asked = size === undefined ? 0 : Number(valueFromASTUntyped(size.value, variables));
      cost += 2 + (Number.isFinite(asked) ? asked : 0) * Math.max(1, inner);
    }
    return cost;
  };

  if (operation.operation === "mutation")
    return mutationCost * operation.selectionSet.selections.length;
  const root = schema.getQueryType();
  return root ? costOf(root, operation.selectionSet) : 0;
}

/** `node` and `nodes` of a connection: the connection's own factor counts them */
function isElement(type: GraphQLNamedType, field: string): boolean {
  return /(Connection|Edge)$/.test(type.name) && (field === "node" || field === "nodes");
}
