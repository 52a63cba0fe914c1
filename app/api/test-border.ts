import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { addressOf } from "@/lib/client/call-operation";
import { type Operation, pathNames } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import { Problem } from "@/lib/contract/words";
import type { Action } from "@/lib/server/http";
import type { Caller } from "@/lib/server/test-callers";

type Params = Readonly<Record<string, string>>;
type Handler = ((
  request: Request,
  context: { params: Promise<Params> },
) => Response | Promise<Response>) & {
  readonly operation?: Operation;
  readonly actions?: readonly Action<unknown>[];
};

export type RouteFile = {
  /** As the contract writes it: `/api/v1/programs/{program}`. */
  readonly path: string;
  readonly handlers: ReadonlyMap<string, Handler>;
};

const folder = path.resolve("app/api/v1");

/** Every route file of the API with what it exports. */
export const routeFiles = async (): Promise<RouteFile[]> => {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts");
  return Promise.all(
    files.map(async (file) => {
      const exported: Record<string, Handler> = await import(
        pathToFileURL(path.join(folder, file)).href
      );
      const place = path
        .dirname(file)
        .replaceAll(path.sep, "/")
        .replace(/\[(\w+)\]/g, "{$1}");
      return { path: `/api/v1/${place}`, handlers: new Map(Object.entries(exported)) };
    }),
  );
};

export const operationOf = (id: string): Operation => {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  return operation;
};

const origin = "http://signalbox.test";
let byOperation: Promise<ReadonlyMap<string, Handler>> | undefined;

const handlersByOperation = async (): Promise<ReadonlyMap<string, Handler>> => {
  const files = await routeFiles();
  const handlers = files.flatMap(({ handlers }) => [...handlers.values()]);
  return new Map(handlers.map((handler) => [handler.operation?.id ?? "", handler]));
};

/** Sends a request to the handler of an operation as the router would; names of the path are taken from `params`. */
export const send = async (
  id: string,
  params: Params,
  request: RequestInit,
  address = addressOf(operationOf(id), params),
): Promise<Response> => {
  byOperation ??= handlersByOperation();
  const handler = (await byOperation).get(id);
  if (!handler) throw new Error(`No route handles ${id}.`);
  const { method } = operationOf(id);
  return handler(new Request(`${origin}${address}`, { method, ...request }), {
    params: Promise.resolve(params),
  });
};

export type Input = Readonly<Record<string, unknown>>;
export type Files = readonly (readonly [name: string, content: string | Uint8Array])[];

const bodyOf = (operation: Operation, input: Input): { body?: BodyInit; type?: string } => {
  if (operation.upload) {
    const form = new FormData();
    for (const [name, content] of input.files as Files) {
      form.append("files", new Blob([new Uint8Array(Buffer.from(content))]), name);
    }
    const names = ["files", ...pathNames(operation.path)];
    for (const [name, value] of Object.entries(input)) {
      if (names.includes(name)) continue;
      for (const each of [value].flat()) form.append(name, String(each));
    }
    return { body: form };
  }
  if (operation.method === "GET") return {};
  if (operation.signed) return { body: String(input.body) };
  const names = pathNames(operation.path);
  const fields = Object.entries(input).filter(([name]) => !names.includes(name));
  return { body: JSON.stringify(Object.fromEntries(fields)), type: "application/json" };
};

/** What vouches for a signed body, as its sender sends it. */
const signingHeaders = ({ headers }: Operation, input: Input): Record<string, string> => {
  if (headers === undefined) return { "x-signalbox-signature": String(input.signature) };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([field, name]) =>
      typeof input[field] === "string" ? [[name, input[field]]] : [],
    ),
  );
};

/** Calls an operation through its route handler as its contract says a caller does. */
export const call = async (
  id: string,
  input: Input,
  caller: Caller,
  requestId = randomUUID(),
): Promise<Response> => {
  const operation = operationOf(id);
  const params = Object.fromEntries(
    pathNames(operation.path).map((name) => [name, String(input[name])]),
  );
  const { body, type } = bodyOf(operation, input);
  const headers = {
    ...caller,
    "x-request-id": requestId,
    ...(type ? { "content-type": type } : {}),
    ...(operation.signed ? signingHeaders(operation, input) : {}),
  };
  return send(id, params, { headers, ...(body ? { body } : {}) }, addressOf(operation, input));
};

/** The problem that a refusal answers with; throws when the answer is none. */
export const problemIn = async (response: Response): Promise<Problem> => {
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json") throw new Error(`${response.status} as ${type}`);
  const problem = Problem.parse(await response.json());
  if (problem.status !== response.status) throw new Error(`${problem.status} in the body`);
  return problem;
};
