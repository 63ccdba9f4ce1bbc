import { GraphQLError } from "graphql";

/** The simulator does not know this: it says the name and never guesses. */
export function notSimulated(what: string): GraphQLError {
  return new GraphQLError(`The simulator does not implement ${what}.`, {
    extensions: { code: "SIMULATOR_NOT_IMPLEMENTED" },
  });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

export function accessDenied(field: string, requiredAccess: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}
