import fs from "node:fs";
import path from "node:path";
import type { Operation } from "@/lib/contract/operation";
import { pathNames } from "@/lib/contract/operation";
import type { Problem } from "@/lib/contract/words";

export type Connection = { readonly url?: string; readonly token?: string };

/** What ends a command: a sentence for people and an exit code, 1 for no and 2 for an error. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 2,
    readonly status?: number,
  ) {
    super(message);
  }
}

export const addressOf = ({ url }: Connection): string =>
  (url ?? process.env.SIGNALBOX_URL ?? `http://127.0.0.1:${process.env.PORT || "3000"}`).replace(
    /\/+$/,
    "",
  );

/** The token given, set, or left by a Signalbox that runs in the local mode on this machine. */
const tokenOf = ({ token }: Connection): string => {
  const given = token ?? process.env.SIGNALBOX_TOKEN ?? process.env.SIGNALBOX_ADMIN_TOKEN;
  if (given) return given;
  const file = path.resolve(process.env.SIGNALBOX_DATA || ".signalbox", "cli-token");
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new CliError(
      "No API token. Set SIGNALBOX_TOKEN, give --token, or start Signalbox here with npm start.",
    );
  }
};

/** A refusal as lines for a terminal: the sentence, then each fault with its place. */
const problemLines = (problem: Problem): string =>
  [
    problem.detail,
    ...problem.reasons.map(({ file, row, column, field, says }) => {
      const place = [file, row && `row ${row}`, column && `column ${column}`, field]
        .filter(Boolean)
        .join(", ");
      return place ? `  ${place}: ${says}` : `  ${says}`;
    }),
  ].join("\n");

const send = async (connection: Connection, address: string, init: RequestInit) => {
  const headers = { ...init.headers, authorization: `Bearer ${tokenOf(connection)}` };
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch {
    throw new CliError(
      `Nothing answers at ${addressOf(connection)}. Start Signalbox with npm start, or name it with --url.`,
    );
  }
  if (response.ok) return response;
  const text = await response.text();
  try {
    throw new CliError(problemLines(JSON.parse(text) as Problem), 1, response.status);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      `${addressOf(connection)} answered ${response.status}, not as Signalbox does.`,
    );
  }
};

const fill = (operation: Operation, input: Record<string, unknown>): string =>
  pathNames(operation.path).reduce(
    (address, name) => address.replace(`{${name}}`, encodeURIComponent(String(input[name]))),
    operation.path as string,
  );

/** Calls an operation of the API; a refusal ends the command with its words. */
export const call = async <Input, Answer>(
  connection: Connection,
  operation: Operation<Input, Answer>,
  input: Record<string, unknown>,
  files?: readonly { name: string; bytes: Uint8Array }[],
): Promise<Answer> => {
  const plain = operation as unknown as Operation;
  const inPath = new Set(pathNames(operation.path));
  const others = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name)));
  const address = addressOf(connection) + fill(plain, input);
  if (files) {
    const body = new FormData();
    for (const [name, value] of Object.entries(others)) {
      for (const each of [value].flat()) if (each !== undefined) body.append(name, String(each));
    }
    for (const { name, bytes } of files) body.append("files", new Blob([bytes as BlobPart]), name);
    const response = await send(connection, address, { method: operation.method, body });
    return (await response.json()) as Answer;
  }
  if (operation.method === "GET") {
    const search = new URLSearchParams(others as Record<string, string>).toString();
    const response = await send(connection, search ? `${address}?${search}` : address, {});
    return (await response.json()) as Answer;
  }
  const response = await send(connection, address, {
    method: operation.method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(others),
  });
  return (await response.json()) as Answer;
};

/** The file that an operation hands out. */
export const download = async <Input, Answer>(
  connection: Connection,
  operation: Operation<Input, Answer>,
  input: Record<string, unknown>,
): Promise<Uint8Array> => {
  const address = addressOf(connection) + fill(operation as unknown as Operation, input);
  return new Uint8Array(await (await send(connection, address, {})).arrayBuffer());
};

/** The lines of an operation that answers JSON lines, as they arrive. */
export async function* lines<Answer>(
  connection: Connection,
  operation: Operation<never, Answer>,
  input: Record<string, unknown>,
): AsyncGenerator<Answer> {
  const address = addressOf(connection) + fill(operation as unknown as Operation, input);
  const response = await send(connection, address, {});
  const decoder = new TextDecoder();
  let rest = "";
  if (!response.body) return;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part) as Answer;
  }
}
