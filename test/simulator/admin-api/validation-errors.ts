import { visit } from "graphql";
import type { ASTNode, DocumentNode, GraphQLError } from "graphql";

export interface ApiError {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions?: Record<string, unknown>;
}

/** graphql-js's validation messages in the words and with the codes of Shopify's server. */
export function shopifyError(error: GraphQLError, document: DocumentNode): ApiError {
  const told = retold(error.message);
  const node = error.nodes?.[0];
  return {
    message: told?.message ?? error.message,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(node === undefined ? {} : { path: pathTo(document, node) }),
    extensions: told?.extensions ?? { code: "invalidQuery" },
  };
}

function retold(text: string): { message: string; extensions: Record<string, unknown> } | null {
  const field = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(text);
  if (field !== null) {
    const [, fieldName, typeName] = field;
    return {
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: "undefinedField", typeName, fieldName },
    };
  }
  const argument = /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/.exec(text);
  if (argument !== null) {
    const [, argumentName, name] = argument;
    return {
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: "argumentNotAccepted", name, typeName: "Field", argumentName },
    };
  }
  const missing = /^Field "(\w+)" argument "(\w+)" of type ".+" is required/.exec(text);
  if (missing !== null) {
    const [, name, argumentName] = missing;
    return {
      message: `Field '${name}' is missing required arguments: ${argumentName}`,
      extensions: {
        code: "missingRequiredArguments",
        className: "Field",
        name,
        arguments: argumentName,
      },
    };
  }
  const selection = /^Field "(\w+)" of type "(.+)" must have a selection of subfields/.exec(text);
  if (selection !== null) {
    const [, name, type] = selection;
    return {
      message: `Field must have selections (field '${name}' returns ${type?.replace(/[![\]]/g, "")} but has no selections.)`,
      extensions: { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: type },
    };
  }
  const variable = /^Variable "\$(\w+)" is not defined/.exec(text);
  if (variable !== null)
    return {
      message: `Variable $${variable[1]} is used but not declared`,
      extensions: { code: "variableNotDefined", variableName: variable[1] },
    };
  return null;
}

/** `Variable $id of type ID! was provided invalid value` */
export function variableError(error: GraphQLError): ApiError {
  const name = /^Variable "\$(\w+)"/.exec(error.message)?.[1] ?? "";
  const definition = error.nodes?.[0];
  const type =
    definition?.kind === "VariableDefinition" && definition.type.loc
      ? definition.loc?.source.body.slice(definition.type.loc.start, definition.type.loc.end)
      : "";
  return {
    message: `Variable $${name} of type ${type} was provided invalid value`,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    extensions: {
      code: "INVALID_VARIABLE",
      value: null,
      problems: [{ path: [], explanation: error.message }],
    },
  };
}

/** ["query orders", "orders", "nodes", "colour"] */
function pathTo(document: DocumentNode, wanted: ASTNode): string[] {
  const path: string[] = [];
  let found: string[] = [];
  const nameOf = (node: ASTNode): string | null => {
    if (node.kind === "OperationDefinition")
      return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`;
    if (node.kind === "FragmentDefinition") return `fragment ${node.name.value}`;
    if (node.kind === "Field") return node.alias?.value ?? node.name.value;
    return node.kind === "Argument" ? node.name.value : null;
  };
  visit(document, {
    enter(node) {
      const name = nameOf(node);
      if (name !== null) path.push(name);
      if (node === wanted) found = [...path];
    },
    leave(node) {
      if (nameOf(node) !== null) path.pop();
    },
  });
  return found;
}
