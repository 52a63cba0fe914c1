import * as z from "zod";
import { type Operation, pathNames } from "@/lib/contract/operation";
import { Problem } from "@/lib/contract/words";

type JsonSchema = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // A file of an upload: the one input that is bytes and not JSON.
      if (zodSchema instanceof z.ZodCustom)
        Object.assign(jsonSchema, { type: "string", format: "binary" });
    },
  }) as JsonSchema;
  return rest;
};

const contentOf = (operation: Operation): string => {
  if (operation.lines) return "application/x-ndjson";
  if (operation.file) return "application/octet-stream";
  return operation.events ? "text/event-stream" : "application/json";
};

const describedOperation = (operation: Operation): JsonSchema => {
  const input = schemaOf(operation.input, "input");
  const properties = (input.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((input.required as string[] | undefined) ?? []);
  const inPath = new Set(pathNames(operation.path));
  // What vouches for a signed body travels in headers; the body itself is the sender's own.
  const others = operation.signed
    ? []
    : Object.entries(properties).filter(([name]) => !inPath.has(name));
  const parameters = [...inPath].map((name) => ({
    name,
    in: "path",
    required: true,
    schema: properties[name] ?? { type: "string" },
  }));
  const inQuery =
    operation.method === "GET"
      ? others.map(([name, schema]) => ({
          name,
          in: "query",
          required: required.has(name),
          schema,
        }))
      : [];
  const body =
    operation.method !== "GET" && others.length > 0
      ? {
          requestBody: {
            required: true,
            content: {
              [operation.upload ? "multipart/form-data" : "application/json"]: {
                schema: {
                  type: "object",
                  properties: Object.fromEntries(others),
                  required: others.map(([name]) => name).filter((name) => required.has(name)),
                },
              },
            },
          },
        }
      : {};
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.open ? { security: [] } : {}),
    parameters: [...parameters, ...inQuery],
    ...body,
    responses: {
      [operation.status ?? 200]: {
        description: operation.summary,
        content: {
          [contentOf(operation)]: {
            schema: operation.file
              ? { type: "string", format: "binary" }
              : schemaOf(operation.answer, "output"),
          },
        },
      },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
};

/** The OpenAPI 3.1 document of the given operations, made from their contracts alone. */
export const openApiDocument = (operations: readonly Operation[]): JsonSchema => {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    path[operation.method.toLowerCase()] = describedOperation(operation);
    paths[operation.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Signalbox",
      version: "1",
      description:
        "The control room for moving a live system from one implementation to another. Errors are RFC 9457 problems with a closed set of codes.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      responses: {
        Problem: {
          description: "A refusal that a person can act on",
          content: { "application/problem+json": { schema: schemaOf(Problem, "output") } },
        },
      },
    },
  };
};
